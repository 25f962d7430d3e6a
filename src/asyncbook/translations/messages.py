"""What is said to people, in English or Chinese: one table for each kind of finding, in ``messages/*.<language>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .findings import Finding

LANGUAGES = ("en", "zh")
FOLDER = Path(__file__).with_name("messages")


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class Told:
    """*what* was found, *why* it matters, how to *mend* it; the last two may be empty."""

    what: str
    why: str
    mend: str


@dataclass(frozen=True)
class Messages:
    """The messages in one language."""

    language: str

    def told(self, finding: Finding, language: str, page: str) -> Told:
        """What to say of *finding* on *page* in *language*."""
        day = finding.values.get("day")
        when = self.say("when", day=day) if day else ""
        values = {"language": language, "page": page, "when": when} | finding.values
        table = tables(self.language)[finding.code]
        return Told(*(filled(table.get(key, ""), values) for key in ("what", "why", "mend")))

    def say(self, word: str, /, **values: object) -> str:
        """A sentence of the commands' own."""
        return filled(tables(self.language)["words"][word], {key: str(value) for key, value in values.items()})


def filled(text: str, values: Mapping[str, str]) -> str:
    """*text* with *values* in the place of their names."""
    return text.format_map(_Values(values))


@cache
def tables(language: str) -> dict[str, dict[str, str]]:
    """Every message in *language* by the code of its finding."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob(f"*.{language}.toml")):
        for code, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(code, {}).update(table)
    return found
