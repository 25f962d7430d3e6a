"""A Markdown page as its parts in order, each with its line: what every language has alike, and the prose that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
INCLUDE = re.compile(r"""^[ \t]*-{1,}8<-{1,}[ \t]+["']?(?P<path>[^"'\s]+)["']?[ \t]*$""")
_HEADING = re.compile(r"^[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*(?:\{(?P<attrs>[^{}]*)\})?[ \t]*$")
_UNDERLINE = re.compile(r"^(=+|-+)[ \t]*$")
_BOX = re.compile(r"""^[ \t]*(?P<mark>!!!|\?\?\?\+?)[ \t]+(?P<type>[\w-]+(?:[ \t]+[\w-]+)*)(?:[ \t]+"(?P<title>.*)")?[ \t]*$""")
_TAB = re.compile(r"""^[ \t]*===[!+]*[ \t]+["'](?P<title>.*)["'][ \t]*$""")
_ITEM = re.compile(r"^[ \t]*(?P<mark>[-*+]|\d+[.)])(?P<gap>[ \t]+)(?P<text>\S.*)$")
_DEFINITION = re.compile(r"^[ \t]*:[ \t]+(?P<text>\S.*)$")
_DELIMITER = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_COMMENT = re.compile(r"^[ \t]*<!--(?P<text>.*)")
_CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`)(?:.*?[^`])?(?P=ticks)(?!`)")
_INLINE = re.compile(
    r"""!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]"""
    r"""\([ ]*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:[ \t]+["'(][^\n]*?["')])?[ ]*\)"""
)
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]]+\]:[ \t]*<?(?P<target>\S+?)>?(?:[ \t]+.*)?$")
_AUTO = re.compile(r"<(?P<target>(?:https?|mailto):[^\s<>]+)>")
_RAW = re.compile(r"""\b(?:href|src)=["'](?P<target>[^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link or picture leads, and the line it stands on, from 1."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a page.

    *kind* is ``heading``, ``fence``, ``include``, ``notes`` (the numbered list under a fence), ``item``,
    ``box`` (an admonition or fold), ``tab``, ``table``, ``comment``, ``code`` (indented) or ``paragraph``.
    *key* is what every language must have alike: level and id of a heading, info and body of a fence, the
    path of an include, the count of notes, the type of a box, rows and columns of a table. *depth* is how
    many boxes, tabs and items it stands in. *lines* are its source lines without what they are indented by;
    *prose* are those of them (line number and text) that a reader reads as words.
    """

    kind: str
    line: int
    depth: int
    key: tuple[str, ...]
    lines: tuple[str, ...]
    prose: tuple[tuple[int, str], ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """Its first line as a person would recognise it."""
        return self.lines[0].strip() if self.lines else ""

    @property
    def end(self) -> int:
        """The line after its last."""
        return self.line + len(self.lines)


def parts(text: str) -> list[Part]:
    """Every part of a page, its front matter left out."""
    return list(_Reader(text).read())


def masked(line: str) -> str:
    """*line* with what stands in code spans blanked out, as long as before."""
    return _CODE_SPAN.sub(lambda found: " " * len(found[0]), line)


def front_matter_lines(lines: list[str]) -> int:
    """How many lines the front matter takes, its two marks included; 0 where there is none."""
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.at = front_matter_lines(self.lines)
        self.open: list[int] = []  # columns from which a line stands inside a box, tab or item
        self.after: Part | None = None  # the fence that a list may explain

    def read(self) -> Iterator[Part]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
                continue
            self.open = [column for column in self.open if column <= _indent(line)]
            part = self._part(line)
            self.at = part.end - 1
            yield part
            self.after = part if part.kind == "fence" else self.after if part.kind == "notes" else None

    def _part(self, line: str) -> Part:
        for take in (self._fence, self._include, self._heading, self._box, self._tab, self._comment, self._table, self._item):
            if part := take(line):
                return part
        return self._paragraph()

    def _made(self, kind: str, count: int, key: tuple[str, ...] = (), prose: tuple[tuple[int, str], ...] = ()) -> Part:
        lines = tuple(self.lines[self.at : self.at + count])
        links = tuple(_links(self.at + 1, lines)) if kind not in ("fence", "code", "include") else ()
        return Part(kind, self.at + 1, len(self.open), key, lines, prose, links)

    def _fence(self, line: str) -> Part | None:
        opened = FENCE.match(line)
        if not opened:
            return None
        mark, closing = opened["fence"], len(self.lines) - 1
        for n in range(self.at + 1, len(self.lines)):
            found = self.lines[n].strip()
            if len(found) >= len(mark) and set(found) == {mark[0]}:
                closing = n
                break
        body = [one.removeprefix(opened["indent"]).rstrip() for one in self.lines[self.at + 1 : closing]]
        return self._made("fence", closing - self.at + 1, (opened["info"].strip(), *body))

    def _include(self, line: str) -> Part | None:
        found = INCLUDE.match(line)
        return self._made("include", 1, (found["path"],)) if found else None

    def _heading(self, line: str) -> Part | None:
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if _UNDERLINE.match(below) and not _ITEM.match(line) and "|" not in line:
            line, count = ("# " if below[0] == "=" else "## ") + line.strip(), 2
        else:
            count = 1
        found = _HEADING.match(line)
        if not found:
            return None
        ids = [word[1:] for word in (found["attrs"] or "").split() if word.startswith("#")]
        prose = ((self.at + 1, found["title"]),)
        return self._made("heading", count, (str(len(found["marks"])), ids[0] if ids else ""), prose)

    def _box(self, line: str) -> Part | None:
        found = _BOX.match(line)
        return self._container("box", f"{found['mark']} {found['type']}", found["title"] or "", line) if found else None

    def _tab(self, line: str) -> Part | None:
        found = _TAB.match(line)
        return self._container("tab", "===", found["title"], line) if found else None

    def _container(self, kind: str, key: str, title: str, line: str) -> Part:
        part = self._made(kind, 1, (key,), ((self.at + 1, title),) if title else ())
        self.open.append(_indent(line) + 4)
        return part

    def _comment(self, line: str) -> Part | None:
        if not _COMMENT.match(line):
            return None
        end = next((n for n in range(self.at, len(self.lines)) if "-->" in self.lines[n]), self.at)
        text = " ".join(self.lines[self.at : end + 1]).strip()
        return self._made("comment", end - self.at + 1, (text,))

    def _table(self, line: str) -> Part | None:
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if "|" not in line or "-" not in below or not _DELIMITER.match(below):
            return None
        count = 2
        while self.at + count < len(self.lines) and "|" in self.lines[self.at + count]:
            count += 1
        rows = [n for n in range(self.at, self.at + count) if n != self.at + 1]
        columns = masked(line).strip().strip("|").count("|") + 1
        return self._made("table", count, (str(len(rows)), str(columns)), tuple((n + 1, self.lines[n]) for n in rows))

    def _item(self, line: str) -> Part | None:
        found = _ITEM.match(line) or _DEFINITION.match(line)
        if not found:
            return None
        ordered = "mark" in found.re.groupindex and found["mark"][0].isdigit()
        if ordered and self.after and self.after.depth == len(self.open) and self.after.kind == "fence":
            return self._notes(line)
        count = self._run(lambda n: bool(_ITEM.match(self.lines[n])))
        first = ((self.at + 1, found["text"]), *((n + 1, self.lines[n].strip()) for n in range(self.at + 1, self.at + count)))
        part = self._made("item", count, ("1." if ordered else "-",), first)
        self.open.append(_indent(line) + 2)
        return part

    def _notes(self, line: str) -> Part:
        """The whole list that explains a fence, with all that is indented below its items."""
        indent, count, items, blank = _indent(line), 0, 0, False
        prose = []
        for n in range(self.at, len(self.lines)):
            text = self.lines[n]
            if not text.strip():
                blank = True
                continue
            item = _ITEM.match(text)
            own = bool(item) and item["mark"][0].isdigit() and _indent(text) == indent  # type: ignore[index]
            if not own and _indent(text) <= indent and (blank or FENCE.match(text) or _HEADING.match(text)):
                break
            items, blank, count = items + own, False, n - self.at + 1
            prose.append((n + 1, item["text"] if item else text.strip()))
        return self._made("notes", count, (str(items),), tuple(prose))

    def _paragraph(self) -> Part:
        count = self._run(lambda n: False)
        numbers = range(self.at, self.at + count)
        if _indent(self.lines[self.at]) >= 4 + (self.open[-1] if self.open else 0):
            return self._made("code", count, tuple(self.lines[n].strip() for n in numbers))
        return self._made("paragraph", count, (), tuple((n + 1, self.lines[n].strip()) for n in numbers))

    def _run(self, ends: object) -> int:
        """How many lines belong together from here: up to an empty one, or one that begins something else."""
        count = 1
        while self.at + count < len(self.lines):
            line = self.lines[self.at + count]
            begins = (FENCE, _BOX, _TAB, _HEADING, INCLUDE)
            if not line.strip() or any(one.match(line) for one in begins) or ends(self.at + count):  # type: ignore[operator]
                break
            count += 1
        return count


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _links(first: int, lines: tuple[str, ...]) -> Iterator[Link]:
    for number, line in enumerate(lines, first):
        text = masked(line)
        for pattern in (_INLINE, _AUTO, _RAW, _REFERENCE):
            yield from (Link(found["target"], number) for found in pattern.finditer(text) if found["target"])
