"""The book as it stands on this machine: snippets, Pythons, and the recordings of one on the other."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from functools import cache
from pathlib import Path

from . import pythons, versions
from .mistakes import Mistake
from .pool import NotRun, Pool
from .pythons import Python
from .recordings import Recording, Store
from .snippets import Library, Snippet, load, missing_output
from .verdict import misbehaviour, verdict, worth_keeping

log = logging.getLogger("mkdocs.plugins.asyncbook")


class Book:
    """*root* is the project's folder. Nothing runs until it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = root / ".cache"
        self.store = Store(self.cache / "recordings")
        self.pool = Pool(self.store, self.cache / "environments", log.warning, worth_keeping)
        self.pythons = pythons.find(self.cache / "pythons.json")
        self.reference = pythons.reference(self.pythons)
        self.library: Library = load(root / "snippets")
        self.committed, self.damaged = versions.load(self.versions_path)
        self.run_all = False  # whether programs are run on more than the reference Python

    @property
    def versions_path(self) -> Path:
        """The committed outcomes."""
        return self.root / "snippets" / versions.FILE

    def reload(self) -> list[Snippet]:
        """Read the snippets again; those that are new or changed."""
        before, self.library = self.library, load(self.root / "snippets")
        self.committed, self.damaged = versions.load(self.versions_path)
        self.pool.forget(self.library.snippets.values(), self.reference)
        return [s for name, s in self.library.snippets.items() if before.snippets.get(name) != s]

    def ask(self, snippet: Snippet) -> Future[Recording | NotRun]:
        """The recording of *snippet* on the reference Python, now or soon."""
        return self.pool.submit(snippet, self.reference, events=True)

    def others(self, snippet: Snippet) -> list[Python]:
        """The Pythons of this machine that the header of *snippet* admits, without the reference."""
        return [python for python in self.pythons if python != self.reference and snippet.header.admits(python.version)]

    def ask_others(self, snippet: Snippet) -> list[Future[Recording | NotRun]]:
        """The recordings of *snippet* on every other Python that its versions table covers, now or soon."""
        return [self.pool.submit(snippet, python) for python in self.others(snippet)]

    def recordings(self, snippet: Snippet) -> dict[str, Recording]:
        """The recording on each Python, oldest first; those on others than the reference if they were made."""
        answers = [self.ask(snippet).result()] if self.reference else []
        if self.run_all:
            answers += [future.result() for future in self.ask_others(snippet)]
        else:
            answers += [kept for python in self.others(snippet) if (kept := self.pool.kept(snippet, python))]
        found = {versions.measured(answer).minor: answer for answer in answers if isinstance(answer, Recording)}
        return {minor: found[minor] for minor in versions.ordered({m: versions.measured(r) for m, r in found.items()})}

    def did(self, snippet: Snippet) -> versions.Table:
        """What *snippet* did on every Python: as recorded here, else as committed."""
        found = {minor: versions.measured(recording) for minor, recording in self.recordings(snippet).items()}
        return versions.ordered(self.committed.get(snippet.name, {}) | found)

    def kept_versions(self, snippet: Snippet, found: list[versions.Did]) -> versions.Table:
        """The table to commit: what is committed, with what was *found* otherwise here."""
        committed = self.committed.get(snippet.name, {})
        admitted = [minor for minor in committed if snippet.header.admits(committed[minor].python)]
        return versions.updated(committed, found, admitted)

    def version_mistakes(self, snippet: Snippet) -> list[Mistake]:
        """Where versions.json says something else of *snippet* than the Pythons here do, leaving out what it should not do."""
        made = self.recordings(snippet).values()
        found = [versions.measured(recording) for recording in made if not misbehaviour(snippet, recording)]
        committed = self.committed.get(snippet.name, {})
        return versions.differences(self.versions_path, snippet.name, committed, self.kept_versions(snippet, found))

    def mistakes(self, snippet: Snippet) -> list[Mistake]:
        """What is wrong with *snippet*; waits for its recording."""
        answer = self.ask(snippet).result()
        return verdict(snippet, answer) if isinstance(answer, Recording) else missing_output(snippet)


@cache
def book_at(root: Path) -> Book:
    """The one Book of *root* in this process."""
    return Book(root)
