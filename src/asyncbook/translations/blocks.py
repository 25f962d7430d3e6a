"""The kinds of blocks of a Markdown page and how each is recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .inline import Link, masked

FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>.*)$")
INCLUDE = re.compile(r"""^[ \t]*-{1,}8<-{1,}[ \t]+["']?(?P<path>[^"'\s]+)["']?[ \t]*$""")
HEADING = re.compile(r"^[ \t]*(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)$")
RAW_HEADING = re.compile(r"^[ \t]*<h(?P<level>[1-6])(?P<attrs>[^<>]*)>(?P<title>.*)$")
UNDERLINE = re.compile(r"^[ \t]*(=+|-+)[ \t]*$")
RULE = re.compile(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")
BOX = re.compile(r"""^[ \t]*(?P<mark>!!!|\?\?\?\+?)[ \t]+(?P<type>[\w-]+(?:[ \t]+[\w-]+)*)(?:[ \t]+"(?P<title>.*)")?[ \t]*$""")
WIDE_BOX = re.compile(
    r"""^[ \t]*(?P<mark>[!！]{3}|[?？]{3}\+?)[ \t]*(?P<type>[\w-]+(?:[ \t]+[\w-]+)*)[ \t]*"""
    r"""(?:["“”„「『](?P<title>.*)["“”」』])?[ \t]*$"""
)
"""What is meant as a box, and is none: its marks or quotes are those of Chinese, or a space is missing."""
WIDE = " “”"
"""What ends the key of such a box."""
TAB = re.compile(r"""^[ \t]*(?P<mark>===[!+]*)[ \t]+["'](?P<title>.*)["'][ \t]*$""")
ITEM = re.compile(r"^[ \t]*(?P<mark>[-*+]|\d+[.)])[ \t]+(?P<text>\S.*)$")
DEFINITION = re.compile(r"^[ \t]*(?P<mark>:)[ \t]+(?P<text>\S.*)$")
DELIMITER = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
REFERENCE = re.compile(r"^[ \t]*\[(?!\^)(?P<label>[^\[\]]+)\]:[ \t]*<?(?P<target>[^\s<>]+)>?(?:[ \t]+[\"'(].*)?$", re.MULTILINE)
FOOTNOTE = re.compile(r"^[ \t]*(?P<mark>\[\^[^\[\]]+\]):[ \t]*(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a page.

    *kind* is ``heading``, ``fence``, ``include``, ``notes`` (the numbered list under a fence), ``item``,
    ``box`` (an admonition or fold), ``tab``, ``table``, ``comment``, ``reference`` (``[label]: target``),
    ``footnote``, ``rule``, ``code`` (indented) or ``paragraph``. *key* is what every language must have
    alike: level and id of a heading, info and body of a fence, the path of an include, the count of notes,
    the mark of an item, the mark and type of a box, rows and columns of a table. *depth* is how many boxes,
    tabs and items it stands in. *lines* are its source lines; *prose* are those of them (line number and
    text) that a reader reads as words.
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


def front_matter_lines(lines: list[str]) -> int:
    """How many lines the front matter takes, its two marks included; 0 where there is none."""
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)


def heading(line: str) -> tuple[int, str, str] | None:
    """Level, title and attributes of a heading such as ``## Order { #order }``. The attributes need a space before them."""
    found = HEADING.match(line)
    if not found:
        return None
    title, attrs = found["title"].strip(), ""
    if title.endswith("}") and (at := title.rfind("{")) >= 0 and title[:at].endswith((" ", "\t")):
        title, attrs = title[:at].rstrip(), title[at + 1 : -1].removeprefix(":").strip()
    return len(found["marks"]), title.rstrip("#").rstrip(), attrs


def columns(row: str) -> int:
    """How many cells a row of a table has."""
    text = masked(row).replace("\\|", "  ").strip()
    return text.removeprefix("|").removesuffix("|").count("|") + 1


def dedented(line: str, width: int) -> str:
    """*line* without the first *width* columns of what it is indented by."""
    wide = line.expandtabs(4) if "\t" in line[: len(line) - len(line.lstrip())] else line
    return wide[min(width, len(wide) - len(wide.lstrip())) :].rstrip()


def indent(line: str) -> int:
    """The column of its first character."""
    space = line[: len(line) - len(line.lstrip())]
    return len(space.expandtabs(4)) if "\t" in space else len(space)


def note_lines(notes: Part) -> list[tuple[int, str]]:
    """Line and text of each item of the list *notes*."""
    width = indent(notes.lines[0])
    items = [
        (n, found) for n, line in enumerate(notes.lines, notes.line) if indent(line) - width < 4 and (found := ITEM.match(line))
    ]
    return [(n, found["text"]) for n, found in items if found["mark"][0].isdigit()]
