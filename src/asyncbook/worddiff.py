"""Two English texts side by side, block by block and word by word. Pure functions from text to text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from .translations.markdown import Part, parts

ALIKE = 0.35
"""Two blocks with less than this in common are not worth comparing by word."""
LONG = 3000
"""Words of a block up to which its words are compared."""

_VERBATIM = ("fence", "code", "include", "comment")
_INLINE = re.compile(
    r"(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|!?\[(?P<link>(?:[^\[\]]|\[[^\[\]]*\])+)\]\((?P<target>[^()\s]*(?:\([^()]*\))?[^()\s]*)[^()]*\)"
    r"|\*\*(?P<strong>[^*]+)\*\*|(?<![*\w])\*(?P<em>[^*\s][^*]*)\*"
)
_WORD = re.compile(r"(?P<space>\s*)(?P<text>\w+|[^\w\s])")
_ITEM = re.compile(r"\s*(?P<mark>\d+[.)]|[-*+])\s+(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign, with how it is set (``code``, ``strong``, ``em``, ``link``) and where it leads."""

    text: str
    kind: str = ""
    target: str = ""
    space: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or the like as *words*; a fence as its *lines*."""

    kind: str
    depth: int
    text: str
    mark: str = ""

    @property
    def verbatim(self) -> bool:
        return self.kind in _VERBATIM

    @property
    def words(self) -> list[Word]:
        return list(_words(self.text))


@dataclass(frozen=True, slots=True)
class Row:
    """What stood in one place before and what stands there now; None where there is nothing."""

    old: Block | None
    new: Block | None

    @property
    def same(self) -> bool:
        return self.old == self.new


def _words(text: str) -> Iterator[Word]:
    at = 0
    for found in _INLINE.finditer(text):
        yield from _plain(text[at : found.start()], "", "")
        before = found.start() > 0 and text[found.start() - 1].isspace()
        if found["code"]:
            yield Word(found["code"].strip(), "code", space=before)
        else:
            kind = next(kind for kind in ("link", "strong", "em") if found[kind])
            yield from _plain(found[kind].replace("`", ""), kind, found["target"] or "", before)
        at = found.end()
    yield from _plain(text[at:], "", "")


def _plain(text: str, kind: str, target: str, before: bool = False) -> Iterator[Word]:
    for n, found in enumerate(_WORD.finditer(text)):
        yield Word(found["text"], kind, target, bool(found["space"]) or (before and n == 0))


def blocks(text: str) -> list[Block]:
    """The blocks of a section, its heading left out."""
    found = parts(text)
    heading = bool(found) and found[0].kind == "heading"
    return [block for part in found[heading:] for block in _blocks(part)]


def _blocks(part: Part) -> Iterator[Block]:
    if part.kind in _VERBATIM:
        yield Block(part.kind, part.depth, "\n".join(_dedented(part.lines)))
    elif part.kind == "table":
        yield from (Block("row", part.depth, row.strip().strip("|").strip()) for _, row in part.prose)
    elif part.kind == "notes":
        yield from (Block("item", part.depth + 1, text, mark) for mark, text in _items(part.lines))
    else:
        text = " ".join(line for _, line in part.prose) or part.text
        item = _ITEM.fullmatch(part.text) if part.kind == "item" else None
        yield Block(part.kind, part.depth + bool(item), text, item["mark"] if item else "")


def _dedented(lines: Sequence[str]) -> list[str]:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[indent:].rstrip() for line in lines]


def _items(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    found: list[list[str]] = []
    for line in lines:
        if item := _ITEM.fullmatch(line):
            found.append([item["mark"], item["text"]])
        elif found and line.strip():
            found[-1][1] += f" {line.strip()}"
    yield from ((mark, text) for mark, text in found)


def rows(old: list[Block], new: list[Block]) -> list[Row]:
    """Both texts in step: blocks that are alike stand in one row."""
    found: list[Row] = []
    for tag, i, end_i, j, end_j in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Row(block, block) for block in old[i:end_i]]
        else:
            found += _paired(old[i:end_i], new[j:end_j])
    return found


def _paired(old: list[Block], new: list[Block]) -> Iterator[Row]:
    """Of what was replaced, each new block beside the first old one that is like it; the order of both is kept."""
    at = 0
    for block in new:
        like = next((n for n in range(at, len(old)) if _alike(old[n], block)), None)
        if like is None:
            yield Row(None, block)
            continue
        yield from (Row(left, None) for left in old[at:like])
        yield Row(old[like], block)
        at = like + 1
    yield from (Row(left, None) for left in old[at:])


def _alike(old: Block, new: Block) -> bool:
    if old.kind != new.kind:
        return False
    before, after = (block.text.split() for block in (old, new))
    if max(len(before), len(after)) > LONG:
        return True
    return difflib.SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def compared(row: Row) -> tuple[str, str]:
    """The HTML of both sides: what is only in one of them is in ``<del>`` or in ``<ins>``."""
    if row.old is None or row.new is None:
        return (*(_whole(block, tag) for block, tag in ((row.old, "del"), (row.new, "ins"))),)  # type: ignore[return-value]
    if row.old.verbatim:
        before, after = row.old.text.split("\n"), row.new.text.split("\n")
        gone, come = _different(before, after)
        return _lines(before, gone, "del"), _lines(after, come, "ins")
    words, others = row.old.words, row.new.words
    if max(len(words), len(others)) > LONG:
        return _whole(row.old, "del"), _whole(row.new, "ins")
    missing, added = _different(words, others)
    return _sentence(words, missing, "del"), _sentence(others, added, "ins")


def plain(block: Block) -> str:
    """The HTML of a block that is not compared with anything."""
    if block.verbatim:
        return _lines(block.text.split("\n"), set(), "")
    return _sentence(block.words, set(), "")


def _whole(block: Block | None, tag: str) -> str:
    if block is None:
        return ""
    if block.verbatim:
        lines = block.text.split("\n")
        return _lines(lines, set(range(len(lines))), tag)
    words = block.words
    return _sentence(words, set(range(len(words))), tag)


def _different(old: Sequence[str | Word], new: Sequence[str | Word]) -> tuple[set[int], set[int]]:
    """Which of *old* are not in *new*, and the other way round."""
    gone, come = set(range(len(old))), set(range(len(new)))
    for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        gone -= set(range(block.a, block.a + block.size))
        come -= set(range(block.b, block.b + block.size))
    return gone, come


def _lines(lines: list[str], marked: set[int], tag: str) -> str:
    sign = {"del": "− ", "ins": "+ "}.get(tag, "")
    told = (
        f"<{tag}>{sign}{escape(line)}</{tag}>" if n in marked else f"{'  ' if tag else ''}{escape(line)}"
        for n, line in enumerate(lines)
    )  # fmt: skip
    return "\n".join(told)


def _sentence(words: list[Word], marked: set[int], tag: str) -> str:
    """*words* as a line of HTML; neighbours that are set alike share an element."""
    told = ""
    open_tags: tuple[str, ...] = ()
    for n, word in enumerate(words):
        tags = ((tag,) if n in marked else ()) + ((word.kind, word.target) if word.kind else ())
        gap = " " if word.space else ""
        if tags != open_tags:
            told += _closed(open_tags, tag) + (gap if n else "") + _opened(tags, tag)
            gap, open_tags = "", tags
        told += gap + escape(word.text)
    return told + _closed(open_tags, tag)


def _opened(tags: tuple[str, ...], tag: str) -> str:
    mark, kind = _taken_apart(tags, tag)
    return f"<{tag}>" * mark + (f"<{_ELEMENT[kind]}>" if kind else "")


def _closed(tags: tuple[str, ...], tag: str) -> str:
    mark, kind = _taken_apart(tags, tag)
    target = f" <small>({escape(tags[-1])})</small>" if kind == "link" and mark else ""
    return target + (f"</{_ELEMENT[kind]}>" if kind else "") + f"</{tag}>" * mark


_ELEMENT = {"code": "code", "strong": "strong", "em": "em", "link": "u"}


def _taken_apart(tags: tuple[str, ...], tag: str) -> tuple[bool, str]:
    mark = bool(tags) and tags[0] == tag
    rest = tags[mark:]
    return mark, rest[0] if rest else ""
