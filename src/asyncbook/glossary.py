"""The glossary as readers meet it: the list on its page, and tooltips on every other one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor

from .translations.terms import Term, load, mistakes

__all__ = ["FOLDER", "Term", "Tooltips", "load", "markdown_list", "mistakes"]

FOLDER = "config/glossary"
_UNBOUND = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters that words are written in without a blank on either side."""
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def markdown_list(terms: tuple[Term, ...], language: str) -> str:
    """The glossary page's entries as Markdown, each under its anchor, in the table's order."""
    parts = []
    for term in _explained(terms):
        names = {tag: word.word for tag, word in term.words.items()}
        others = [f'<span lang="{tag}">{name}</span>' for tag, name in names.items() if name != term.name(language)]
        beside = f" <small>{', '.join(others)}</small>" if others else ""
        parts.append(f"### {term.name(language)}{beside} {{ #{term.id} }}\n\n{term.text(language)}\n")
    return "\n".join(parts)


class Tooltips(AbbrTreeprocessor):
    """Explains each term where a page names it first. Some scripts have no word boundaries to look for."""

    def __init__(self, md: Markdown, terms: tuple[Term, ...], language: str) -> None:
        super().__init__(md, {term.name(language): _plain(term.text(language)) for term in _explained(terms)})

    def run(self, root: Element) -> None:
        if not self.abbrs or any(element.get("id") == "glossary" for element in root.iter("h1")):
            return
        longest_first = sorted(self.abbrs, key=len, reverse=True)
        self.RE = re.compile("|".join(re.escape(t) if _UNBOUND.search(t) else rf"\b{re.escape(t)}\b" for t in longest_first))
        for block in root:
            if block.tag not in _HEADINGS:
                self.iter_element(block)
        seen: set[str] = set()
        for element in root.iter("abbr"):
            if element.text in seen:
                element.tag = "span"
                del element.attrib["title"]
            seen.add(element.text or "")


def _explained(terms: tuple[Term, ...]) -> list[Term]:
    """Those that readers are told of; the others are there for translators."""
    return [term for term in terms if term.text("en")]


def _plain(text: str) -> str:
    """*text* without its marks; a star within code is no mark."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|`([^`]*)`|\*{1,2}([^*]+)\*{1,2}", r"\1\2\3", text)
