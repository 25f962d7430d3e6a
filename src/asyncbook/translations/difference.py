"""A difference between two pages, and the lines that would mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .findings import Finding


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines *start* up to *end* (from 1, *end* itself not) of the translated page become *lines*."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is told of a difference; what mends it, if that is certain."""

    finding: Finding
    edits: tuple[Edit, ...] = ()


def applied(lines: list[str], differences: Iterable[Difference]) -> list[str]:
    """*lines* with all edits made that do not touch the lines of another."""
    made, free = list(lines), len(lines) + 2
    edits = {edit for difference in differences for edit in difference.edits}
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        if edit.end < free or (edit.end == free and edit.start < edit.end):
            made[edit.start - 1 : edit.end - 1] = edit.lines
            free = edit.start
    return made
