"""Parts that one of two pages has and the other has not: missing, extra, or at another place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from . import code
from .align import Step
from .blocks import dedented, indent
from .compare import Comparison
from .difference import Difference, Edit
from .markdown import Part

_CODES = {  # of what is missing, extra, and at another place
    "heading": ("heading-missing", "heading-extra", "heading-order"),
    "section": ("section-missing", "section-extra", "heading-order"),
    "fence": ("fence-missing", "fence-extra", "fence-order"),
    "code": ("fence-missing", "fence-extra", "fence-order"),
    "include": ("include-missing", "include-extra", "include-order"),
    "comment": ("marker-missing", "marker-extra", "marker-order"),
    "notes": ("notes-missing", "notes-extra", ""),
    "box": ("box-missing", "box-extra", ""),
    "tab": ("tab-missing", "tab-extra", ""),
    "table": ("table-missing", "table-extra", ""),
    "item": ("item-missing", "item-extra", ""),
    "paragraph": ("paragraph-missing", "", ""),
    "reference": ("reference-missing", "", ""),
    "footnote": ("footnote-missing", "", ""),
    "rule": ("", "", ""),
}
_WARNINGS = ("item", "paragraph", "footnote")
_VERBATIM = ("fence", "include", "comment", "reference")  # what every language has as it stands in English


def differences(compared: Comparison) -> tuple[list[Difference], tuple[set[int], set[int]]]:
    """What is missing or extra, with the numbers of all such English and own parts."""
    return _Gaps(compared).found()


class _Gaps:
    def __init__(self, compared: Comparison) -> None:
        self.compared = compared
        self.missing = _groups(compared.steps, compared.english, lambda step: step[0] if step[1] is None else None)
        self.extra = _groups(compared.steps, compared.own, lambda step: step[1] if step[0] is None else None)

    def found(self) -> tuple[list[Difference], tuple[set[int], set[int]]]:
        told = {n for _, group in self.missing for n in group}, {n for _, group in self.extra for n in group}
        return [*self._moved(), *self._missing(), *self._extra()], told

    def _moved(self) -> Iterator[Difference]:
        there = {_identity(self.compared.english[group[0]]): (step, group) for step, group in self.missing}
        moved: set[tuple[str, int]] = set()
        for step, group in self.extra:
            own = self.compared.own[group[0]]
            if same := there.pop(_identity(own), None):
                english = self.compared.english[same[1][0]]
                moved.update((("missing", same[0]), ("extra", step)))
                if told := _CODES[own.kind][2]:
                    yield self.compared.differ(told, self.compared.here(own), self.compared.there(english), text=english.text)

        self.missing = [one for one in self.missing if ("missing", one[0]) not in moved]
        self.extra = [one for one in self.extra if ("extra", one[0]) not in moved]

    def _missing(self) -> Iterator[Difference]:
        for step, group in self.missing:
            english = self.compared.english[group[0]]
            told = _CODES[_whole(english, group)][0]
            if told and not (english.kind == "paragraph" and self._absorbed(english)):
                here = self.compared.pair.here(self.compared.missing_at(step))
                edits = self._insertion(step, group) if english.kind in _VERBATIM else []
                error = english.kind not in _WARNINGS
                yield self.compared.differ(told, here, self.compared.there(english), *edits, error=error, text=english.text)

    def _extra(self) -> Iterator[Difference]:
        for _, group in self.extra:
            own = self.compared.own[group[0]]
            if told := _CODES[_whole(own, group)][1]:
                error = own.kind not in _WARNINGS
                yield self.compared.differ(told, self.compared.here(own), None, error=error, text=own.text)

    def _absorbed(self, english: Part) -> bool:
        """Whether what it has of code and links stands elsewhere on the translated page: two may have become one."""
        targets = {link.target for link in english.links}
        if not targets:
            return False
        return targets <= self.linked

    @cached_property
    def linked(self) -> set[str]:
        return {link.target for part in self.compared.own if part.kind == "paragraph" for link in part.links}

    def _insertion(self, step: int, group: list[int]) -> list[Edit]:
        """What puts the part where it belongs, if both of its neighbours are where they belong."""
        english = self.compared.english[group[0]]
        steps = self.compared.steps
        before = steps[step - 1] if step else (0, 0)
        after = steps[step + len(group)] if step + len(group) < len(steps) else (0, 0)
        parent = self.compared.parents[0][group[0]]
        inside = None if parent is None else self.compared.partner.get(parent)
        if None in before or None in after or (parent is not None and inside is None):
            return []
        width = 0 if inside is None else indent(self.compared.own[inside].lines[0]) + 4
        body = [" " * width + line if line else "" for line in (dedented(one, indent(english.lines[0])) for one in english.lines)]
        return [self._inserted(step, body)]

    def _inserted(self, step: int, body: list[str]) -> Edit:
        following, lines = self.compared.around[1][step], self.compared.lines
        line = following.line if following else self.compared.last_line + 1
        if body[0].startswith("<!--") and (wrong := self._misspelled(step, body[0])):
            return Edit(wrong, wrong + 1, (body[0],))
        above = [""] if line > 1 and lines[line - 2].strip() else []
        below = [""] if following else []
        return Edit(line, line, (*above, *body, *below))

    def _misspelled(self, step: int, marker: str) -> int:
        """The line of a comment that stands in the place of *marker* and has only other spaces, if there is one."""
        line = self.compared.missing_at(step)
        text = self.compared.lines[line - 1]
        return line if "".join(text.split()) == "".join(marker.split()) else 0


def _groups(steps: Sequence[Step], found: Sequence[Part], gap: Callable[[Step], int | None]) -> list[tuple[int, list[int]]]:
    """Gaps with all that goes with them: a section's content with its heading, a box's with the box, notes
    with their fence. Each with the number of its step."""
    numbers = {n: at for at, step in enumerate(steps) if (n := gap(step)) is not None}
    made: list[tuple[int, list[int]]] = []
    taken: set[int] = set()
    for n, at in numbers.items():
        if n not in taken:
            group = [n, *_within(n, numbers, found)]
            taken.update(group)
            made.append((at, group))
    return made


def _within(n: int, gaps: dict[int, int], found: Sequence[Part]) -> list[int]:
    part, end = found[n], n + 1
    if part.kind == "heading":
        while end < len(found) and found[end].kind != "heading":
            end += 1
        return list(range(n + 1, end)) if all(m in gaps for m in range(n + 1, end)) else []
    if part.kind == "fence":
        return [end] if end < len(found) and found[end].kind == "notes" and end in gaps else []
    while end < len(found) and found[end].depth > part.depth:
        end += 1
    return [m for m in range(n + 1, end) if m in gaps]


def _whole(part: Part, group: list[int]) -> str:
    return "section" if part.kind == "heading" and len(group) > 1 else part.kind


def _identity(part: Part) -> tuple[object, ...]:
    """What tells that a part is the same one at another place; of most, nothing does."""
    if part.kind == "heading" and part.key[1]:
        return "heading", part.key[1]
    if part.kind == "fence" and any(part.key[1:]):
        language = code.info(part.key[0]).language
        return "fence", language, *code.essence(language, part.key[1:])
    if part.kind in ("include", "comment"):
        return part.kind, part.key
    if part.kind in ("reference", "footnote"):
        return part.kind, part.key[0]
    return "part", id(part)
