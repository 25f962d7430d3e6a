"""The words of a translated page: what a machine can say of them. None of it is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import emphasis, leftovers, wording
from .findings import Finding
from .pair import Pair
from .passages import passages
from .scripts import HAN, WITHOUT_BLANKS, base
from .terms import Term
from .typography import corrections

_BREAK = re.compile(r"(?: {2}|\\|<br */?>)$")
_BESIDE, _LONGEST = 8, 60  # characters


def findings(pair: Pair, glossary: tuple[Term, ...]) -> list[Finding]:
    """What is to be said of the prose of a page, by line. *glossary* has the terms that are agreed on."""
    left = list(leftovers.findings(pair))
    others = [*wording.findings(pair, glossary), *emphasis.findings(pair), *_wrapped(pair), *_typography(pair)]
    english = {finding.here.line for finding in left}
    found = [*left, *(one for one in others if one.here.line not in english)]
    return sorted(found, key=lambda finding: finding.here.line)


def _wrapped(pair: Pair) -> Iterator[Finding]:
    """Paragraphs of a language without blanks that are cut into lines, each of which shows as a blank."""
    if base(pair.language) not in WITHOUT_BLANKS:
        return
    raw = _lines(pair.own)
    for passage in passages(pair.own_parts):
        for (number, text), (below, _) in zip(passage.lines, passage.lines[1:], strict=False):
            if HAN.search(passage.text) and not _BREAK.search(raw[number - 1]):
                values = {"next": str(below)}
                yield Finding("prose-wrapped", pair.here(number, text), error=False, values=values)
                break


def _typography(pair: Pair) -> Iterator[Finding]:
    for number, old, new in corrections(_lines(pair.own), pair.own_parts, pair.language):
        found, better = _difference(old, new)
        values = {"found": found, "better": better}
        yield Finding("prose-typography", pair.here(number, old), error=False, fixable=True, values=values)


def _difference(old: str, new: str) -> tuple[str, str]:
    """The first place where the two differ, with a little of what stands beside it."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 1
    while end <= min(len(old), len(new)) - start and old[-end] == new[-end]:
        end += 1
    before, after = max(0, start - _BESIDE), _BESIDE - end + 1
    return _cut(old, before, len(old) + after), _cut(new, before, len(new) + after)


def _cut(text: str, start: int, end: int) -> str:
    shown = text[start : min(end, start + _LONGEST)]
    return "…" * (start > 0) + shown + "…" * (start + len(shown) < len(text))


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)
