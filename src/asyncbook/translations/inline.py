"""What stands inside the lines of a block: code spans, links and pictures, ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_TICKS = re.compile(r"(?<!\\)`+")
_NEXT_BLOCK = re.compile(r"\n[ \t]*(?:\n|[-*+|][ \t]|\d+[.)][ \t])")
_BRACKETS = re.compile(r"\\.|!?\[|\]")
_TARGET = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"""(?:\s+(?:"[^\n]{0,500}?"|'[^\n]{0,500}?'|\([^()\n]{0,500}\)))?\s*\)"""
)
_LABEL = re.compile(r"\s?\[(?P<label>[^\[\]\n]{0,200})\]")
_AUTO = re.compile(r"(?<!\()<(?P<target>(?:https?|mailto):[^\s<>]+)>")
_RAW = re.compile(r"""(?<![\w-])(?:href|src)=["'](?P<target>[^"'\n]+)["']""")
_RAW_ID = re.compile(r"""<\w[^<>]{0,500}?\sid=["'](?P<id>[^"'\n]+)["']""")
_ATTRS = re.compile(r"\{:?[ ]*(?P<attrs>[^{}\n]*)\}")
_ID = re.compile(r"""(?:^|\s)(?:\#|id=["']?)(?P<id>[^\s"'#]+)""")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link or picture leads; its target begins on *line* (from 1) at *column* (from 0).

    *kind* is ``link``, ``image``, ``raw`` (of HTML, so relative to the page's address), ``auto``
    (``<https://…>``), ``reference`` (the target is ``[label]``, in lower case) or ``footnote`` (``[^label]``).
    """

    target: str
    line: int
    kind: str = "link"
    column: int = 0


def masked(text: str) -> str:
    """*text* with what stands in code spans blanked out, as long as before."""
    if "`" not in text:
        return text
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    partner, last = [-1] * len(runs), dict[int, int]()
    for n in range(len(runs) - 1, -1, -1):
        length = runs[n][1] - runs[n][0]
        partner[n] = last.get(length, -1)
        last[length] = n
    made, at, n = [], 0, 0
    while n < len(runs):
        start, end = runs[n][0], runs[partner[n]][1]
        if partner[n] < 0 or ("\n" in text[start:end] and _NEXT_BLOCK.search(text, start, end)):
            n += 1
            continue
        made += [text[at:start], _blank(text[start:end])]
        at, n = end, partner[n] + 1
    return "".join(made) + text[at:]


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _without_comments(text: str) -> str:
    made, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        made += [text[at:start], _blank(text[start : end + 3])]
        at = end + 3
    return "".join(made) + text[at:]


def attribute_id(attrs: str) -> str:
    """The id in an attribute list such as ``#order .wide lang="en"``, or nothing."""
    found = _ID.search(attrs)
    return found["id"] if found else ""


def ids(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Every id that *lines* give to something, with the number of its line, from 0."""
    for number, line in enumerate(lines):
        if "{" in line or "id=" in line:
            text = masked(line)
            yield from ((number, found["id"]) for found in _RAW_ID.finditer(text))
            yield from ((number, id) for found in _ATTRS.finditer(text) if (id := attribute_id(found["attrs"])))


def links(first: int, lines: tuple[str, ...], labels: Collection[str] = ()) -> list[Link]:
    """The links in *lines*, the first of which is line *first*; *labels* are what references may lead to."""
    raw = "\n".join(lines)
    if "[" not in raw and "<" not in raw:
        return []
    text = _without_comments(masked(raw))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found = sorted(set(_in_brackets(text, labels)) | set(_in_tags(text))) if "[" in text or "<" in text else []
    rows = [(bisect_right(starts, at) - 1, at, kind, target) for at, kind, target in found]
    return [Link(target, first + row, kind, at - starts[row]) for row, at, kind, target in rows]


def _in_tags(text: str) -> Iterator[tuple[int, str, str]]:
    for kind, pattern in (("auto", _AUTO), ("raw", _RAW)):
        yield from ((found.start("target"), kind, found["target"]) for found in pattern.finditer(text))


def _in_brackets(text: str, labels: Collection[str]) -> Iterator[tuple[int, str, str]]:
    opened: list[tuple[int, bool]] = []
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] in ("[", "!["):
            opened.append((bracket.end(), bracket[0] == "!["))
        elif bracket[0] == "]" and opened:
            start, image = opened.pop()
            yield from _after(text, start, bracket.start(), image, labels)


def _after(text: str, start: int, end: int, image: bool, labels: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """What the brackets from *start* to *end* are, by what follows them."""
    inside = text[start:end] if end - start <= 200 else ""
    if inside.startswith("^"):
        yield start - 1, "footnote", f"[{inside}]"
    elif found := _TARGET.match(text, end + 1):
        name = "plain" if found["angled"] is None else "angled"
        if found[name]:
            yield found.start(name), "image" if image else "link", found[name]
    elif (label := _LABEL.match(text, end + 1)) and label["label"][:1] != "^":
        if inside.strip() or label["label"]:
            yield start, "reference", f"[{(label['label'] or inside).lower()}]"
    elif inside.lower() in labels and text[start - 2 : start - 1] != "]" and text[end + 1 : end + 2] != ":":
        yield start, "reference", f"[{inside.lower()}]"
