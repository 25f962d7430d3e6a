"""A Markdown page as its parts in order, each with its line: what every language has alike, and the prose that differs.

Read as Python-Markdown reads it, four columns to a level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from .blocks import (
    BOX,
    DEFINITION,
    DELIMITER,
    FENCE,
    FOOTNOTE,
    HEADING,
    INCLUDE,
    ITEM,
    RAW_HEADING,
    REFERENCE,
    RULE,
    TAB,
    UNDERLINE,
    WIDE,
    WIDE_BOX,
    Part,
    columns,
    dedented,
    front_matter_lines,
    heading,
    indent,
)
from .inline import Link, attribute_id, links, masked

__all__ = ["FENCE", "INCLUDE", "Link", "Part", "front_matter_lines", "masked", "parts"]

_BEGINS = (FENCE, BOX, TAB, HEADING, INCLUDE, DEFINITION)
_FIRST = frozenset("`~!?=#-:")  # what a line that matches one of them begins with


def parts(text: str) -> list[Part]:
    """Every part of a page, its front matter left out."""
    return list(_Reader(text.removeprefix("\ufeff")).read())


class _Reader:
    def __init__(self, text: str) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = text.split("\n")
        self.labels = {found["label"].lower() for found in REFERENCE.finditer(text)} if "]:" in text else set()
        self.last_comment_end = next((n for n in range(len(self.lines) - 1, -1, -1) if "-->" in self.lines[n]), -1)
        self.at = front_matter_lines(self.lines)
        self.open: list[int] = []  # columns from which a line stands inside a box, tab or item
        self.after: Part | None = None  # the fence that a list may explain

    def read(self) -> Iterator[Part]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
                continue
            self.open = [column for column in self.open if column <= indent(line)]
            part = self._part(line)
            self.at = part.end - 1
            yield part
            self.after = part if part.kind == "fence" else self.after if part.kind == "notes" else None

    @property
    def base(self) -> int:
        return self.open[-1] if self.open else 0

    @property
    def below(self) -> str:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""

    def _part(self, line: str) -> Part:
        if found := FENCE.match(line):
            return self._fence(line, found)
        if indent(line) - self.base < 4:
            for take in (self._include, self._heading, self._box, self._tab, self._comment, self._reference):
                if part := take(line):
                    return part
            for take in (self._table, self._rule, self._item):
                if part := take(line):
                    return part
        return self._paragraph(line)

    def _made(self, kind: str, count: int, key: tuple[str, ...] = (), prose: tuple[tuple[int, str], ...] = ()) -> Part:
        lines = tuple(self.lines[self.at : self.at + count])
        none = kind in ("fence", "code", "include", "comment", "reference")
        found = () if none else tuple(links(self.at + 1, lines, self.labels))
        return Part(kind, self.at + 1, len(self.open), key, lines, prose, found)

    def _fence(self, line: str, opened: re.Match[str]) -> Part:
        """Up to the same mark, as far as no line is indented less than the first."""
        mark, width, end, closed = opened["fence"], indent(line), self.at + 1, False
        while end < len(self.lines) and not closed:
            text = self.lines[end]
            if text.strip() and indent(text) < width:
                break
            closed = text.strip() == mark
            end += 1
        body = [dedented(one, width) for one in self.lines[self.at + 1 : end - closed]]
        return self._made("fence", end - self.at, (opened["info"].strip(), *body))

    def _include(self, line: str) -> Part | None:
        found = INCLUDE.match(line)
        return self._made("include", 1, (found["path"],)) if found else None

    def _heading(self, line: str) -> Part | None:
        if raw := RAW_HEADING.match(line):
            title = raw["title"].strip().removesuffix(f"</h{raw['level']}>")
            return self._made("heading", 1, (raw["level"], attribute_id(raw["attrs"])), ((self.at + 1, title),))
        count = 1
        if UNDERLINE.match(self.below) and "|" not in line and not (ITEM.match(line) or RULE.match(line)):
            line, count = ("# " if "=" in self.below else "## ") + line.strip(), 2
        if indent(line) != self.base and count == 1:
            return None
        found = heading(line)
        if not found:
            return None
        level, title, attrs = found
        return self._made("heading", count, (str(level), attribute_id(attrs)), ((self.at + 1, title),))

    def _box(self, line: str) -> Part | None:
        found = BOX.match(line)
        if not found:
            return self._wide_box(line)
        untitled = ' ""' if found["title"] == "" else ""
        return self._container("box", f"{found['mark']} {found['type']}{untitled}", found["title"] or "", line)

    def _wide_box(self, line: str) -> Part | None:
        found = WIDE_BOX.match(line)
        if not found or (found["title"] is None and not found["type"].isascii()):
            return None
        mark = found["mark"].replace("！", "!").replace("？", "?")
        return self._container("box", f"{mark} {found['type']}{WIDE}", found["title"] or "", line)

    def _tab(self, line: str) -> Part | None:
        found = TAB.match(line)
        return self._container("tab", found["mark"], found["title"], line) if found else None

    def _container(self, kind: str, key: str, title: str, line: str) -> Part:
        part = self._made(kind, 1, (key,), ((self.at + 1, title),) if title else ())
        self.open.append(self.base + 4)
        return part

    def _comment(self, line: str) -> Part | None:
        if not line.lstrip().startswith("<!--"):
            return None
        end = self.at
        while "-->" not in self.lines[end] and self.at < self.last_comment_end:
            end += 1
            if self.lines[end].lstrip().startswith("<!--"):
                end = self.at  # the next one begins, so this one has no end
                break
        text = " ".join(self.lines[self.at : end + 1]).strip()
        return self._made("comment", end - self.at + 1, (text,))

    def _reference(self, line: str) -> Part | None:
        if found := REFERENCE.match(line):
            part = self._made("reference", 1, (found["label"].lower(), found["target"]))
            return replace(part, links=(Link(found["target"], part.line, "link", found.start("target")),))
        found = FOOTNOTE.match(line)
        if not found:
            return None
        part = self._made("footnote", 1, (found["mark"],), ((self.at + 1, found["text"]),))
        self.open.append(self.base + 4)
        return part

    def _table(self, line: str) -> Part | None:
        if "|" not in line or "-" not in self.below or not DELIMITER.match(self.below):
            return None
        count = self._run(lambda text: False)
        rows = [n for n in range(self.at, self.at + count) if n != self.at + 1]
        key = (str(len(rows)), str(columns(line)))
        return self._made("table", count, key, tuple((n + 1, self.lines[n]) for n in rows))

    def _rule(self, line: str) -> Part | None:
        return self._made("rule", 1) if RULE.match(line) else None

    def _item(self, line: str) -> Part | None:
        found = ITEM.match(line) or DEFINITION.match(line)
        if not found:
            return None
        ordered = found["mark"][0].isdigit()
        if ordered and self.after and self.after.depth == len(self.open):
            return self._notes(line)
        count = self._run(lambda text: bool(ITEM.match(text) or DEFINITION.match(text)))
        first = ((self.at + 1, found["text"]), *((n + 1, self.lines[n].strip()) for n in range(self.at + 1, self.at + count)))
        part = self._made("item", count, ("1." if ordered else ":" if found["mark"] == ":" else "-",), first)
        self.open.append(self.base + 4)
        return part

    def _notes(self, line: str) -> Part:
        """The whole list that explains a fence, with all that is indented below its items."""
        count, items, blank, prose = 0, 0, False, list[tuple[int, str]]()
        for n in range(self.at, len(self.lines)):
            text = self.lines[n]
            if not text.strip():
                blank = True
                continue
            item, inside = ITEM.match(text), indent(text) - self.base
            own = bool(item and item["mark"][0].isdigit() and 0 <= inside < 4)
            if not own and inside < 4 and (blank or item or _begins(text)):
                break
            items, blank, count = items + own, False, n - self.at + 1
            prose.append((n + 1, item["text"] if item else text.strip()))
        return self._made("notes", count, (str(items),), tuple(prose))

    def _paragraph(self, line: str) -> Part:
        count = self._run(lambda text: False)
        numbers = range(self.at, self.at + count)
        if indent(line) - self.base >= 4:
            return self._made("code", count, tuple(dedented(self.lines[n], self.base + 4) for n in numbers))
        return self._made("paragraph", count, (), tuple((n + 1, self.lines[n].strip()) for n in numbers))

    def _run(self, ends: Callable[[str], bool]) -> int:
        """How many lines belong together from here: up to an empty one, or one that begins something else."""
        count = 1
        while self.at + count < len(self.lines):
            line = self.lines[self.at + count]
            if not line.strip() or _begins(line) or ends(line):
                break
            count += 1
        return count


def _begins(line: str) -> bool:
    return line.lstrip()[:1] in _FIRST and any(one.match(line) for one in _BEGINS)
