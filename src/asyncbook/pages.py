"""Markdown pages read as text: their fences, includes, annotations and headings, and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .header import lines_of
from .mistakes import Mistake, nearest, not_utf8, shown
from .quotes import Quote, expected_values, quotes
from .snippets import Library

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
_INCLUDE = re.compile(r"""^[ \t]*-{1,}8<-{1,}[ \t]+["']?(?P<path>[^"'\s]+)["']?[ \t]*$""")
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t]*(?:\{(?P<attrs>[^{}]*)\})?[ \t]*$")
_UNDERLINE = re.compile(r"^(=+|-+)[ ]*$")
_RAW_HEADING = re.compile(r"<h[1-6][^>]*\bid=[\"'](?P<id>[^\"']+)")
_OPTION = re.compile(r"""(?P<key>[\w-]+)=["'](?P<value>[^"']*)["']""")
OPTIONS = ("exec", "hl_lines", "linenums", "linenostart", "result", "source", "title")
"""What a fence with a program of the book may say."""
_ITEM = re.compile(r"^[ \t]*\d+\.[ \t]+\S")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+\S")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block. *line* is that of its first fence mark, from 1; *items* how many numbered
    list items follow it; *joined* the line of a list that Markdown would make one with those, or 0;
    *rest* what stands beside language and options."""

    line: int
    language: str
    options: dict[str, str]
    rest: str
    body: tuple[str, ...]
    items: int
    joined: int

    @property
    def include(self) -> str:
        """What the fence includes, if that is all it holds."""
        lines = [line for line in self.body if line.strip()]
        found = _INCLUDE.match(lines[0]) if len(lines) == 1 else None
        return found["path"] if found else ""

    @property
    def executed(self) -> bool:
        return self.options.get("exec", "no").lower() not in ("", "no", "off", "false", "0")


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of. *includes* are all included paths with their lines."""

    path: Path
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]
    includes: tuple[tuple[int, str], ...]
    quotes: tuple[Quote, ...]

    @property
    def programs(self) -> set[str]:
        """The names of all that it shows or quotes."""
        return {path.removesuffix(".py") for _, path in self.includes} | {quote.name for quote in self.quotes}


def read(path: Path) -> Page:
    """Read one Markdown page. Raises UnicodeDecodeError."""
    return parse(path.read_bytes().decode("utf-8-sig"), path)


def parse(text: str, path: Path) -> Page:
    lines = lines_of(text)
    fences: list[Fence] = []
    headings: list[Heading] = []
    quoted: list[Quote] = []
    at = _front_matter(lines)
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        if not opened:
            headings += _headings(at + 1, lines[at], lines[at - 2 : at] if at > 1 else ["", *lines[:at]])
            quoted += quotes(at + 1, lines[at])
            at += 1
            continue
        end = _closing(lines, at, opened["fence"])
        fences.append(_fence(lines, at, end, opened))
        at = end + 1
    includes = tuple((n, found["path"]) for n, line in enumerate(lines, 1) if (found := _INCLUDE.match(line)))
    return Page(path, tuple(fences), tuple(headings), includes, tuple(quoted))


def _front_matter(lines: list[str]) -> int:
    """How many lines it takes, if there is any."""
    if lines[:1] != ["---"]:
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)


def _closing(lines: list[str], at: int, fence: str) -> int:
    closing = (n for n in range(at + 1, len(lines)) if lines[n].strip() == fence)
    return next(closing, len(lines))


def _fence(lines: list[str], at: int, end: int, opened: re.Match[str]) -> Fence:
    language, _, told = opened["info"].strip().lstrip("{. ").partition(" ")
    options = {found["key"]: found["value"] for found in _OPTION.finditer(told)}
    rest = " ".join(_OPTION.sub(" ", told).strip("{} ").split())
    items, after = _items(lines, end + 1, len(opened["indent"]))
    joined = after + 1 if items and after < len(lines) and _BULLET.match(lines[after]) else 0
    return Fence(at + 1, language.rstrip("}"), options, rest, tuple(lines[at + 1 : end]), items, joined)


def _items(lines: list[str], at: int, indent: int) -> tuple[int, int]:
    """How many items a numbered list has that follows directly at *indent*; the index of the line after it."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    count = 0
    for n, line in enumerate(lines[at:], at):
        depth = len(line) - len(line.lstrip())
        item = bool(_ITEM.match(line)) and depth == indent
        if line.strip() and depth <= indent and not item:
            return count, n
        count += item
    return count, len(lines)


