"""What a timeline shows of one recording: its lanes, their scale, and the words for what happened in them.

Knows nothing of how it is drawn: the book draws it as SVG, the terminal with letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil

from .events import Events, Lane, Stretch
from .recordings import Line, Recording

LANES, FEW = 24, 12
"""Lanes that are drawn at most, and how many where there are more; the rest is counted."""
IDLE = 0.8
"""Share of the time that an idle stretch has to have to be folded."""
FOLDED = 0.2
"""Share of the width that a folded stretch has."""
LATE = 0.02
"""Seconds from which a sleep ended late."""
SHORT, FINE = 0.1, 0.002
"""Seconds below which a run is told in milliseconds, and below which what is drawn of it needs finer ones."""
STARTING = 0.3
"""Share of a short run that nothing but the start of its loop may have, or the picture begins after it."""

Words = dict[str, str]

_STEPS = tuple(float(f"{step}e{power}") for power in range(-5, 3) for step in (1, 2, 5))
_GLYPHS = {"returned": "✓", "raised": "✕", "cancelled": "■", "destroyed": "✕", "": "…"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a moment lies: *stops* are moments and their places in percent, both rising."""

    stops: tuple[tuple[float, float], ...]
    fold: tuple[float, float] | None = None

    def __call__(self, moment: float) -> float:
        moments = [stop for stop, _ in self.stops]
        at = min(max(bisect_right(moments, moment), 1), len(moments) - 1)
        (m1, p1), (m2, p2) = self.stops[at - 1], self.stops[at]
        share = (moment - m1) / (m2 - m1) if m2 > m1 else 0.0
        return round(min(max(p1 + share * (p2 - p1), 0.0), 100.0), 2)

    @property
    def middle(self) -> float:
        """Where the middle of the fold is, in percent; far outside where there is none."""
        return round((self(self.fold[0]) + self(self.fold[1])) / 2, 2) if self.fold else -100.0


def scale(moments: Iterable[float], end: float, begin: float = 0.0) -> Scale:
    """The scale for *moments* from *begin* to *end*, the long idle stretch folded if the rest is worth the room."""
    if begin:
        return Scale(((begin, 0.0), (end, 100.0)))
    points = sorted({0.0, end, *(m for m in moments if 0 <= m <= end)})
    gaps = [(after - before, before, after) for before, after in pairwise(points)]
    longest, before, after = max(gaps, default=(0.0, 0.0, 0.0))
    rest = end - longest
    if longest < IDLE * end or rest < 0.02 or sum(gap > rest / 20 for gap, _, _ in gaps) < 4:
        return Scale(((0.0, 0.0), (end or 1.0, 100.0)))
    room = 100.0 * (1 - FOLDED)
    left = room * before / rest
    return Scale(((0.0, 0.0), (before, left), (after, left + 100.0 * FOLDED), (end, 100.0)), (before, after))


def shown(events: Events) -> list[int]:
    """The lanes to draw, each thread before its tasks; none where one task in one thread did it all, undisturbed."""
    visible = [n for n, lane in enumerate(events.lanes) if not lane.hidden]
    threads = [n for n in visible if events.lanes[n].kind == "thread"]
    blocked = {n for n in threads if any(stretch.kind == "callback" for stretch in events.lanes[n].stretches)}
    if len(visible) - len(threads) < 2 and len(threads) < 2 and not blocked and not events.signals:
        return []
    lanes: list[int] = []
    for thread in threads:
        tasks = [n for n in visible if events.lanes[n].kind == "task" and events.lanes[n].thread == thread]
        speaks = bool(tasks) and (thread in blocked or thread in events.printed)
        lanes += [thread] * (len(threads) > 1 or speaks) + tasks
    return lanes if len(lanes) > 1 else []


def state_of(lane: Lane, stretch: Stretch) -> str:
    """``run``, ``wait``, ``ready`` (it could run, and something else did), or ``alive``: a thread of which no more is known."""
    if stretch.kind == "run" and lane.kind == "thread":
        return "alive"
    return stretch.kind if stretch.kind in ("run", "ready") else "run" if stretch.kind in ("job", "callback") else "wait"


