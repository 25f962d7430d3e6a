"""Events, read from the lines that a child told of them on its report pipe.

The child's half is ``child/_asyncbook_events.py``, which says what each line means.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from .events import Events, Lane, Loop, Stretch

READY = 0.02
"""Seconds from which it is told that a task could have run, and did not."""


@dataclass
class _Open:
    """A lane whose end has not been read yet."""

    kind: str
    name: str
    does: str
    line: int
    parent: int
    thread: int
    created: float
    ended: float | None = None
    how: str = ""
    result: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    cancels: list[float] = field(default_factory=list)
    cancelling: int = 0
    stood: int = 0
    since: float | None = None
    waiting: tuple[str, str, int] | None = None

    def begin(self, now: float, over: float | None) -> None:
        """A step begins; what it waited for was *over* before, if that is known."""
        stood = self.line
        if self.waiting and self.since is not None:
            kind, what, stood = self.waiting
            ready = now if over is None or now - over < READY else max(self.since, over)
            if kind != "new" and (ready > self.since or ready == now):
                self.stretches.append(Stretch(self.since, ready, kind, what, stood))
            if ready < now:
                self.stretches.append(Stretch(ready, now, "ready", kind if kind in ("sleep", "task") else "", stood))
        self.since, self.waiting, self.stood = now, None, max(stood, 0)

    def stop(self, now: float, kind: str = "run", what: str = "", raised: str = "", by: int = -1) -> None:
        if self.since is not None:
            self.stretches.append(Stretch(self.since, now, kind, what, self.stood, raised, by))
        self.since = now


def parse(
    told: Iterable[str],
    begun: float,
    end: float,
    lines: Iterable[tuple[float, str]],
    signals: Iterable[tuple[float, str]] = (),
) -> Events:
    """Read the lines that a child *told*. *begun* is its first statement on the system's clock; *end*
    is its duration; *lines* are time and stream (``out``, ``err``) of each line that it printed;
    *signals* time and name of those that it was sent."""
    found = sorted(_split(told), key=lambda event: event[0])
    reader = _Reader(begun, {words[0]: words for _, letter, _, words in found if letter == "T" and words})
    for when, letter, thread, words in found:
        reader.take(when, letter, thread, words)
    sent = list(signals)
    sent = sorted([*sent, *_from_within(reader.heard, sent)])
    return replace(reader.result(end, list(lines)), signals=tuple((round(when, 6), name) for when, name in sent))


def _from_within(heard: list[tuple[float, str]], sent: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The signals that a program *heard* which nobody *sent* from outside before."""
    left, own = list(sent), []
    for when, name in heard:
        before = next((one for one in left if one[1] == name and one[0] <= when), None)
        if before:
            left.remove(before)
        else:
            own.append((when, name))
    return own


def _split(told: Iterable[str]) -> list[tuple[int, str, int, list[str]]]:
    found = []
    for line in told:
        with suppress(ValueError):  # it may be cut off in the middle: its process was killed
            when, letter, thread, *words = line.split("\t")
            found.append((int(when), letter, int(thread), [_plain(word) for word in words]))
    return found


def _plain(word: str) -> str:
    return word.encode().decode("unicode_escape") if "\\" in word else word


