"""What a page may link to: the pages and ids of its language, and the English ones behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from .links import Site, ids
from .pair import parsed
from .tree import ENGLISH, PAGES, Tree, Unreadable, markdown


class Ids(Mapping[str, Collection[str]]):
    """The ids on each page that *language* has itself. A page is read when it is first asked for."""

    def __init__(self, tree: Tree, language: str, glossary: Collection[str]) -> None:
        self.tree, self.language, self.glossary = tree, language, glossary
        self.pages = dict.fromkeys(tree.pages(language))
        self.known: dict[str, Collection[str]] = {}

    def __getitem__(self, page: str) -> Collection[str]:
        if page not in self.pages:
            raise KeyError(page)
        if page not in self.known:
            self.known[page] = self._read(page)
        return self.known[page]

    def _read(self, page: str) -> Collection[str]:
        try:
            text = self.tree.read(self.language, page)
        except Unreadable:
            return ()
        return ids(parsed(markdown(page, text)), self.glossary)

    def __contains__(self, page: object) -> bool:
        return page in self.pages

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


def site(tree: Tree, language: str, glossary: Collection[str]) -> Site:
    """What pages in *language* may link to; *glossary* are the ids on the page of the glossary."""
    files = {name for folder in (ENGLISH, language) for name in _files(tree.root / "docs" / folder)}
    return Site(Ids(tree, language, glossary), Ids(tree, ENGLISH, glossary), files)


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.suffix not in PAGES and path.is_file():
            yield path.relative_to(folder).as_posix()
