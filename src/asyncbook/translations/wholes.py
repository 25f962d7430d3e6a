"""What is wrong with a translated page as a whole: conflicts, characters that cannot be meant, English text, open fences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import code
from .compare import lines_of
from .difference import Difference, Edit
from .fences import is_closed
from .findings import Finding, Place
from .markdown import FENCE, Part
from .pair import Pair

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)")
_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd]")
_LETTERS = re.compile(r"[^\W\d_]")
_COPIED = 0.8  # of the English text; a page that has so much of it was not translated


def conflicts(pair: Pair) -> list[Difference]:
    """One for each conflict that a merge left. Nothing else can be said of such a page."""
    theirs = set(lines_of(pair.english))
    marked = [(n, line) for n, line in enumerate(lines_of(pair.own), 1) if _CONFLICT.match(line) and line not in theirs]
    starts = [(n, line) for n, line in marked if line.startswith("<")] or marked[:1]
    return [Difference(Finding("conflict", pair.here(n, line), values={"mark": line[:7]})) for n, line in starts]


def characters(pair: Pair) -> Iterator[Difference]:
    theirs = set(_CHARACTER.findall(pair.english))
    for n, line in enumerate(lines_of(pair.own), 1):
        found = [one for one in _CHARACTER.findall(line) if one not in theirs]
        if found:
            values = {"character": f"U+{ord(found[0]):04X}"}
            yield Difference(Finding("character", pair.here(n, _CHARACTER.sub("\ufffd", line.strip())), values=values))


def copied(pair: Pair) -> Iterator[Difference]:
    """Whether the page is still the English one."""
    there, here = ([text.strip() for part in found for _, text in part.prose] for found in (pair.english_parts, pair.own_parts))
    words = [text for text in there if len(_LETTERS.findall(text)) > 3]
    own = set(here)
    same = sum(len(text) for text in words if text in own)
    if words and same >= _COPIED * sum(map(len, words)):
        line, text = next((line, text) for part in pair.own_parts for line, text in part.prose)
        yield Difference(Finding("page-untranslated", pair.here(line, text)))


def open_comments(pair: Pair) -> Iterator[Difference]:
    for part in pair.own_parts:
        if part.kind == "comment" and "-->" not in part.key[0]:
            yield Difference(Finding("comment-open", pair.here(part.line, part.text)))


def open_fence(pair: Pair) -> tuple[Difference, Edit] | None:
    """The first fence without an end, with the line that would be one; None if all are closed."""
    theirs = [part for part in pair.english_parts if part.kind == "fence"]
    fences = [part for part in pair.own_parts if part.kind == "fence"]
    if all(map(_is_whole, fences)) or not all(map(_is_whole, theirs)):
        return None
    found = next((made for fence in fences if (made := _begun(fence, theirs))), None)
    broken = next(fence for fence in fences if not _is_whole(fence))
    fence, length, english = found or (broken, _up_to_a_gap(broken), None)
    opened = FENCE.match(fence.lines[0])
    mark = f"{opened['indent']}{opened['fence']}" if opened else "```"
    line = fence.line + length + 1
    end = Edit(line, line, (mark,))
    edits = (end,) if english else ()
    there = pair.there(english.line, english.text) if english else None
    finding = Finding("fence-open", pair.here(fence.line, fence.text), there, fixable=bool(edits), values={"mark": mark.strip()})
    return Difference(finding, edits), end


def _is_whole(fence: Part) -> bool:
    """Whether it has an end, and holds nothing that looks like the beginning of the next."""
    if not is_closed(fence):
        return False
    opened = FENCE.match(fence.lines[0])
    inner = (FENCE.match(line) for line in fence.lines[1:-1])
    return not any(found and opened and found["info"] and found["fence"] == opened["fence"] for found in inner)


def _begun(fence: Part, theirs: list[Part]) -> tuple[Part, int, Part] | None:
    """The fence, how many lines of it are an English fence's body, and that one; if it holds more than that."""
    language, body = code.info(fence.key[0]).language, fence.key[1:]
    if any(code.same(language, english.key[1:], body) for english in theirs if english.key[0] == fence.key[0]):
        return None
    for english in theirs:
        length = len(english.key) - 1
        if english.key[0] == fence.key[0] and 0 < length < len(body) and code.same(language, english.key[1:], body[:length]):
            return fence, length, english
    return None


def _up_to_a_gap(fence: Part) -> int:
    """How many lines of it stand before an empty one, or one that begins another fence."""
    body = fence.key[1:]
    return next((n for n, line in enumerate(body) if not line or FENCE.match(line)), len(body))


def shifted(difference: Difference, line: int) -> Difference:
    """What was found on the page with a line put in at *line*, told of the page without; it mends nothing yet."""
    finding = difference.finding
    place = finding.here if finding.here.line < line else Place(finding.here.path, finding.here.line - 1, finding.here.text)
    return Difference(replace(finding, here=place, fixable=False))
