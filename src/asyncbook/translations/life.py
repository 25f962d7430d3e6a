"""What is wrong with a page apart from its text: its place, its front matter, its pin, its age."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..mistakes import shown
from . import frontmatter
from .findings import Finding, Place
from .frontmatter import FrontMatter
from .pins import PIN
from .sections import Change, Section, sections
from .status import Status
from .tree import ENGLISH, Unreadable, markdown

KEYS = (*frontmatter.OURS, "title", "description", "hide", "icon", "template", "status", "subtitle", "tags", "search")
"""What a page may say of itself: to us, to MkDocs and to Material."""

_NO_TEXT = ("notebook-broken", "frontmatter-open")
"""What hides where the text of a page begins."""

_MERGE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?$")


def close(word: str, known: Iterable[str]) -> str:
    """The known words that *word* may have been meant to be: the nearest, or all of a few."""
    words = list(known)
    found = difflib.get_close_matches(word, words, n=1, cutoff=0.5) or words
    return ", ".join(f"`{one}`" for one in found[:12]) + ", …" * (len(found) > 12)


def unreadable(status: Status, language: str, page: str) -> Finding | None:
    """Why a page cannot be checked at all: it is no text, or two versions of it are mixed."""
    place = _place(status, language, page)
    try:
        text = status.tree.read(language, page)
    except Unreadable as error:
        return Finding(error.code, Place(place.path, error.line), values=error.values)
    for number, line in enumerate(text.split("\n"), 1):
        if line[:7] in ("<<<<<<<", ">>>>>>>", "|||||||") and _MERGE.match(line.rstrip()):
            return Finding("merge-marks", Place(place.path, number, line.rstrip()))
    return None


def findings(status: Status, language: str, page: str) -> Iterator[Finding]:
    """What is wrong with *page*, which can be read."""
    place = _place(status, language, page)
    if page not in status.tree.english:
        yield Finding("orphan", place, values={"nearest": close(page, status.tree.english)})
    own = status.front_matter(language, page)
    if own.error:
        yield Finding(own.error, Place(place.path, own.error_line), values=own.values)
        return
    yield from _keys(status, page, own, place)
    if page in status.tree.english:
        yield from _pin(status, language, page, own, place)


def textless(found: Iterable[Finding]) -> Finding | None:
    """Which of these findings hides where the text of a page begins, so that nothing can be said of the text."""
    return next((finding for finding in found if finding.code in _NO_TEXT), None)


def missing(status: Status, language: str, page: str) -> Finding:
    """That *page* is not translated."""
    return Finding("missing", _place(status, language, page), _place(status, ENGLISH, page), error=False)


def _keys(status: Status, page: str, own: FrontMatter, place: Place) -> Iterator[Finding]:
    english = status.front_matter(ENGLISH, page).entries if page in status.tree.english else {}
    for key, entry in own.entries.items():
        here = Place(place.path, entry.line, f"{key}: {_yaml(entry.value)}")
        if key not in KEYS and key not in english:
            yield Finding("frontmatter-key", here, values={"key": key, "nearest": close(key, KEYS)})
        elif expected := _expected(key, entry.value):
            yield Finding("frontmatter-value", here, values={"key": key, "value": _yaml(entry.value), "expected": expected})
        elif key == frontmatter.TRANSLATORS and not own.translators:
            yield Finding("translators-empty", here, error=False)


def _yaml(value: Any) -> str:
    return {True: "true", False: "false", None: ""}.get(value, str(value)) if not isinstance(value, (list, dict)) else str(value)


def _expected(key: str, value: Any) -> str:
    """What *key* should hold; empty where *value* will do."""
    if key == frontmatter.REVIEW:
        return "" if value == "needed" else "needed"
    if key == frontmatter.MACHINE:
        return "" if isinstance(value, bool) else "true"
    if key == frontmatter.TRANSLATORS:
        names = value if isinstance(value, list) else [value]
        return "" if all(isinstance(name, str) and name.strip() for name in names) else '["@you"]'
    return ""


def _pin(status: Status, language: str, page: str, own: FrontMatter, place: Place) -> Iterator[Finding]:
    here = Place(place.path, own.line(frontmatter.SOURCE), f"source: {own.source}" if own.source else "")
    if not own.source:
        yield Finding("pin-missing", here)
    elif not PIN.fullmatch(own.source):
        yield Finding("pin-malformed", here, values={"pin": own.source})
    elif own.source != status.english_pin(page):
        yield from _unknown_pin(status, page, own.source, here) or _outdated(status, language, page, here)


def _unknown_pin(status: Status, page: str, pin: str, here: Place) -> list[Finding]:
    """Where all history is at hand, a pin is that of a text which this page had at some time."""
    history = status.history
    if not history.whole or page not in history.texts or pin in history.texts[page]:
        return []
    other = history.page_of(pin)
    if other and other in status.tree.english:
        return [Finding("pin-of-other-page", here, values={"other": other})]
    return [] if other else [Finding("pin-unknown", here)]


def _outdated(status: Status, language: str, page: str, here: Place) -> Iterator[Finding]:
    row, there = status.row(language, page), _place(status, ENGLISH, page)
    when = {"day": row.since.isoformat() if row.since else ""}
    if not row.changes:
        yield Finding("outdated-unknown" if row.changes is None else "outdated-above", here, there, False, values=when)
    own = {one.id: one for one in sections(markdown(page, status.tree.read(language, page)))}
    for change in row.changes or ():
        values = when | {"title": change.title}
        english = Place(there.path, change.new.line, _heading(change.new)) if change.new else None
        yield Finding(f"section-{change.kind}", _section(own, status, page, change, here), english, False, values=values)


def _section(own: dict[str, Section], status: Status, page: str, change: Change, here: Place) -> Place:
    """Where a changed section stands in the translation; a new one, after which section it belongs."""
    if section := own.get(change.id):
        return Place(here.path, section.line, _heading(section))
    before = [one.id for one in sections(markdown(page, status.english(page))) if change.new and one.line < change.new.line]
    last = next((own[id] for id in reversed(before) if id in own), None)
    return Place(here.path, last.line if last else here.line)


def _heading(section: Section) -> str:
    return section.title if section.id == section.title else f"{section.title} {{ #{section.id} }}"


def _place(status: Status, language: str, page: str) -> Place:
    return Place(shown(status.tree.path(language, page)), 1)
