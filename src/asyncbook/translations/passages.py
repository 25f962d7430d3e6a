"""The prose of a page, passage by passage: what is read as one run of words, without fences, code and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import FENCE, ITEM, Part, indent

_MARKED = re.compile(r"""^(?:!!!|\?\?\?\+?|={3}[!+]*[ \t]+["'])""")
_TAG = re.compile(r"^<(?P<tag>[A-Za-z][\w-]*)\b(?P<rest>[^>]*)>?")
_MARKDOWN = re.compile(r"""\bmarkdown(?:\s*=\s*["']?(?P<how>[\w]+))?""")
_WITHIN_TEXT = re.compile("a|abbr|br?|code|em|i|img|kbd|mark|q|s|small|span|strong|su[bp]|var", re.I)


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of prose (number and text) that belong together, and the *part* of the page that they are of."""

    part: Part
    lines: tuple[tuple[int, str], ...]

    @property
    def line(self) -> int:
        return self.lines[0][0]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)


def passages(page: list[Part]) -> list[Passage]:
    """The passages of *page* in order. Each item of a list, and each row of a table, is one."""
    return [passage for part in _without_html(page) for passage in _of(part)]


def html(page: list[Part]) -> list[Passage]:
    """The passages of *page* that are HTML."""
    markdown = {id(part) for part in _without_html(page)}
    return [Passage(part, part.prose) for part in page if part.prose and id(part) not in markdown]


def _without_html(page: list[Part]) -> Iterator[Part]:
    inside = ""
    for part in page:
        if inside:
            inside = "" if f"</{inside}>" in "\n".join(part.lines).lower() else inside
            continue
        found = _TAG.match(part.text) if part.kind == "paragraph" else None
        if not found or _WITHIN_TEXT.fullmatch(found["tag"]):
            yield part
            continue
        how = _MARKDOWN.search(found["rest"])
        text, tag = "\n".join(part.lines).lower(), found["tag"].lower()
        if not (how and how["how"] != "0") and f"</{tag}>" not in text and "/>" not in part.text:
            inside = tag


def _of(part: Part) -> Iterator[Passage]:
    if part.kind == "notes":
        yield from _notes(part)
    elif part.kind == "table":
        yield from (Passage(part, (row,)) for row in part.prose)
    elif part.prose:
        yield Passage(part, part.prose)


def _notes(part: Part) -> Iterator[Passage]:
    """The items of a list that explains a fence; what stands in them as a fence or as code is left out."""
    taken: list[tuple[int, str]] = []
    prose, fence, blank, code = dict(part.prose), "", True, False
    first = indent(part.lines[0])
    for number, raw in enumerate(part.lines, part.line):
        text, column = raw.strip(), indent(raw)
        found = FENCE.match(raw)
        ends = not text or bool(found) or bool(ITEM.match(raw))
        code = bool(text) and column >= first + 8 and (code or blank) and not ITEM.match(raw)
        if ends and taken:
            yield Passage(part, tuple(taken))
            taken = []
        if fence:
            fence = "" if text.startswith(fence) and not text.strip(fence[0]) else fence
        elif found:
            fence = found["fence"]
        elif text and not code and not _MARKED.match(text) and number in prose:
            taken.append((number, prose[number]))
        blank = not text
    if taken:
        yield Passage(part, tuple(taken))
