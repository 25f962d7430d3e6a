"""A built site as data, and what can be wrong with it. A check returns sentences; none where all is well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

TRACEBACK = "Traceback (most recent call last)"

_ADDRESSES = {"href", "src", "srcset", "poster", "data", "action", "xlink:href"}
_LOADED = {
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
}
_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_CALLS = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|Worker|EventSource|WebSocket|sendBeacon)\(|\bsrc\s*=)\s*["'`]((?:\w+:)?//[^"'`]+)"""
)
_LINE = re.compile(r"line--(\w+)")


@dataclass(frozen=True, slots=True)
class Link:
    """An address as the page writes it; *loaded* where a browser fetches it without being asked."""

    tag: str
    url: str
    loaded: bool


@dataclass(frozen=True, slots=True)
class Tape:
    """The output of one program as a page shows it: stream (or ``signal``), time if shown, text."""

    snippet: str
    kind: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """One HTML file. *path* is its place in the site, *told* all text and attributes outside recordings."""

    path: str
    language: str = ""
    canonical: str = ""
    edit: str = ""
    ids: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tapes: list[Tape] = field(default_factory=list)
    tooltips: list[tuple[str, str]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its address below the site's root: ``en/about/``."""
        return self.path.removesuffix("index.html")


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.page = Page(path)
        self.open = ""  # the element whose text is collected
        self.depth = 0  # of div elements inside a recording
        self.line: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        classes = values.get("class", "").split()
        self._structure(tag, values)
        self._addresses(tag, values)
        if self.depth or "recording" in classes:
            self._recording(tag, values, classes)
        else:
            self.page.told += values.values()
        if tag in ("script", "style", "abbr"):
            self.open = "" if "json" in values.get("type", "") else tag

    def _structure(self, tag: str, values: dict[str, str]) -> None:
        page = self.page
        page.ids += [values[name] for name in ("id", "name") if name in values and (name == "id" or tag == "a")]
        if tag == "html":
            page.language = values.get("lang", "")
        elif re.fullmatch("h[1-6]", tag):
            page.headings.append((tag, values.get("id", "")))
        elif tag == "abbr":
            page.tooltips.append(("", values.get("title", "")))

    def _addresses(self, tag: str, values: dict[str, str]) -> None:
        rels = set(values.get("rel", "").split())
        loaded = bool(rels & _LOADED) if tag == "link" else tag not in ("a", "area")
        for name in _ADDRESSES & values.keys():
            urls = [part.split()[0] for part in values[name].split(",")] if name == "srcset" else [values[name]]
            self.page.links += [Link(tag, url.strip(), loaded) for url in urls]
        if "canonical" in rels:
            self.page.canonical = values["href"]
        if "edit" in rels:
            self.page.edit = values["href"]
        self.page.styles += [values["style"]] if "style" in values else []
        self.page.scripts += [text for name, text in values.items() if name.startswith("on")]

    def _recording(self, tag: str, values: dict[str, str], classes: list[str]) -> None:
        if tag == "div":
            self.depth += 1
        if "recording" in classes:
            kind = next(name.removeprefix("recording--") for name in classes if name.startswith("recording--"))
            self.page.tapes.append(Tape(values["data-snippet"], kind))
        elif "line" in classes:
            kind = _LINE.search(values["class"])
            self.line = (kind[1] if kind else "", values.get("data-time", ""))
            self.page.tapes[-1].lines.append((*self.line, ""))

    def handle_data(self, data: str) -> None:
        if self.open in ("script", "style"):
            (self.page.scripts if self.open == "script" else self.page.styles).append(data)
        elif self.open == "abbr":
            text, title = self.page.tooltips[-1]
            self.page.tooltips[-1] = (text + data, title)
        if not self.depth:
            self.page.told.append(data)
        elif self.line:
            *kept, text = self.page.tapes[-1].lines[-1]
            self.page.tapes[-1].lines[-1] = (*kept, text + data)  # type: ignore[assignment]

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""
        if tag == "span":
            self.line = None
        if self.depth and tag == "div":
            self.depth -= 1


def read_page(path: str, text: str) -> Page:
    """The page in *text*, which stands at *path* in its site."""
    reader = _Reader(path)
    reader.feed(text)
    reader.close()
    return reader.page


def read(site: Path) -> dict[str, Page]:
    """Every page of *site* by its path."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return {path: read_page(path, (site / path).read_text(encoding="utf-8")) for path in paths}


def dead_links(site: Path, home: str) -> list[str]:
    """Links, assets and anchors of pages and style sheets that lead nowhere. *home* is the site's address."""
    pages = read(site)
    found = []
    for path, urls in _addresses(site, pages):
        told = (_dead(site, pages, urljoin(home + path, url), home, url) for url in dict.fromkeys(urls))
        found += [f"{path}: {sentence}" for sentence in told if sentence]
    return found


def _addresses(site: Path, pages: dict[str, Page], *, loaded: bool = False) -> Iterator[tuple[str, list[str]]]:
    for page in pages.values():
        links = [link.url for link in page.links if link.loaded or not loaded]
        yield page.path, links + _CSS.findall("\n".join(page.styles))
    for sheet in sorted(site.rglob("*.css")):
        yield sheet.relative_to(site).as_posix(), _CSS.findall(sheet.read_text(encoding="utf-8"))


def _dead(site: Path, pages: dict[str, Page], absolute: str, home: str, url: str) -> str:
    place, own = urlsplit(absolute), urlsplit(home)
    if not url:
        return "an empty address"
    if place.scheme in ("data", "mailto") or place.netloc != own.netloc:
        return ""
    if not place.path.startswith(own.path):
        return f"{url} leads out of the site"
    path = file_of(place.path.removeprefix(own.path))
    if not (site / path).is_file():
        return f"{url} leads to {path}, which does not exist"
    if place.fragment and path in pages and unquote(place.fragment) not in pages[path].ids:
        return f"{url}: {path} has no #{place.fragment}"
    return ""


def file_of(address: str) -> str:
    """The file that a web server sends for *address*, which is relative to the site's root."""
    path = unquote(address)
    return path + "index.html" if not path or path.endswith("/") else path


def outside_resources(site: Path, home: str) -> list[str]:
    """What a page or a style sheet would fetch from another host without being asked."""
    pages = read(site)
    own = ("", urlsplit(home).netloc)
    found = [
        f"{path}: {url}" for path, urls in _addresses(site, pages, loaded=True) for url in urls if urlsplit(url).netloc not in own
    ]
    for page in pages.values():
        calls = _CALLS.findall("\n".join(page.scripts))
        found += [f"{page.path}: a script asks for {url}" for url in calls if urlsplit(url).netloc not in own]
    return found


def stray_tracebacks(site: Path) -> list[str]:
    """Tracebacks that no recording has: on pages, in captions, and in the search indexes."""
    programs = json.loads((site / "recordings.json").read_text(encoding="utf-8"))["snippets"]
    meant = {
        p["recording"]["snippet"]
        for p in programs
        if any(TRACEBACK in line[2] for line in p.get("recording", {}).get("lines", []))
    }
    found, shown = [], set()
    for page in read(site).values():
        with_one = [tape.snippet for tape in page.tapes if any(TRACEBACK in line[2] for line in tape.lines)]
        found += [f"{page.path}: {name} prints none" for name in with_one if name not in meant]
        found += [f"{page.path}: outside a recording" for text in page.told if TRACEBACK in text]
        shown |= {page.address} if with_one else set()
    for index in sorted(site.glob("*/search/search_index.json")):
        for entry in json.loads(index.read_text(encoding="utf-8"))["docs"]:
            address = f"{index.parts[-3]}/{entry['location'].partition('#')[0]}"
            if TRACEBACK in entry["title"] + entry["text"] and address not in shown:
                found.append(f"search index: {address} has no recording with a traceback")
    return found


def leaks(site: Path, folders: Iterable[Path | str]) -> list[str]:
    """Pages and data that name one of *folders*, absolute paths of the machine that built the site."""
    words = "|".join(re.escape(str(folder)) for folder in folders)
    pattern = re.compile(rf"(?<![\w.-])(?:{words})")
    found = []
    for path in sorted([*site.rglob("*.html"), *site.rglob("*.json"), *site.rglob("*.xml")]):
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(site)}: {text[hit.start() : hit.end() + 40]!r}" for hit in pattern.finditer(text)]
    return found