def _headings(line: int, text: str, before: list[str]) -> Iterator[Heading]:
    if _UNDERLINE.match(text) and len(before) == 2 and not before[0].strip() and before[1].strip():
        line, text = line - 1, ("# " if text[0] == "=" else "## ") + before[1]
    if found := _HEADING.match(text):
        attrs = found["attrs"] or ""
        ids = [word[1:] for word in attrs.split() if word.startswith("#")]
        yield Heading(line, len(found["marks"]), found["title"], ids[0] if ids else "")
    elif raw := _RAW_HEADING.search(text):
        yield Heading(line, 0, text.strip(), raw["id"])


def read_all(paths: Iterable[Path]) -> tuple[list[Page], list[Mistake]]:
    """The pages *paths*, and which of them are no text, so that MkDocs would stumble over them."""
    found, wrong = [], []
    for path in paths:
        try:
            found.append(read(path))
        except UnicodeDecodeError as error:
            wrong.append(not_utf8(path, error))
    return found, wrong


def all_mistakes(folder: Path, library: Library) -> list[Mistake]:
    """What is wrong with the pages below *folder*."""
    found, wrong = read_all(sorted(folder.rglob("*.md")))
    return wrong + [mistake for page in found for mistake in mistakes(page, library)]


def mistakes(page: Page, library: Library) -> list[Mistake]:
    """Everything on *page* that would not come out as it is meant."""
    return [*_includes(page, library), *_fences(page, library), *_ids(page), *_quotes(page, library)]


def _includes(page: Page, library: Library) -> Iterator[Mistake]:
    for line, path in page.includes:
        name, part, _ = path.partition(":")
        if part and (library.root / name).is_file():
            yield Mistake(shown(page.path), line, f"a part of a file, {path!r}", f"the whole file, {name!r}")
        elif not (library.root / path).is_file():
            known = [f"{name}.py" for name in library.snippets]
            yield Mistake(shown(page.path), line, f"included file {path!r} does not exist", nearest(path, known))


def _fences(page: Page, library: Library) -> Iterator[Mistake]:
    for fence in page.fences:
        snippet = library.snippets.get(fence.include.removesuffix(".py"))
        if snippet is None and fence.executed and library.find("\n".join(fence.body)) is None and not fence.include:
            found = "a program that is typed into the page"
            yield Mistake(shown(page.path), fence.line, found, 'a file of its own, included: --8<-- "topic/program.py"')
        if snippet is None or fence.language not in ("python", "py"):
            continue
        yield from _options(page, fence)
        source = fence.options.get("source", "" if fence.executed else "above")
        if source not in ("", "above"):
            yield Mistake(shown(page.path), fence.line, f"source={source!r}", 'source="above", or no source')
        markers = snippet.markers if source else 0
        if markers != fence.items and (source or fence.items == 0) and (fence.executed or markers):
            found = f"{fence.items} annotations under {snippet.name}.py"
            yield Mistake(shown(page.path), fence.line, found, f"{markers}, one for each marker # (1)! in the file")
        if fence.joined and markers:
            found = "a list directly below annotations, which would be hidden among them"
            yield Mistake(shown(page.path), fence.joined, found, "a sentence between the two, or the list above the program")


def _options(page: Page, fence: Fence) -> Iterator[Mistake]:
    if fence.rest:
        expected = 'options with straight quotes, such as exec="1" source="above" result="text"'
        yield Mistake(shown(page.path), fence.line, f"{fence.rest!r} beside the options of a fence", expected)
    for key in fence.options.keys() - set(OPTIONS):
        yield Mistake(shown(page.path), fence.line, f"unknown option {key!r} of a fence", nearest(key, OPTIONS))


def _ids(page: Page) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for heading in page.headings:
        if not heading.id:
            found = f"heading {heading.title!r} has no id"
            yield Mistake(shown(page.path), heading.line, found, "an id that all languages share, such as { #result-order }")
        elif heading.id in seen:
            found = f"heading id {heading.id!r} is already on line {seen[heading.id]}"
            yield Mistake(shown(page.path), heading.line, found, "an id of its own for each heading")
        seen.setdefault(heading.id, heading.line)


def _quotes(page: Page, library: Library) -> Iterator[Mistake]:
    for quote in page.quotes:
        snippet = library.snippets.get(quote.name)
        known = expected_values(snippet) if snippet else None
        if snippet is None:
            found = f"quoted program {quote.name!r} does not exist"
            yield Mistake(shown(page.path), quote.line, found, nearest(quote.name, library.snippets))
        elif known is not None and quote.key not in known:
            found = f"{quote.name} prints no line that begins with {quote.key + ': '!r}"
            yield Mistake(shown(page.path), quote.line, found, nearest(quote.key, known))
