"""The glossary: one table of terms in every language, for the glossary page and for tooltips."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor

from .header import HeaderError, toml
from .mistakes import Mistake, not_utf8, shown

_HAN = re.compile("[\u3400-\u9fff]")
_HEADINGS = {f"h{level}" for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Term:
    """One idea: its *id* (the anchor on the glossary page), its name and meaning by language."""

    id: str
    names: dict[str, str]
    texts: dict[str, str]

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["en"])

    def text(self, language: str) -> str:
        return self.texts.get(language, self.texts["en"])


def load(path: Path) -> tuple[Term, ...]:
    """The terms that can be used; none where there is no table."""
    return _read(path)[0]


def mistakes(path: Path) -> tuple[Mistake, ...]:
    """What is wrong with the table."""
    return _read(path)[1]


def _read(path: Path) -> tuple[tuple[Term, ...], tuple[Mistake, ...]]:
    return _parse(path, path.stat().st_mtime_ns) if path.is_file() else ((), ())


@lru_cache(maxsize=8)
def _parse(path: Path, changed: int) -> tuple[tuple[Term, ...], tuple[Mistake, ...]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = toml(text, 0)
    except UnicodeDecodeError as error:
        return (), (not_utf8(path, error),)
    except HeaderError as error:
        return (), (Mistake(shown(path), error.line, error.found, error.expected),)
    terms, wrong = [], []
    for id, entry in data.items():
        if _is_term(entry):
            terms.append(Term(id, entry["name"], entry["text"]))
        else:
            line = next((n for n, text in enumerate(text.split("\n"), 1) if re.match(rf"\[\W*{re.escape(id)}\b", text)), 1)
            expected = 'name = {en = "…"} and text = {en = "…"}, and the same for other languages'
            wrong.append(Mistake(shown(path), line, f"term {id!r} has no English name or text", expected))
    return tuple(terms), tuple(wrong)


def _is_term(entry: Any) -> bool:
    tables = [entry.get("name"), entry.get("text")] if isinstance(entry, dict) else []
    return bool(tables) and all(
        isinstance(table, dict) and "en" in table and all(isinstance(text, str) for text in table.values()) for table in tables
    )


def markdown_list(terms: tuple[Term, ...], language: str) -> str:
    """The glossary page's entries as Markdown, each under its anchor, in the table's order."""
    parts = []
    for term in terms:
        others = [f'<span lang="{tag}">{name}</span>' for tag, name in term.names.items() if name != term.name(language)]
        beside = f" <small>{', '.join(others)}</small>" if others else ""
        parts.append(f"### {term.name(language)}{beside} {{ #{term.id} }}\n\n{term.text(language)}\n")
    return "\n".join(parts)


class Tooltips(AbbrTreeprocessor):
    """Explains each term where a page names it first. Han text has no word boundaries to look for."""

    def __init__(self, md: Markdown, terms: tuple[Term, ...], language: str) -> None:
        super().__init__(md, {term.name(language): _plain(term.text(language)) for term in terms})

    def run(self, root: Element) -> None:
        if not self.abbrs or any(element.get("id") == "glossary" for element in root.iter("h1")):
            return
        longest_first = sorted(self.abbrs, key=len, reverse=True)
        self.RE = re.compile("|".join(re.escape(t) if _HAN.search(t) else rf"\b{re.escape(t)}\b" for t in longest_first))
        for block in root:
            if block.tag not in _HEADINGS:
                self.iter_element(block)
        seen: set[str] = set()
        for element in root.iter("abbr"):
            if element.text in seen:
                element.tag = "span"
                del element.attrib["title"]
            seen.add(element.text or "")


def _plain(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", text)