class _Reader:
    def __init__(self, begun: float, tasks: dict[str, list[str]]) -> None:
        self.begun, self.known = begun, tasks
        self.lanes: list[_Open] = []
        self.tasks: dict[str, int] = {}
        self.threads: dict[int, int] = {}
        self.jobs: dict[int, tuple[str, int]] = {}
        self.heard: list[tuple[float, str]] = []
        self.failed: dict[int, str] = {}
        self.steps: dict[int, list[int]] = {}
        self.marks: dict[str, list[tuple[float, int]]] = {"out": [], "err": []}
        self.until: float | None = None
        self.further = [0, 0]
        self.loops: list[Loop] = []
        self.looping: dict[str, int] = {}

    def take(self, when: int, letter: str, thread: int, words: list[str]) -> None:
        now = when / 1e9 - self.begun
        try:
            _TAKE[letter](self, now, thread, words)
        except (KeyError, IndexError, ValueError, TypeError):
            return  # not an event, or half of one

    def open(self, lane: _Open) -> int:
        self.lanes.append(lane)
        return len(self.lanes) - 1

    def thread(self, ident: int, now: float) -> int:
        if ident not in self.threads:
            self.threads[ident] = self.open(_Open("thread", "", "", 0, -1, -1, now))
        return self.threads[ident]

    def thread_begins(self, now: float, thread: int, words: list[str]) -> None:
        name, _, *asker = words
        index = self.open(_Open("thread", name, "", 0, self.asker(*asker), -1, max(0.0, now)))
        self.threads[thread] = index
        self.lanes[index].since = max(0.0, now)

    def asker(self, task: str, thread: str) -> int:
        """The lane of a task, or of the thread that no task ran in; -1 where it is not known."""
        return self.tasks.get(task, self.threads.get(int(thread), -1))

    def thread_ends(self, now: float, thread: int, words: list[str]) -> None:
        lane = self.lanes[self.threads.pop(thread)]
        lane.stop(now)
        lane.result = self.failed.pop(thread, "")
        lane.ended, lane.how = now, "raised" if lane.result else "returned"

    def fails(self, now: float, thread: int, words: list[str]) -> None:
        self.failed[thread] = words[0]

    def job_begins(self, now: float, thread: int, words: list[str]) -> None:
        self.lanes[self.thread(thread, now)].stop(now)
        self.jobs[thread] = words[0], self.asker(*words[1:])

    def job_ends(self, now: float, thread: int, words: list[str]) -> None:
        what, by = self.jobs.pop(thread)
        self.lanes[self.thread(thread, now)].stop(now, "job", what, self.failed.pop(thread, ""), by)

    def hears(self, now: float, thread: int, words: list[str]) -> None:
        self.heard.append((now, words[0]))

    def called(self, now: float, thread: int, words: list[str]) -> None:
        lane = self.lanes[self.thread(thread, now)]
        lane.stop(now)
        lane.stop(now + int(words[1]) / 1e9, "callback", words[0])

    def more(self, now: float, thread: int, words: list[str]) -> None:
        self.further = [int(word) for word in words]

    def created(self, now: float, thread: int, words: list[str]) -> None:
        number, _, parent, name, does, line = words
        if number in self.tasks:
            return
        owner, now = self.tasks.get(parent, -1), max(0.0, now)
        lane = _Open(
            "task", name, does, int(line), owner, self.thread(thread, now), now, since=now, waiting=("new", "", int(line))
        )
        self.tasks[number] = self.open(lane)

    def named(self, now: float, thread: int, words: list[str]) -> None:
        self.lanes[self.tasks[words[0]]].name = words[1]

    def parent(self, now: float, thread: int, words: list[str]) -> None:
        self.lanes[self.tasks[words[0]]].parent = self.tasks.get(words[1], -1)

    def step_begins(self, now: float, thread: int, words: list[str]) -> None:
        if words[0] not in self.tasks:  # it is eager: it ran before anybody could know of it
            self.created(now, thread, self.known[words[0]])
        index = self.tasks[words[0]]
        lane = self.lanes[index]
        lane.thread = self.thread(thread, now)
        lane.begin(now, self._over(lane))
        if int(words[1]) > lane.cancelling:
            lane.cancels.append(now)
        lane.cancelling = int(words[1])
        self.steps.setdefault(thread, []).append(index)

    def _over(self, lane: _Open) -> float | None:
        """When that was over for which *lane* waited, as far as it is known."""
        kind, what, _ = lane.waiting or ("", "", 0)
        if kind in ("new", "next"):
            return lane.since
        if kind == "sleep" and what and lane.since is not None:
            return lane.since + float(what)
        return self.lanes[int(what)].ended if kind == "task" and int(what) >= 0 else None

    def step_ends(self, now: float, thread: int, words: list[str]) -> None:
        number, how, *more = words
        index = self.tasks[number]
        lane = self.lanes[index]
        lane.stop(now)
        if index in self.steps.get(thread, []):
            self.steps[thread].remove(index)
        if how == "waits":
            kind, what, line = more
            what = str(self.tasks.get(what, -1)) if kind == "task" else what
            lane.waiting = (kind, what, int(line))
        else:
            lane.ended, lane.how, lane.since = now, how, None
            lane.result, lane.name = more

    def destroyed(self, now: float, thread: int, words: list[str]) -> None:
        lane = self.lanes[self.tasks[words[0]]]
        lane.begin(now, None)
        lane.ended, lane.how, lane.since = now, "destroyed", None

    def out(self, now: float, thread: int, words: list[str]) -> None:
        self.printed("out", now, thread)

    def err(self, now: float, thread: int, words: list[str]) -> None:
        self.printed("err", now, thread)

    def printed(self, stream: str, now: float, thread: int) -> None:
        stepping = self.steps.get(thread)
        known = thread in self.threads or not self.further[1]  # a thread that was only counted
        self.marks[stream].append((now, stepping[-1] if stepping else self.thread(thread, now) if known else -1))

    def loop_begins(self, now: float, thread: int, words: list[str]) -> None:
        self.looping[words[0]] = len(self.loops)
        self.loops.append(Loop(self.thread(thread, now), round(max(0.0, now), 6), None, None))

    def loop_ends(self, now: float, thread: int, words: list[str]) -> None:
        index = self.looping[words[0]]
        self.loops[index] = replace(self.loops[index], end=round(now, 6))

    def loop_closed(self, now: float, thread: int, words: list[str]) -> None:
        index = self.looping.pop(words[0])  # another loop may come to lie in the same place
        self.loops[index] = replace(self.loops[index], closed=round(now, 6))

    def too_many(self, now: float, thread: int, words: list[str]) -> None:
        self.until = now

    def result(self, end: float, lines: list[tuple[float, str]]) -> Events:
        end = end if self.until is None else self.until
        for thread, (function, by) in self.jobs.items():  # which the program did not live to see the end of
            self.lanes[self.thread(thread, end)].stop(end, "job", function, by=by)
        for lane in self.lanes:
            if lane.ended is None and lane.since is not None and lane.since < end:
                if lane.waiting:
                    kind, what, line = lane.waiting
                    lane.stretches.append(Stretch(lane.since, end, "ready" if kind == "new" else kind, what, line))
                else:
                    lane.stop(end)
        printed = tuple(self._lane_of(*line) for line in lines)
        return Events(tuple(_closed(lane) for lane in self.lanes), printed, self.until, tuple(self.loops), (), sum(self.further))

    def _lane_of(self, when: float, stream: str) -> int:
        """Whose the last write was that had begun when a line was complete."""
        before = [lane for begun, lane in self.marks.get(stream, []) if begun <= when]
        return before[-1] if before and (self.until is None or when <= self.until) else -1


def _closed(lane: _Open) -> Lane:
    stretches = tuple(replace(s, start=round(s.start, 6), end=round(s.end, 6)) for s in lane.stretches)
    return Lane(
        lane.kind, lane.name, lane.does, lane.line, lane.parent, lane.thread, round(lane.created, 6),
        None if lane.ended is None else round(lane.ended, 6), lane.how, lane.result, stretches,
        tuple(round(when, 6) for when in lane.cancels),
    )  # fmt: skip


_TAKE = {
    "H": _Reader.thread_begins,
    "h": _Reader.thread_ends,
    "J": _Reader.job_begins,
    "j": _Reader.job_ends,
    "F": _Reader.fails,
    "T": _Reader.created,
    "R": _Reader.parent,
    "N": _Reader.named,
    "S": _Reader.step_begins,
    "E": _Reader.step_ends,
    "D": _Reader.destroyed,
    "o": _Reader.out,
    "e": _Reader.err,
    "G": _Reader.hears,
    "K": _Reader.called,
    "U": _Reader.more,
    "L": _Reader.loop_begins,
    "l": _Reader.loop_ends,
    "X": _Reader.loop_closed,
    "M": _Reader.too_many,
}
