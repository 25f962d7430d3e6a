"""Moving pins: of a page that was brought in step, and of pages that a typo fix leaves in step."""

from __future__ import annotations

from pathlib import Path

from ..mistakes import shown
from . import frontmatter
from .asked import Asked
from .check import Check, Checked
from .frontmatter import SOURCE, FrontMatterError
from .history import git
from .status import Status
from .writing import write_all

_MENDED = ("pin-missing", "pin-malformed", "pin-unknown", "pin-of-other-page")
_SETTLED = ("section-changed", "section-added", "section-removed", "outdated-above", "outdated-unknown")
"""What is settled by the new pin itself."""


def done(asked: Asked, language: str, page: str) -> tuple[Checked, list[str]]:
    """Pin *page* to the English text of today, unless it has errors: what was found, and what was done."""
    path = asked.tree.path(language, page)
    if not path.exists():
        raise asked.refused("no_such_page_in", language=language, page=page)
    check = Check(asked.tree)
    found = check.page(language, page, in_step=True).findings
    rest = tuple(one for one in found if one.code not in _MENDED and one.code not in _SETTLED)
    checked = Checked(language, page, rest)
    if checked.errors:
        return checked, [asked.messages.say("not_pinned", path=shown(path))]
    pin = check.status.english_pin(page)
    if check.status.front_matter(language, page).source == pin:
        return checked, [asked.messages.say("already_pinned", path=shown(path))]
    write_all({path: _pinned(asked, language, page, pin)})
    return checked, [asked.messages.say("pinned", path=shown(path), pin=pin[:12])]


def _pinned(asked: Asked, language: str, page: str, pin: str) -> str:
    try:
        return frontmatter.written(page, asked.tree.read(language, page), {SOURCE: pin})
    except FrontMatterError as error:
        raise asked.refused("cannot_pin", path=shown(asked.tree.path(language, page))) from error


def unchanged(asked: Asked, page: str) -> list[str]:
    """Pin anew every translation that was in step before the last change of the English *page*: what was done
    with each language, and why not."""
    status = Status(asked.tree)
    before = _text_before(asked, page, status.english_pin(page))
    texts: dict[Path, str] = {}
    told = []
    for language in asked.tree.languages:
        word = _why_not(status, language, page, before)
        path = asked.tree.path(language, page)
        if not word:
            texts[path] = _pinned(asked, language, page, status.english_pin(page))
        told.append(asked.messages.say(word or "repinned", path=shown(path), language=language, page=page))
    write_all(texts)
    return told


def _why_not(status: Status, language: str, page: str, before: str) -> str:
    """The message that tells why a translation is left alone; empty for one that was made from *before*."""
    if not status.tree.path(language, page).exists():
        return "left_missing"
    own = status.front_matter(language, page)
    if own.error:
        return "left_broken"
    if not own.source:
        return "left_no_pin"
    if own.source == status.english_pin(page):
        return "left_step"
    return "" if own.source == before else "left_outdated"


def _text_before(asked: Asked, page: str, today: str) -> str:
    """The pin of the English text before its last change: the committed one, or that before it if nothing is uncommitted."""
    root, path = asked.tree.root, f"docs/en/{page}"
    if git(root, "rev-parse", "--git-dir") is None:
        raise asked.refused("unchanged_needs_git", page=page, lacks=asked.messages.say("no_git"))
    head = (git(root, "rev-parse", "--verify", "--quiet", f"HEAD:./{path}") or b"").decode().strip()
    if head and head != today:
        return head
    raw = git(root, "log", "-1", "-m", "--first-parent", "--raw", "--no-renames", "--no-abbrev", "--format=", "--", path) or b""
    older = next((line.split()[2] for line in raw.decode("utf-8", "replace").split("\n") if line.startswith(":")), "")
    if not older.strip("0"):
        raise asked.refused("unchanged_needs_git", page=page, lacks=asked.messages.say("no_older_text"))
    return older
