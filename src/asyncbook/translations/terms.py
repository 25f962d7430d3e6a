"""The glossary: one table of terms for each language, in ``config/glossary/<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..mistakes import Mistake, nearest, not_utf8, shown

ENGLISH = "en"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXT, _LIST = 'text in quotes, such as "…"', 'a list of texts, such as ["…", "…"]'


@dataclass(frozen=True, slots=True)
class Word:
    """One row of a language's table: the agreed *word* and its *text* (empty: it is not explained to readers).

    *also* may stand for it in a sentence, *banned* must not, *unless* as a part of these; *reason* says why
    this word. *line* is where the row stands in its file.
    """

    word: str
    text: str = ""
    also: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    reason: str = ""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """One idea: its *id* (the anchor on the glossary page) and its word in each language that has one."""

    id: str
    words: dict[str, Word]

    def name(self, language: str) -> str:
        return self.word(language).word

    def text(self, language: str) -> str:
        """What it means, in English where *language* does not say; empty, if it is not explained to readers."""
        return self.word(language).text or self.words[ENGLISH].text

    def word(self, language: str) -> Word:
        return self.words.get(language, self.words[ENGLISH])


def load(folder: Path) -> tuple[Term, ...]:
    """The terms that can be used, in the order of the English table; none where there is no table."""
    return _read(folder)[0]


def mistakes(folder: Path) -> tuple[Mistake, ...]:
    """What is wrong with the tables."""
    return _read(folder)[1]


def path_of(folder: Path, language: str) -> Path:
    return folder / f"{language}.toml"


def _read(folder: Path) -> tuple[tuple[Term, ...], tuple[Mistake, ...]]:
    if folder.is_file():
        return (), (
            Mistake(
                shown(folder), 1, "a file", "a folder with one table for each language", f"move it to {shown(folder / 'en.toml')}"
            ),
        )
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.stem != ENGLISH, path.stem))
    return _parsed(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=8)
def _parsed(files: tuple[tuple[Path, int], ...]) -> tuple[tuple[Term, ...], tuple[Mistake, ...]]:
    tables = [_Table(path) for path, _ in files]
    words = {table.language: table.words() for table in tables}
    english = words.get(ENGLISH, {})
    for table in tables:
        table.foreign(english)
        table.contradictions(words[table.language])
    terms = (Term(id, {language: of[id] for language, of in words.items() if id in of}) for id in english)
    return tuple(terms), tuple(mistake for table in tables for mistake in table.wrong)


class _Table:
    """One language's file while it is read; *wrong* collects what a person has to mend in it."""

    def __init__(self, path: Path) -> None:
        self.path, self.language = path, path.stem
        self.key = "term" if self.language == ENGLISH else "translation"
        self.wrong: list[Mistake] = []
        self.lines: list[str] = []
        self.rows = self._toml()

    def _toml(self) -> dict[str, Any]:
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
            self.lines = text.splitlines()
            return tomllib.loads(text)
        except UnicodeDecodeError as error:
            self.wrong.append(not_utf8(self.path, error))
        except OSError as error:
            self._told(1, error.strerror or str(error), "a file that can be read", "")
        except (ValueError, RecursionError) as error:
            reason, _, place = str(error).partition(" (at line ")
            line = int(place.split(",")[0]) if place[:1].isdigit() else len(self.lines) or 1
            twice = re.search(r"Cannot (?:declare|overwrite)", reason)
            mend = "give each term one table, [id], and each key one line" if twice else ""
            self._told(line, f"broken TOML: {reason}", "key = value, text in quotes", mend)
        return {}

    def _told(self, line: int, found: str, expected: str, mend: str) -> None:
        self.wrong.append(Mistake(shown(self.path), line, found, expected, mend))

    def line(self, id: str, key: str = "") -> int:
        """Where the table *id*, or its *key*, stands in the file."""
        head = re.compile(rf"""\s*\[\s*["']?{re.escape(id)}["']?\s*\]|\s*["']?{re.escape(id)}["']?\s*[.=]""")
        row = next((n for n, text in enumerate(self.lines, 1) if head.match(text)), 1)
        below = enumerate(self.lines[row:], row + 1) if key else ()
        for n, text in below:
            if re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", text):
                return n
            if text.lstrip().startswith("["):
                break
        return row

    def words(self) -> dict[str, Word]:
        return {id: word for id, row in self.rows.items() if (word := self._word(id, row))}

    def _word(self, id: str, row: Any) -> Word | None:
        before, line = len(self.wrong), self.line(id)
        if not _ID.fullmatch(id):
            self._told(
                line,
                f"the id {id!r}",
                "small letters, digits and hyphens",
                "it is the anchor on the glossary page, in every language",
            )
        if not isinstance(row, dict):
            self._told(line, f"{id} is {row!r}", f'a table: [{id}] and below it {self.key} = "…"', "")
            return None
        known: dict[str, tuple[Callable[[Any], bool], str]] = {self.key: (_is_text, _TEXT), "text": (_is_text, _TEXT)}
        if self.language != ENGLISH:
            known |= {
                "reason": (_is_text, _TEXT),
                "also": (_is_list, _LIST),
                "banned": (_is_list, _LIST),
                "unless": (_is_list, _LIST),
            }
        for key, value in row.items():
            if key not in known:
                self._told(self.line(id, key), f"{id} has the key {key!r}", nearest(key, known), "")
            elif not known[key][0](value):
                self._told(self.line(id, key), f"{key} = {value!r} in {id}", known[key][1], "")
        for key in known.keys() & {self.key, "reason"} - row.keys():
            self._told(line, f"{id} has no {key}", f'{key} = "…"', _WHY[key])
        if len(self.wrong) > before:
            return None
        lists = {key: tuple(row.get(key, ())) for key in ("also", "banned", "unless")}
        return Word(row[self.key], row.get("text", ""), **lists, reason=row.get("reason", ""), line=line)

    def foreign(self, english: dict[str, Word]) -> None:
        """Rows of terms that English does not have."""
        if not english and self.language != ENGLISH:
            return
        for id in self.rows.keys() - english.keys():
            if self.language != ENGLISH and id in self.rows:
                self._told(
                    self.line(id),
                    f"the term {id!r}, which en.toml does not have",
                    nearest(id, english),
                    "add it there, or delete it here",
                )

    def contradictions(self, words: dict[str, Word]) -> None:
        """The same word in two rows, and words that one row bans and another one uses."""
        seen: dict[str, str] = {}
        for id, word in words.items():
            other = seen.setdefault(word.word.casefold(), id)
            both_explained = bool(word.text and words[other].text)
            if other != id and (self.language == ENGLISH or both_explained):
                self._told(
                    self.line(id, self.key),
                    f"{self.key} {word.word!r} of {id} is that of {other} too",
                    "each of them once",
                    "make one row of the two",
                )
        for id, word in words.items():
            for banned, (other, used) in ((banned, use) for banned in word.banned for use in _uses(words)):
                if banned in used:
                    self._told(
                        self.line(id, "banned"),
                        f"{id} bans {banned!r}, which {other} uses in {used!r}",
                        "a word that no row uses",
                        "delete it from one of the two",
                    )


_WHY = {
    "term": "it is what the pages call it",
    "translation": "without it, delete the row: the English term is used then",
    "reason": "it says why this word, for the next person who doubts it",
}


def _uses(words: dict[str, Word]) -> Iterator[tuple[str, str]]:
    return ((id, used) for id, word in words.items() for used in (word.word, *word.also))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))
