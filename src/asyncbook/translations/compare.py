"""Two pages side by side: which part belongs to which, what stands in what, where a missing part belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from . import code
from .align import Step, aligned
from .difference import Difference, Edit
from .findings import Finding, Place
from .markdown import INCLUDE, Part, front_matter_lines
from .pair import Pair

MARKERS = ("<!-- glossary -->", "<!-- numbers -->", "<!-- versions -->")
"""Comments in whose place the site puts something."""
_MARKER = re.compile(r"<!--[ ]*[\w-]+[ ]*-->")
_CONTAINERS = ("box", "tab", "item", "footnote")


class Comparison:
    """The parts of *pair* that both languages should have, side by side in *steps*."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        markers = {part.key for part in pair.english_parts if part.kind == "comment" and _MARKER.fullmatch(part.key[0])}
        markers |= {(marker,) for marker in MARKERS}
        self.english, self.own = (
            [part for part in found if part.kind != "comment" or part.key in markers]
            for found in (pair.english_parts, pair.own_parts)
        )
        self.steps: list[Step] = aligned(self.english, self.own)
        self.step_of = {i: n for n, (i, _) in enumerate(self.steps) if i is not None}
        self.partner = {i: j for i, j in self.steps if i is not None and j is not None}

    @cached_property
    def parents(self) -> tuple[list[int | None], list[int | None]]:
        """For each English part the one that it stands in, and the same for each own part."""
        return _parents(self.english), _parents(self.own)

    def lost(self, kind: str) -> bool:
        """Whether a part of that *kind* is missing or extra anywhere, so that no pair of them is quite certain."""
        return kind in self._lost

    @cached_property
    def _lost(self) -> set[str]:
        missing = {self.english[i].kind for i, j in self.steps if i is not None and j is None}
        return missing | {self.own[j].kind for i, j in self.steps if j is not None and i is None}

    @cached_property
    def around(self) -> tuple[list[Part | None], list[Part | None]]:
        """For each step the own part before it and the one after it."""
        before, after = list[Part | None](), list[Part | None]()
        for made, steps in ((before, self.steps), (after, self.steps[::-1])):
            last: Part | None = None
            for _, j in steps:
                made.append(last)
                last = last if j is None else self.own[j]
        return before, after[::-1]

    def missing_at(self, step: int) -> int:
        """The line of the translated page above which something belongs that is missing there."""
        before = self.around[0][step]
        start = before.end if before else front_matter_lines(self.lines) + 1
        return next((n for n in range(start, len(self.lines) + 1) if self.lines[n - 1].strip()), self.last_line)

    @cached_property
    def ids(self) -> tuple[set[str], set[str]]:
        """Those of the headings: of the English page, and of the translated one."""
        there, here = ({part.key[1] for part in side if part.kind == "heading"} for side in (self.english, self.own))
        return there, here

    @cached_property
    def included(self) -> set[str]:
        """The paths that the English page includes."""
        lines = (line for part in self.english if part.kind in ("fence", "include") for line in part.lines)
        return {found["path"] for line in lines if (found := INCLUDE.match(line))}

    @cached_property
    def programs(self) -> set[tuple[str, ...]]:
        """What the fences of the English page hold, without comments."""
        fences = (part for part in self.english if part.kind == "fence")
        return {tuple(code.essence(code.info(part.key[0]).language, part.key[1:])) for part in fences}

    @cached_property
    def other_boxes(self) -> set[tuple[str, ...]]:
        """The types of those English boxes that are of another type in translation."""
        pairs = ((self.english[i], self.own[j]) for i, j in self.partner.items())
        return {english.key for english, own in pairs if english.kind == "box" and english.key != own.key}

    @cached_property
    def lines(self) -> list[str]:
        """Those of the translated page."""
        return lines_of(self.pair.own)

    @cached_property
    def last_line(self) -> int:
        return max((n for n, line in enumerate(self.lines, 1) if line.strip()), default=1)

    def differ(
        self, code: str, here: Place, english: Place | None, *edits: Edit, error: bool = True, **values: str
    ) -> Difference:
        return Difference(Finding(code, here, english, error, bool(edits), values), edits)

    def here(self, part: Part) -> Place:
        return self.pair.here(part.line, part.text)

    def there(self, part: Part) -> Place:
        return self.pair.there(part.line, part.text)


def lines_of(text: str) -> list[str]:
    """The lines of *text* as they are counted, whatever ends them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _parents(found: Sequence[Part]) -> list[int | None]:
    made: list[int | None] = []
    inside: list[int] = []
    for n, part in enumerate(found):
        del inside[part.depth :]
        made.append(inside[-1] if inside else None)
        if part.kind in _CONTAINERS:
            inside.append(n)
    return made
