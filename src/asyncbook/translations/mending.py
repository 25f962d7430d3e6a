"""``asyncbook translations fix``: mends what a program can, and shows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from ..mistakes import shown
from . import life, typography
from .asked import Asked
from .check import Check
from .findings import Finding
from .fix import fixed as structural
from .notebook import with_lines
from .screen import Screen
from .status import Status
from .tree import ENGLISH
from .writing import write_all

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def mend(screen: Screen, asked: Asked, pages: Sequence[tuple[str, str]], *, dry_run: bool) -> None:
    """Mend *pages* and show how they differ; with *dry_run* nothing is written."""
    check, texts = Check(asked.tree), dict[Path, str]()
    for language, page in pages:
        path = asked.tree.path(language, page)
        if not path.exists() or page not in asked.tree.english:
            continue
        if why := _hindered(check.status, language, page):
            told = asked.messages.told(why, language, page)
            screen.line(Text(asked.messages.say("not_fixed", path=why.here.path, why=told.what)))
            continue
        before, after = asked.tree.read(language, page), fixed(check, language, page)
        if before != after:
            texts[path] = after
            _show(screen, shown(path), before, after)
    if not dry_run:
        write_all(texts)
    for path in texts:
        screen.line(Text(asked.messages.say("would_fix" if dry_run else "fixed", path=shown(path))))
    if not texts:
        screen.line(Text(asked.messages.say("nothing_to_fix", pages=len(pages))))


def _hindered(status: Status, language: str, page: str) -> Finding | None:
    """Why nothing of *page* can be mended."""
    broken = life.unreadable(status, language, page) or life.unreadable(status, ENGLISH, page)
    return broken or life.textless(life.findings(status, language, page))


def fixed(check: Check, language: str, page: str) -> str:
    """The text of a page with everything mended that a program can mend. One that is only outdated keeps its
    structure: it is that of the text which it was made from."""
    pair = check.pair(language, page)
    text = typography.fixed(pair.own if check.keeps_older(pair) else structural(pair), language)
    return with_lines(check.tree.read(language, page), pair.own, text) if page.endswith(".ipynb") else text


def _show(screen: Screen, name: str, before: str, after: str) -> None:
    for line in _diff(name, before, after):
        screen.line(Text(line, _STYLES.get(line[:1], "")))


def _diff(name: str, before: str, after: str) -> Iterator[str]:
    old, new = (text.replace("\r\n", "\n").split("\n") for text in (before, after))
    yield from difflib.unified_diff(old, new, name, name, lineterm="", n=1)
