"""A run as it is seen in a terminal: its timeline, drawn with letters, and Ctrl+C.

The lanes, their scale and their words are those of the picture in the book. States differ in shape,
not only in colour, so that the drawing can be piped, copied and read without colours.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from operator import itemgetter
from types import FrameType

from rich.cells import cell_len
from rich.console import Group
from rich.text import Text

from . import runner
from .events import Lane, Stretch
from .picture import Picture, Words, due_of, shown, state_of, what_of
from .recordings import Recording

RUN, WAIT, READY, ALIVE, PRINT, CANCEL, BORN, DUE, FOLD, TICK = "█░┄─•■│╎⋯╷"
NARROWEST = 20
"""Columns below which nothing is drawn narrower."""

_STYLES = {
    RUN: "blue", WAIT: "dim", READY: "yellow", ALIVE: "dim", PRINT: "yellow",
    CANCEL: "magenta", BORN: "dim", DUE: "yellow", FOLD: "yellow",
}  # fmt: skip
_MARKS = {"run": RUN, "wait": WAIT, "ready": READY}
_EMPTY = (" ", "")
_ENDS = {"returned": "green", "raised": "red", "cancelled": "magenta", "destroyed": "red", "": "magenta"}


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl+C goes to the program that runs, so that it ends as it would have alone and its recording is
    kept; a second one kills it. Where no program runs yet, Ctrl+C does what it always does."""
    pressed = 0

    def pass_on(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed += 1
        if not (groups := list(runner._groups)):
            raise KeyboardInterrupt
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGINT if pressed == 1 else signal.SIGKILL)

    before = signal.signal(signal.SIGINT, pass_on)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def why_none(recording: Recording) -> str:
    """Why *recording* has no timeline, in one line; empty where it has one."""
    if recording.events is None:
        return f"{recording.implementation} {recording.python} does not tell of tasks: a timeline needs CPython 3.11 or newer."
    return "" if shown(recording.events) else "No timeline: one task, or none, did it all; there is nothing to compare."


def timeline_text(recording: Recording, width: int, words: Words) -> Group:
    """The timeline of *recording*, *width* columns wide; empty where there is nothing to compare."""
    if recording.events is None or not (lanes := shown(recording.events)):
        return Group()
    drawing = _Drawing(Picture(recording, lanes, words), max(width, NARROWEST))
    return Group(*drawing.lines())


