"""How each page stands in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from . import frontmatter
from .frontmatter import FrontMatter
from .history import History, history, texts
from .pins import pin
from .sections import Change, changes
from .tree import ENGLISH, Tree, Unreadable, markdown

STATES = ("ok", "outdated", "missing", "review", "orphan")


@dataclass(frozen=True)
class Row:
    """One page in one *language*. Its *state* is one of

    - ``ok``: made from the English text of today;
    - ``outdated``: made from an older one. *changes* are the sections that are otherwise now, None where git does not
      have the older text; *since* is the day on which it was replaced, None where git does not know;
    - ``missing``: not translated;
    - ``review``: in step, but to be read by someone; or nothing says which text it was made from, or it cannot be read;
    - ``orphan``: there is no such English page.

    *review* and *machine* are what the page itself says, in any state; *pin* is empty where it has none.
    """

    language: str
    page: str
    state: str
    changes: tuple[Change, ...] | None = ()
    since: date | None = None
    translators: tuple[str, ...] = ()
    pin: str = ""
    review: bool = False
    machine: bool = False


def status(root: Path, languages: tuple[str, ...] | None = None) -> tuple[Row, ...]:
    """Every page of *languages* (all, if not given): language by language, pages in reading order, orphans last.

    Git is asked only what became of texts that are no longer those of today; without it, *changes* are None.
    """
    return tuple(row for language in languages or Tree(root).languages for row in Status(Tree(root)).rows(language))


@dataclass(frozen=True)
class Status:
    """What a tree's pages were made from. One serves for all of them: English is read, and git asked, once."""

    tree: Tree
    _english: dict[str, str] = field(default_factory=dict)
    _own: dict[tuple[str, str], FrontMatter] = field(default_factory=dict)

    @cached_property
    def history(self) -> History:
        return history(self.tree.root)

    @cached_property
    def old_texts(self) -> dict[str, str]:
        """The English texts that translations were made from and that are not those of today, by pin."""
        tree = self.tree
        pins = {
            source
            for language in tree.languages
            for page in tree.pages(language)
            if page in tree.english and (source := self.front_matter(language, page).source) != self.english_pin(page)
        }
        return texts(pins, tree.root)

    def english(self, page: str) -> str:
        """The English text of today; empty where it cannot be read."""
        if page not in self._english:
            try:
                self._english[page] = self.tree.read(ENGLISH, page)
            except Unreadable:
                self._english[page] = ""
        return self._english[page]

    def english_pin(self, page: str) -> str:
        return pin(self.english(page))

    def front_matter(self, language: str, page: str) -> FrontMatter:
        """What a translated page says of itself; its *error* is a message's name where it cannot be read at all."""
        if (language, page) not in self._own:
            try:
                found = frontmatter.read(page, self.tree.read(language, page))
            except Unreadable as error:
                found = FrontMatter(error=error.code, error_line=error.line, values=error.values)
            self._own[language, page] = found
        return self._own[language, page]

    def rows(self, language: str) -> Iterator[Row]:
        own = self.tree.pages(language)
        for page in self.tree.english:
            yield self.row(language, page) if page in own else Row(language, page, "missing")
        for page in own:
            if page not in self.tree.english:
                yield self.row(language, page)

    def row(self, language: str, page: str) -> Row:
        """How a page stands that *language* has."""
        own = self.front_matter(language, page)
        state, changed, since = self._standing(page, own) if page in self.tree.english else ("orphan", (), None)
        return Row(language, page, state, changed, since, own.translators, own.source, own.review, own.machine)

    def _standing(self, page: str, own: FrontMatter) -> tuple[str, tuple[Change, ...] | None, date | None]:
        if not own.source:
            return "review", (), None
        if own.source == self.english_pin(page):
            return ("review" if own.review else "ok"), (), None
        old = self.old_texts.get(own.source)
        changed = None if old is None else tuple(changes(markdown(page, old), markdown(page, self.english(page))))
        return "outdated", changed, self.history.replaced.get(own.source)
