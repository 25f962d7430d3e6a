"""The book as it stands on this machine: snippets, Pythons, and the recordings of one on the other."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from functools import cache
from pathlib import Path

from . import pythons
from .mistakes import Mistake
from .pool import NotRun, Pool
from .recordings import Recording, Store
from .snippets import Library, Snippet, load, missing_output
from .verdict import verdict

log = logging.getLogger("mkdocs.plugins.asyncbook")


class Book:
    """*root* is the project's folder. Nothing runs until it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = root / ".cache"
        self.store = Store(self.cache / "recordings")
        self.pool = Pool(self.store, self.cache / "environments", log.warning)
        self.pythons = pythons.find(self.cache / "pythons.json")
        self.reference = pythons.reference(self.pythons)
        self.library: Library = load(root / "snippets")

    def reload(self) -> list[Snippet]:
        """Read the snippets again; those that are new or changed."""
        before, self.library = self.library, load(self.root / "snippets")
        self.pool.forget(self.library.snippets.values(), self.reference)
        return [s for name, s in self.library.snippets.items() if before.snippets.get(name) != s]

    def ask(self, snippet: Snippet) -> Future[Recording | NotRun]:
        """The recording of *snippet* on the reference Python, now or soon."""
        return self.pool.submit(snippet, self.reference)

    def mistakes(self, snippet: Snippet) -> list[Mistake]:
        """What is wrong with *snippet*; waits for its recording."""
        answer = self.ask(snippet).result()
        return verdict(snippet, answer) if isinstance(answer, Recording) else missing_output(snippet)


@cache
def book_at(root: Path) -> Book:
    """The one Book of *root* in this process."""
    return Book(root)
