"""The pages of the book, as they are checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from asyncbook.translations.pair import Pair
from asyncbook.translations.tree import Tree, markdown

ROOT = Path(__file__).resolve().parents[2]
TREE = Tree(ROOT)
CHINESE = TREE.pages("zh")


@cache
def text_of(language: str, page: str) -> str:
    """A page as Markdown, as every check reads it."""
    return markdown(page, TREE.read(language, page))


def pair(own: str, english: str = "", *, language: str = "zh", page: str = "page.md") -> Pair:
    """A page in two languages."""
    return Pair(ROOT, language, page, english, own)


def pair_of(page: str, own: str | None = None, language: str = "zh") -> Pair:
    """A page of the book, with its translation as it stands or as *own*."""
    return Pair(ROOT, language, page, text_of("en", page), text_of("zh", page) if own is None else own)
