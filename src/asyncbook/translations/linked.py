"""Links that lead nowhere, on the pages of every language, English included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..glossary import FOLDER
from ..mistakes import Mistake
from . import links, places, terms
from .pair import Pair
from .tree import ENGLISH, Tree, Unreadable, markdown


def mistakes(root: Path) -> list[Mistake]:
    """Every link to a page or a heading that is not there."""
    tree = Tree(root)
    return [mistake for language in (ENGLISH, *tree.languages) for mistake in _of(tree, language)]


def _of(tree: Tree, language: str) -> Iterator[Mistake]:
    explained = [term.id for term in terms.load(tree.root / FOLDER) if term.text(language)]
    site = places.site(tree, language, explained)
    for page in tree.pages(language):
        try:
            text = markdown(page, tree.read(language, page))
        except Unreadable:
            continue  # told elsewhere
        for found in links.findings(Pair(tree.root, language, page, text, text), site):
            nearest = found.values.get("nearest", "")
            expected = repr(nearest) if nearest else "a target that there is"
            yield Mistake(found.here.path, found.here.line, f"a link to {found.values['target']!r}, which there is not", expected)
