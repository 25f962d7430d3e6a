"""A mistake in content is told in one sentence: where, what, what instead, how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that a person has to mend.

    *path* is shown as given, *line* counts from 1. *mend* is a command or an instruction.
    """

    path: str
    line: int
    found: str
    expected: str
    mend: str = ""

    def __str__(self) -> str:
        parts = [self.found, f"expected {self.expected}", self.mend]
        return f"{self.path}:{self.line}: " + "; ".join(part for part in parts if part)


class ContentError(Exception):
    """Content that cannot be used as it stands; *mistakes* says why."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that *word* was probably meant to be, or all of them."""
    words = sorted(known)
    if not words:
        return "one that there is; there are none yet"
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    if close:
        return repr(close[0])
    return "one of " + ", ".join(words) if len(words) <= 16 else f"one of the {len(words)} that there are"


def counted(number: int, word: str) -> str:
    """``1 mistake``, ``2 mistakes``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def not_utf8(path: Path, error: UnicodeDecodeError) -> Mistake:
    """What to say of a file that could not be decoded."""
    line = error.object[: error.start].count(b"\n") + 1
    return Mistake(shown(path), line, f"byte {error.object[error.start]:#04x} is not UTF-8", "a file saved as UTF-8")


def shown(path: Path) -> str:
    """*path* as a person would type it: relative to the current folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before 3.13
        return path.as_posix()
