"""How Chinese is set: the spaces and the punctuation of a page's prose, and of nothing else on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import autocorrect_py

from .markdown import Part, parts
from .passages import Passage, passages
from .words import CLOSE, CODE, OPEN, STANDING_IN, words

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WIDE = "，。；：？！、（）“”《》…—"
_LATIN = f"A-Za-z0-9{CODE}"
_NEW_LINE = re.compile(r"(\r\n|\r|\n)")
_HAN = re.compile(f"[{HAN}]")
_WIDE_OF = dict(zip(",;:?!.", "，；：？！。", strict=True))
_TRIES = 4

_MARK = re.compile(rf"(?<=[{HAN}])([{CLOSE}]*)([,;:?!]) ?(?=[{HAN}{_LATIN}{OPEN}{CLOSE}“（《]|$)")
_MARK_BETWEEN = re.compile(rf"(?<=[{_LATIN}])([{CLOSE}]*)([,;:?!]) ?(?=[{OPEN}]*[{HAN}])")
_STOP = re.compile(rf"(?<=[{HAN}{CODE}])([{CLOSE}]*)(\.)(?=[{CLOSE}]*(?: ?[{HAN}]|$))")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_QUOTES = re.compile(r'"([^"\n]*)"')
_SPACES: tuple[tuple[re.Pattern[str], str], ...] = (
    # One between Han and a Latin word, outside of what formats either; none between Han and Han.
    (re.compile(rf"([{HAN}][{CLOSE}]*)(?=[{OPEN}]*[{_LATIN}])"), r"\1 "),
    (re.compile(rf"([{_LATIN}][{CLOSE}]*)(?=[{OPEN}]*[{HAN}])"), r"\1 "),
    (re.compile(rf"(?<=[{HAN}])([{CLOSE}]+) +(?=[{OPEN}]*[{HAN}])"), r"\1"),
    (re.compile(rf"(?<=[{HAN}]) +(?=[{OPEN}]+[{HAN}])"), ""),
    # None beside a wide mark.
    (re.compile(rf"(?<=[{HAN}{_LATIN}{CLOSE}]) +(?=[，。；：？！、（）“”《》])"), ""),
    (re.compile(rf"(?<=[，。；：？！、（）“”《》]) +(?=[{HAN}{_LATIN}{OPEN}])"), ""),
)


def fixed(text: str, language: str = "zh") -> str:
    """*text*, a whole page, with its prose as it should be set; in other languages than Chinese as it is.

    Code, what links lead to, ids, HTML, mathematics, fences and front matter stay as they are, and so do
    the page's parts. What is fixed once needs no second time.
    """
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
    pieces = _NEW_LINE.split(text)
    lines = pieces[::2]
    for number, old, new in corrections(lines, parts(text), language):
        pieces[2 * number - 2] = lines[number - 1].replace(old, new, 1)
    return mark + "".join(pieces)


def corrections(lines: list[str], page: list[Part], language: str) -> list[tuple[int, str, str]]:
    """What should be set otherwise on a page of these *lines*: the number of the line, its prose, and what it should be."""
    if language.partition("-")[0] != "zh":
        return []
    found = [change for passage in passages(page) for change in _changes(passage)]
    if not found or _same(lines, page, found):
        return found
    return [change for change in found if _same(lines, page, [change])]


def _same(lines: list[str], page: list[Part], changes: Iterable[tuple[int, str, str]]) -> bool:
    """Whether a page keeps its parts when *changes* are made."""
    after = list(lines)
    for number, old, new in changes:
        after[number - 1] = after[number - 1].replace(old, new, 1)
    return list(map(_shape, page)) == list(map(_shape, parts("\n".join(after))))


def _shape(part: Part) -> tuple[object, ...]:
    return part.kind, part.line, part.depth, part.key, len(part.prose), [(link.target, link.line) for link in part.links]


def _changes(passage: Passage) -> Iterator[tuple[int, str, str]]:
    taken = words(passage.text) if _HAN.search(passage.text) else None
    if not taken:
        return
    for (number, old), line in zip(passage.lines, taken.text.split("\n"), strict=True):
        new = taken.whole(_settled(line))
        if new != old:
            yield number, old, new


def _settled(line: str) -> str:
    """*line* as it should be set; as it is where that is never reached, or where something would get lost."""
    now = line
    for _ in range(_TRIES):
        then, now = now, _set(now)
        if now == then:
            return now if STANDING_IN.findall(now) == STANDING_IN.findall(line) else line
    return line


@lru_cache(maxsize=4096)
def _set(line: str) -> str:
    if not _HAN.search(line):
        return line
    line = _MARK.sub(_wide, line)
    line = _MARK_BETWEEN.sub(_wide, line)
    line = _STOP.sub(_wide, line)
    line = _BRACKETS.sub(_around(line, "（", "）"), line)
    if line.count('"') % 2 == 0:
        line = _QUOTES.sub(_around(line, "“", "”"), line)
    for pattern, put in _SPACES:
        line = pattern.sub(put, line)
    edges = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return edges[0] + autocorrect_py.format(line.strip()) + edges[1]


def _wide(found: re.Match[str]) -> str:
    return found[1] + _WIDE_OF[found[2]]


def _around(line: str, opening: str, closing: str) -> Callable[[re.Match[str]], str]:
    """Puts *opening* and *closing* for a pair of narrow ones that has Han in it or beside it."""

    def put(found: re.Match[str]) -> str:
        before, after = line[: found.start()], line[found.end() :]
        beside = re.search(rf"[{HAN}，。；：？！、”）][{CLOSE}]* ?[{OPEN}]*$", before) or re.match(
            rf"[{CLOSE}]* ?[{OPEN}]*[{HAN}，。；：？！、“（]", after
        )
        called = opening == "（" and bool(re.search(rf"[A-Za-z0-9_\]}}{CODE}]$", before))
        if _HAN.search(found[1]) or (beside and not called):
            return f"{opening}{found[1].strip()}{closing}"
        return found[0]

    return put
