"""The pages of the book in every language, as they lie in ``docs/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from ..mistakes import not_utf8, shown
from .notebook import as_markdown

ENGLISH = "en"
PAGES = (".md", ".ipynb")
LARGEST = 1_000_000
"""Bytes that a page may have: what is larger is no page that a person wrote."""


class Unreadable(ValueError):
    """A page that cannot be read; *code* names the message that tells why, *line* where."""

    def __init__(self, code: str, line: int = 1, **values: str) -> None:
        self.code, self.line, self.values = code, line, values
        super().__init__(code)


@dataclass(frozen=True)
class Tree:
    """The project whose folder is *root*. Pages are named by their path below a language's folder."""

    root: Path

    def path(self, language: str, page: str) -> Path:
        return self.root / "docs" / language / page

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those that are translated into: each has a ``config/<language>.yml``. By name."""
        names = {path.stem for path in (self.root / "config").glob("*.yml")} - {"base", ENGLISH}
        return tuple(sorted(name for name in names if (self.root / "docs" / name).exists()))

    @cached_property
    def english(self) -> tuple[str, ...]:
        """The English pages in reading order: those in the navigation, then others by name."""
        there = self.pages(ENGLISH)
        listed = dict.fromkeys(page for page in _nav(self.root / "config" / "en.yml") if page in there)
        return (*listed, *(page for page in there if page not in listed))

    def pages(self, language: str) -> tuple[str, ...]:
        """The pages that *language* has itself, by name."""
        folder = self.root / "docs" / language
        found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.suffix in PAGES)
        return tuple(page.as_posix() for page in found if not any(part.startswith(".") for part in page.parts))

    def read(self, language: str, page: str) -> str:
        """The text of a page as it lies there, its line ends included; Unreadable, if that is no text."""
        path = self.path(language, page)
        for folder in path.relative_to(self.root).parents:
            if (self.root / folder).is_file():
                raise Unreadable("file-for-folder", path=shown(self.root / folder))
        if path.is_dir():
            raise Unreadable("folder-for-file", path=shown(path))
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Unreadable("not-readable", reason=error.strerror or str(error)) from error
        if len(data) > LARGEST:
            raise Unreadable("page-too-large", size=f"{len(data) / 1e6:.1f}", largest=f"{LARGEST / 1e6:g}")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = not_utf8(path, error).line
            raise Unreadable("not-utf8", line, byte=f"{error.object[error.start]:#04x}") from error


def markdown(page: str, text: str) -> str:
    """The *text* of *page* as Markdown: a notebook's is that of its cells, line by line."""
    return as_markdown(text) if page.endswith(".ipynb") else text


def _nav(path: Path) -> Iterator[str]:
    """The pages that a navigation names, in its order. Tags of MkDocs' own are passed over."""
    try:
        config = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return  # MkDocs tells of it
    for key, value in config.value if isinstance(config, yaml.MappingNode) else ():
        if key.value == "nav":
            yield from _scalars(value)


def _scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    for one in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from _scalars(one[1] if isinstance(one, tuple) else one)
