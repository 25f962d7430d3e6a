"""Emphasis that shows on the site and not on GitHub or in a notebook, which read it as CommonMark does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .findings import Finding
from .pair import Pair
from .passages import Passage, passages
from .scripts import HAN
from .words import CLOSE, OPEN, STANDING_IN, Words, words

_EMPHASIS = re.compile(r"[*_]{1,3}")


def findings(pair: Pair) -> Iterator[Finding]:
    """Stars whose neighbours keep CommonMark from seeing them, and underscores beside Han."""
    for passage in passages(pair.own_parts):
        taken = words(passage.text) if re.search(r"[*_]\S", passage.text) else None
        if taken:
            yield from _of(pair, passage, taken)


def _of(pair: Pair, passage: Passage, taken: Words) -> Iterator[Finding]:
    opened: list[int] = []
    for found in STANDING_IN.finditer(taken.text):
        if not _EMPHASIS.fullmatch(taken.hidden[found[0]]):
            continue
        if OPEN[0] <= found[0] <= OPEN[-1]:
            opened.append(found.start())
        elif opened and CLOSE[0] <= found[0] <= CLOSE[-1]:
            yield from _judged(pair, passage, taken, opened.pop(), found.start())


def _judged(pair: Pair, passage: Passage, taken: Words, start: int, end: int) -> Iterator[Finding]:
    mark, inner = taken.hidden[taken.text[start]], taken.whole(taken.text[start + 1 : end])
    opening, closing = _beside(taken, start), _beside(taken, end)
    if mark[0] == "_":
        wrong = bool(HAN.search(opening[0] + inner + closing[1]))
        code, stars = "emphasis-underscore", "*" * len(mark)
        better = stars + inner + stars
    else:
        wrong = not (_left_flanking(*opening) and _left_flanking(*reversed(closing)))
        code, better = "emphasis-github", _outside(inner, mark)
    if wrong:
        line = passage.line + taken.text.count("\n", 0, start)
        values = {"emphasis": _short(mark + inner + mark), "better": _short(better)}
        yield Finding(code, pair.here(line, dict(passage.lines).get(line, "")), error=False, values=values)


def _beside(taken: Words, at: int) -> tuple[str, str]:
    """The characters before and after what stands at *at*; empty at either end."""
    before, after = taken.text[:at][-1:], taken.text[at + 1 : at + 2]
    return taken.hidden.get(before, before)[-1:], taken.hidden.get(after, after)[:1]


def _left_flanking(before: str, after: str) -> bool:
    """Whether CommonMark lets stars between the two begin emphasis; mirrored, end it."""
    if not after or after.isspace():
        return False
    return not _is_mark(after) or not before or before.isspace() or _is_mark(before)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _outside(inner: str, mark: str) -> str:
    """*inner* in stars, with the punctuation at its ends outside of them."""
    start = next((n for n, char in enumerate(inner) if not _is_mark(char)), 0)
    end = next((n for n in range(len(inner), 0, -1) if not _is_mark(inner[n - 1])), len(inner))
    return inner[:start] + mark + inner[start:end] + mark + inner[end:]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:28]} … {text[-28:]}"