class _Drawing:
    def __init__(self, picture: Picture, width: int) -> None:
        self.picture, self.width, self.words = picture, width, picture.words

    def lines(self) -> Iterator[Text]:
        yield self._axis()
        for index in self.picture.lanes:
            lane = self.picture.events.lanes[index]
            yield self._heading(lane)
            yield self._bar(lane)
            if (marks := self._marks(index, lane)).strip():
                yield marks.text()
        if self.picture.more:
            yield Text(self.words["more_lanes"].format(count=self.picture.more), "dim")
        yield self._legend()
        if (until := self.picture.events.until) is not None:
            yield Text(self.words["thinned"].format(seconds=f"{until:.2f}"), "yellow")
        if further := self.picture.events.further:
            yield Text(self.words["further"].format(count=further), "yellow")

    def _column(self, moment: float) -> int:
        return min(int(self.picture.scale(moment) / 100 * self.width), self.width - 1)

    def _columns(self, start: float, end: float) -> tuple[int, int]:
        """The first column of a time, and that after its last."""
        return self._column(start), max(self._column(start) + 1, round(self.picture.scale(end) / 100 * self.width))

    def _axis(self) -> Text:
        row = _Row(self.width)
        if self.picture.scale.fold:
            before, after = self.picture.scale.fold
            told = f"{FOLD} {after - before:.2f} s {FOLD}"
            row.write(self._folded() - len(told) // 2, told, _STYLES[FOLD])
        for moment in self.picture.ticks():
            at, told = self._column(moment), self.picture.tick(moment)
            if not row.write(at, TICK + told, "dim"):
                row.write(at - len(told), told + TICK, "dim")
        return row.text()

    def _folded(self) -> int:
        before, after = self.picture.scale.fold or (0.0, 0.0)
        return (self._column(before) + self._column(after)) // 2

    def _heading(self, lane: Lane) -> Text:
        end = Text(self.picture.ended(lane), _ENDS[lane.how])
        end.truncate(self.width // 2, overflow="ellipsis")
        name = Text.assemble((self.picture.name(lane), "bold"), " ", (self.picture.does(lane), "dim"))
        name.truncate(self.width - end.cell_len - 1, overflow="ellipsis", pad=bool(end))
        return name.append(" ").append_text(end) if end else name

    def _bar(self, lane: Lane) -> Text:
        row = _Row(self.width)
        if lane.created >= self.picture.begin:
            row.put(self._column(lane.created), BORN)
        if lane.kind == "thread":
            row.fill(*self._columns(lane.created, self.picture.end if lane.ended is None else lane.ended), ALIVE)
        states = [(state_of(lane, stretch), stretch) for stretch in lane.stretches]
        order = ("wait", "ready", "run")
        seen = [(state, stretch) for state in order for kind, stretch in states if kind == state]
        for state, stretch in seen:
            row.fill(*self._columns(stretch.start, stretch.end), _MARKS[state])
        stretches = [stretch for _, stretch in seen]
        for moment in filter(None, map(due_of, stretches)):
            row.put(self._column(moment), DUE)
        if self.picture.scale.fold and row.cells[self._folded()] != _EMPTY:
            row.put(self._folded(), FOLD)
        for stretch in stretches:
            self._label(row, stretch)
        return row.text()

    def _label(self, row: _Row, stretch: Stretch) -> None:
        """What a stretch waits for, or runs, if there is room for it."""
        text = self.picture.late(stretch) or what_of(stretch, self.picture.events)
        room = row.longest(*self._columns(stretch.start, stretch.end))
        if text and cell_len(text) + 4 <= len(room):
            row.write(room.start + 1, f" {text} ", "", over=True)

    def _marks(self, index: int, lane: Lane) -> _Row:
        row = _Row(self.width)
        for line in self.picture.lines_of(index):
            row.put(self._column(line.time), PRINT)
        for moment in lane.cancels:
            row.put(row.free_near(self._column(moment)), CANCEL)
        return row

    def _legend(self) -> Text:
        keys = [(RUN, "legend_run"), (WAIT, "legend_wait"), (PRINT, "legend_print")]
        lanes = [self.picture.events.lanes[index] for index in self.picture.lanes]
        if any(stretch.kind == "ready" for lane in lanes for stretch in lane.stretches):
            keys.insert(2, (READY, "legend_ready"))
        if any(lane.kind == "thread" for lane in lanes):
            keys.insert(2, (ALIVE, "legend_alive"))
        parts = [Text.assemble((mark, _STYLES[mark]), " ", (self.words[word], "dim")) for mark, word in keys]
        return Text("   ").join(parts)


class _Row:
    """Columns of a terminal, each a letter and its style; a wide letter leaves the next one empty."""

    def __init__(self, width: int) -> None:
        self.cells = [_EMPTY] * width

    def strip(self) -> str:
        return "".join(letter for letter, _ in self.cells).strip()

    def put(self, at: int, mark: str) -> None:
        self.cells[at] = (mark, _STYLES[mark])

    def free_near(self, at: int) -> int:
        """The column *at*, or one beside it where that one is taken."""
        beside = (n for n in (at, at - 1, at + 1) if 0 <= n < len(self.cells) and self.cells[n] == _EMPTY)
        return next(beside, at)

    def fill(self, start: int, end: int, mark: str) -> None:
        end = min(end, len(self.cells))
        self.cells[start:end] = [(mark, _STYLES[mark])] * (end - start)

    def longest(self, start: int, end: int) -> range:
        """The longest part that is filled with one mark alone: where a text may stand."""
        best = range(start, start)
        since = start
        for at in range(start, min(end, len(self.cells)) + 1):
            whole = at < min(end, len(self.cells)) and self.cells[at] == self.cells[since]
            if not whole:
                best = max(best, range(since, at), key=len)
                since = at
        return best

    def write(self, at: int, text: str, style: str, *, over: bool = False) -> bool:
        """Write *text*; not, and False, where it has no room between others, unless *over* them."""
        cells: list[tuple[str, str]] = []
        for letter in text:
            wide = cell_len(letter)
            if wide:
                cells += [(letter, style)] + [("", style)] * (wide - 1)
            elif cells:
                cells[-1] = (cells[-1][0] + letter, style)
        old = self.cells[max(0, at - 1) : at + len(cells) + 1]
        if at < 0 or at + len(cells) > len(self.cells) or not (over or all(cell == _EMPTY for cell in old)):
            return False
        self.cells[at : at + len(cells)] = cells
        return True

    def text(self) -> Text:
        text = Text(no_wrap=True, end="\n")
        for style, cells in groupby(self.cells, key=itemgetter(1)):
            text.append("".join(letter for letter, _ in cells), style)
        text.rstrip()
        return text
