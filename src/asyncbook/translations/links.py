"""Links on a page that lead to no page, or to no anchor there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from . import inline
from .findings import Finding
from .inline import Link
from .markdown import Part
from .pair import Pair

_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_GLOSSARY = "<!-- glossary -->"


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages of a language can link to.

    *own* and *english* are the ids on each page, by its path below the language's folder; a page that the
    language has not is shown in English. *files* are all other files below the folders (pictures, say).
    """

    own: Mapping[str, Collection[str]]
    english: Mapping[str, Collection[str]]
    files: Collection[str] = ()

    def page(self, path: str) -> Collection[str] | None:
        """The ids of a page, None if there is none of that name."""
        return self.own[path] if path in self.own else self.english.get(path)


def ids(parts: Sequence[Part], glossary: Collection[str] = ()) -> frozenset[str]:
    """The ids that a page offers: its headings', those in HTML and attributes, and the *glossary*'s on its page."""
    found = {part.key[1] for part in parts if part.kind == "heading" and part.key[1]}
    found |= {id for part in parts if part.kind not in ("fence", "code", "comment") for _, id in inline.ids(part.lines)}
    shown = any(part.kind == "comment" and part.key[0] == _GLOSSARY for part in parts)
    return frozenset(found | set(glossary)) if shown else frozenset(found)


def findings(pair: Pair, site: Site, told: Sequence[Finding] = ()) -> list[Finding]:
    """The links of the page that lead nowhere. *told* are findings of the structure: a link that is told of
    there, because English has another, is passed over."""
    known = {(one.here.line, one.here.text) for one in told if one.code == "link-target"}
    return [found for found in _findings(pair, site) if (found.here.line, found.here.text) not in known]


def _findings(pair: Pair, site: Site) -> Iterator[Finding]:
    labels = {f"[{part.key[0]}]" for part in pair.own_parts if part.kind == "reference"}
    labels |= {part.key[0] for part in pair.own_parts if part.kind == "footnote"}
    for link in (link for part in pair.own_parts for link in part.links):
        here = pair.here(link.line, link.target)
        if link.kind in ("reference", "footnote"):
            if link.target not in labels:
                yield Finding("link-undefined", here, values={"target": link.target})
        elif not _ELSEWHERE.match(link.target):
            yield from (Finding(code, here, values=values) for code, values in _led(pair.page, link, site))


def _led(page: str, link: Link, site: Site) -> Iterator[tuple[str, dict[str, str]]]:
    path, _, anchor = unquote(link.target).partition("#")
    path = path.partition("?")[0]
    by_address = link.kind == "raw" or page.endswith(".ipynb")
    target = _addressed(page, path, site) if by_address else _located(page, path)
    if target is None or target in site.files:
        return
    there = site.page(target)
    if there is None:
        names = {_relative(page, name, by_address) for name in (*site.english, *site.own)}
        yield "link-page", {"target": link.target, "nearest": _nearest(path, names)}
    elif anchor and anchor not in there:
        code = "link-anchor-english" if anchor in site.english.get(target, ()) else "link-anchor"
        nearest = _nearest(anchor, there)
        yield code, {"target": link.target, "anchor": anchor, "to": target, "nearest": path + (f"#{nearest}" if nearest else "")}


def _located(page: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def _addressed(page: str, path: str, site: Site) -> str | None:
    """The page or file at an address that is relative to that of *page*; None outside the language's pages."""
    if not path:
        return page
    place = posixpath.normpath(posixpath.join(_address(page), path))
    if place.startswith(("..", "/", "assets/")):
        return None
    return next((name for name in (*site.english, *site.own) if posixpath.normpath(_address(name) or ".") == place), place)


def _address(page: str) -> str:
    """The address of *page* below that of its language: ``lessons/threads/``."""
    name = page.rpartition(".")[0]
    return name.removesuffix("index") if posixpath.basename(name) == "index" else name + "/"


def _relative(page: str, other: str, by_address: bool) -> str:
    if by_address:
        return posixpath.relpath(_address(other) or ".", _address(page) or ".") + "/"
    return posixpath.relpath(other, posixpath.dirname(page) or ".")


def _nearest(word: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0)), "")
