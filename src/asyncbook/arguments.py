"""What the arguments of a command name: the book, its programs, files of one's own, a Python."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from click import ClickException

from .book import Book, book_at
from .mistakes import Mistake, nearest, shown
from .pythons import Python
from .snippets import Snippet, read


def find_book(names: tuple[str, ...]) -> Book:
    """The book around this folder; files of one's own, which *names* may be, need none."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / "snippets").is_dir()), None)
    if root:
        return book_at(root)
    if not names:
        raise ClickException("there is no book here; expected a folder with the folder snippets in it, or below one")
    # nothing is left here: what is learnt goes to the user's cache
    return book_at(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "asyncbook")


def find_snippets(book: Book, names: tuple[str, ...], one: Callable[[Book, str], Snippet]) -> list[Snippet]:
    """The snippets *names*, a folder standing for those in it; every snippet, if there are no names."""
    every = list(book.library.snippets.values())
    return [snippet for name in names for snippet in _named(book, name, one)] if names else every


def _named(book: Book, name: str, one: Callable[[Book, str], Snippet]) -> list[Snippet]:
    below = name.removeprefix("snippets/")
    if not (book.library.root / below).is_dir():
        folders = {known.split("/")[0] for known in book.library.snippets if "/" in known}
        below = below.rstrip("/")
        if "/" not in below and not Path(name).exists() and get_close_matches(below, folders, 1):
            raise ClickException(f"there is no folder {name!r}; expected {nearest(below, folders)}")
        return [one(book, name)]
    found = [snippet for known, snippet in book.library.snippets.items() if PurePosixPath(below) in PurePosixPath(known).parents]
    if not found and not unread(book, (name,)):
        raise ClickException(f"there is no program of the book in the folder {name!r}; name files of your own one by one")
    return found


def unread(book: Book, names: tuple[str, ...]) -> list[Mistake]:
    """What is wrong with the files *names*, and with those in the folders among them; with all, if there are no names."""
    asked = [shown(book.library.root / name.removeprefix("snippets/").removesuffix(".py")).rstrip("/") for name in names]
    places = tuple(f"{place}{end}" for place in asked for end in ("/", ".py"))
    return [mistake for mistake in book.library.mistakes if not names or mistake.path.startswith(places)]


def find_snippet(book: Book, name: str) -> Snippet:
    """The snippet *name*: of the book, or any .py file. Raises ClickException where there is none."""
    known = name.removeprefix("snippets/").removesuffix(".py")
    if found := book.library.snippets.get(known):
        return found
    inside = book.library.root / f"{known}.py"
    path = inside if inside.is_file() else Path(name)  # what is no snippet yet has a mistake that says why
    if not book.library.snippets and not path.is_file():
        raise ClickException(f"there is no file {name!r}; expected a .py file")
    if path.is_dir() or (not path.is_file() and (book.library.root / known).is_dir()):
        raise ClickException(f"there is no snippet {name!r}, but a folder; expected one of its programs")
    if path.suffix != ".py" or not path.is_file():
        raise ClickException(f"there is no snippet {name!r}; expected {nearest(name, book.library.snippets)}, or a .py file")
    snippet, mistakes = read(path)
    if snippet is None:
        raise ClickException("\n".join(map(str, mistakes)))
    return snippet


def find_python(book: Book, wanted: str | None) -> Python:
    """The Python of the version *wanted*, such as 3.9 or 3.9.25; the reference if none is."""
    if wanted is None and book.reference:
        return book.reference
    found = [python for python in book.pythons if wanted in (python.minor, python.version)]
    if not found:
        have = ", ".join(python.version for python in book.pythons) or "none"
        raise ClickException(f"there is no Python {wanted or '3.11 or newer'} here; found: {have}")
    return found[-1]


def to_run(book: Book, name: str, timeout: float | None = None) -> Snippet:
    """The snippet *name*; a person's own file may import what lies beside it."""
    chosen = find_snippet(book, name)
    if chosen is not book.library.snippets.get(chosen.name):
        beside = sorted(chosen.path.resolve().parent.glob("*.py"))
        helpers = (path for path in beside if path.name != chosen.path.name and path.is_file() and os.access(path, os.R_OK))
        chosen = replace(chosen, helpers=tuple(helpers))
    return replace(chosen, header=replace(chosen.header, timeout=timeout)) if timeout else chosen


def to_run_on_all(book: Book, name: str) -> Snippet:
    """The snippet *name*; a person's own file that says nothing else is run on every Python."""
    chosen = to_run(book, name)
    if chosen is book.library.snippets.get(chosen.name) or "requires-python" in chosen.source:
        return chosen
    return replace(chosen, header=replace(chosen.header, pythons=chosen.header.pythons or ">=3.6"))