class Picture:
    """What is drawn of *recording*, whose *lanes* (indices of its events' lanes) were chosen by shown()."""

    def __init__(self, recording: Recording, lanes: list[int], words: Words) -> None:
        assert recording.events is not None
        self.recording, self.events, self.words = recording, recording.events, words
        self.lanes = lanes if len(lanes) <= LANES else lanes[:FEW]
        self.more = len(lanes) - len(self.lanes)
        drawn = [self.events.lanes[n] for n in self.lanes]
        stretches = [s for lane in drawn for s in lane.stretches if state_of(lane, s) != "alive"]
        until = self.events.until
        times = [line.time for line in recording.lines if until is None or line.time <= until]
        self.end = max([0.001, *(min(end, recording.duration) for end in [*(s.end for s in stretches), *times])])
        moments = [moment for s in stretches if s.kind != "run" for moment in (s.start, s.end)]
        loops = [loop.start for loop in self.events.loops if loop.thread in self.lanes]
        self.begin = _begin([*(s.start for s in stretches), *times, *loops, *(w for w, _ in self.signals)], self.end)
        self.fine = self.end - self.begin < FINE
        self.scale = scale([*moments, *times], self.end, self.begin)

    def lines_of(self, index: int) -> list[Line]:
        """The printed lines of one lane."""
        whose = zip(self.recording.lines, self.events.printed, strict=False)
        return [line for line, owner in whose if owner == index and line.time <= self.end]

    @cached_property
    def signals(self) -> list[tuple[float, str]]:
        """The signals that were sent while there was something to see."""
        return [(when, name) for when, name in self.events.signals if when <= self.end]

    def ticks(self) -> list[float]:
        """Round moments, five or so, none within a fold."""
        span = self.end - self.begin - (self.scale.fold[1] - self.scale.fold[0] if self.scale.fold else 0.0)
        step = next(s for s in (*_STEPS, span) if span / s <= 5)
        every = [round(n * step, 6) for n in range(ceil(self.begin / step), int(self.end / step + 1e-6) + 1)]
        inside = self.scale.fold or (1.0, 0.0)
        placed: list[float] = []
        for moment in every:
            near = (placed and self.scale(moment) - self.scale(placed[-1]) < 11) or abs(
                self.scale(moment) - self.scale.middle
            ) < 16
            if not inside[0] < moment < inside[1] and not near:
                placed.append(moment)
        return placed

    def time(self, moment: float, digits: int = 2) -> str:
        """A moment of the run or a length of time: ``0.30 s``, or ``3.1 ms`` where the whole run is short."""
        return f"{1000 * moment:.{digits - 1 + self.fine}f} ms" if self.end < SHORT else f"{moment:.{digits}f} s"

    def tick(self, moment: float) -> str:
        """A moment of ticks(), in the unit of time()."""
        return f"{1000 * moment:g} ms" if self.end < SHORT else f"{moment:g} s"

    def exact(self, moment: float) -> str:
        """A moment for the script, in seconds."""
        return f"{moment:.{6 if self.fine else 4}f}"

    def name(self, lane: Lane) -> str:
        """The name of a task or thread, short enough for a row."""
        return short(lane.name or self.words["nameless"], 24)

    def does(self, lane: Lane) -> str:
        """What a lane runs: its coroutine, or that it is a thread."""
        return f"{short(lane.does.rpartition('.')[2], 20)}()" if lane.does else self.words[lane.kind]

    def ended(self, lane: Lane) -> str:
        """How and when a lane ended; empty where nobody saw how it went on."""
        if lane.ended is None and (lane.kind == "thread" or self.events.until is not None):
            return ""
        text = self.words[f"lane_{lane.how or 'open'}"].format(result=short(lane.result, 24))
        if lane.kind == "thread" and lane.how != "raised":
            text = self.words["lane_thread"]
        when = self.time(lane.ended) if lane.ended is not None else ""
        return f"{_GLYPHS[lane.how]} {text} {when}".strip()

    def told(self, stretch: Stretch) -> str:
        """One stretch in a sentence."""
        kind = {"ready": "ready", "run": "runs", "job": "runs", "callback": "runs"}.get(stretch.kind, "waits")
        what = what_of(stretch, self.events)
        text = self.words[f"stretch_{kind}{'_for' if what and kind == 'waits' else ''}"].format(
            start=self.time(stretch.start, 3), seconds=self.time(stretch.end - stretch.start, 3), what=what
        )
        if stretch.by >= 0:
            text += f" ← {self.name(self.events.lanes[stretch.by])}"
        if stretch.raised:
            text += f" {_GLYPHS['raised']} {short(stretch.raised, 40)}"
        where = self.words["on_line"].format(line=stretch.line) if stretch.line else ""
        return (self.late(stretch) or text.strip()) + where

    def late(self, stretch: Stretch) -> str:
        """When a sleep was due, if *stretch* is the time by which it ended late; else empty."""
        if (due := due_of(stretch)) is None:
            return ""
        return self.words["late"].format(due=self.time(due), late=self.time(stretch.end - due))


def _begin(moments: list[float], end: float) -> float:
    """Where a picture of *moments* begins: at 0, or a little before the first if little else happens in a short run."""
    first = min(moments, default=0.0)
    return first - (end - first) / 50 if end < SHORT and STARTING * end < first < end else 0.0


def what_of(stretch: Stretch, events: Events) -> str:
    """What a stretch waited for, or which function ran in it, as a programmer would write it."""
    if stretch.kind == "task":
        index = int(stretch.what)
        return (short(events.lanes[index].name, 20) if 0 <= index < len(events.lanes) else "") or "task"
    if stretch.kind == "sleep":
        return f"sleep({stretch.what})"
    if stretch.kind in ("job", "callback"):
        return f"{stretch.what}()"
    if stretch.kind == "call":
        return _call(stretch.what)
    return {"gather": "gather()", "future": stretch.what or "future"}.get(stretch.kind, "")


def _call(name: str) -> str:
    """A function of the library that was waited in, by the name under which programs know it."""
    owner, _, method = name.replace(".<locals>", "").rpartition(".")
    return owner if method.startswith("__") else f"{owner}.{method}()".lstrip(".")


def due_of(stretch: Stretch) -> float | None:
    """When a sleep should have ended, if *stretch* is the time by which it ended late."""
    late = stretch.kind == "ready" and stretch.what == "sleep" and stretch.end - stretch.start > LATE
    return stretch.start if late else None


def short(text: str, most: int) -> str:
    """*text* on one line, of *most* letters at the most, without what cannot be printed."""
    plain = " ".join(text.split())
    plain = "".join(character if character.isprintable() else "�" for character in plain)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
