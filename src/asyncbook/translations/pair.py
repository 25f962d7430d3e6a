"""One page in two languages, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ..mistakes import shown
from .findings import Place
from .markdown import Part, parts


@lru_cache(maxsize=1024)
def parsed(text: str) -> list[Part]:
    """The parts of a page, which is read once however often it is compared. Nobody changes the list."""
    return parts(text)


@dataclass(frozen=True)
class Pair:
    """The texts of *page* (``lessons/threads.md``) in English and in *language*; *root* is the project's folder."""

    root: Path
    language: str
    page: str
    english: str
    own: str

    @cached_property
    def english_parts(self) -> list[Part]:
        return parsed(self.english)

    @cached_property
    def own_parts(self) -> list[Part]:
        return parsed(self.own)

    def here(self, line: int, text: str = "") -> Place:
        """A place on the translated page."""
        return Place(shown(self.root / "docs" / self.language / self.page), line, text)

    def there(self, line: int, text: str = "") -> Place:
        """A place on the English page."""
        return Place(shown(self.root / "docs" / "en" / self.page), line, text)
