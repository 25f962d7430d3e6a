"""``asyncbook translations diff``: what has changed in English since a page was translated, told to people and programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.text import Text

from ..mistakes import shown
from . import diff
from .asked import Asked
from .history import git
from .messages import Messages
from .report import titled
from .screen import SIGNS, Screen
from .sections import Change, sections
from .status import Status
from .tree import markdown


@dataclass(frozen=True, slots=True)
class Since:
    """*changes* are those of the English *page* since that in *language* was made from it; None where git does not
    have that text, and *lacks* tells in words what is missing. *lines* are those of its own headings, by id."""

    asked: Asked
    language: str
    page: str
    pin: str
    changes: list[Change] | None
    replaced: date | None
    lines: dict[str, int]
    lacks: str = ""


def since(asked: Asked, language: str, page: str) -> Since:
    """What has changed; Refused, if the page has no translation or no pin."""
    status = Status(asked.tree)
    path = asked.tree.path(language, page)
    if not path.exists() or page not in asked.tree.english:
        raise asked.refused("no_such_page_in", language=language, page=page)
    own = status.front_matter(language, page)
    if own.error or not own.source:
        raise asked.refused("left_broken" if own.error else "left_no_pin", path=shown(path))
    lines = {one.id: one.line for one in sections(markdown(page, asked.tree.read(language, page)))}
    today = status.english(page)
    if own.source == status.english_pin(page):
        return Since(asked, language, page, own.source, [], None, lines)
    old = status.old_texts.get(own.source)
    changed = None if old is None else diff.compared(markdown(page, old), markdown(page, today))
    replaced = status.history.replaced.get(own.source)
    return Since(asked, language, page, own.source, changed, replaced, lines, "" if changed else _lacks(asked, language, page))


def _lacks(asked: Asked, language: str, page: str) -> str:
    shallow = git(asked.tree.root, "rev-parse", "--is-shallow-repository")
    word = "lacks_git" if shallow is None else "lacks_shallow" if shallow.strip() == b"true" else "lacks_text"
    return asked.messages.say(word, language=language, page=page)


def as_json(found: Since) -> str:
    """The sections with both texts; ``changes`` is null where they are not known."""
    changed = None if found.changes is None else [_change_json(change) for change in found.changes]
    told = {"language": found.language, "page": found.page, "pin": found.pin, "changes": changed, "lacks": found.lacks}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _change_json(change: Change) -> dict[str, Any]:
    old, new = change.old, change.new
    texts = {"old": old.text if old else None, "new": new.text if new else None}
    return {"kind": change.kind, "id": change.id, "title": change.title, "line": new.line if new else None, **texts}


def show(screen: Screen, found: Since) -> None:
    """Tell a person."""
    say, values = found.asked.messages.say, {"language": found.language, "page": found.page}
    if found.changes is None:
        screen.line(Text(say("lacks_old", **values, pin=found.pin[:12])))
        screen.line(Text(found.lacks))
        return
    if not found.changes:
        screen.line(Text(say("in_step", **values)))
        return
    screen.line(Text(say("diff_title", **values), "bold"))
    if found.replaced:
        screen.line(Text(say("diff_replaced", day=found.replaced.isoformat())))
    for change in found.changes:
        _section(screen, found, change)
    screen.line(Text())
    screen.line(Text(say("diff_done", **values)))


def _section(screen: Screen, found: Since, change: Change) -> None:
    say = found.asked.messages.say
    pieces = diff.pieces(change)
    screen.line(Text())
    title = titled(change) if change.id else say("above")
    screen.line(Text.assemble((f"{SIGNS[change.kind]} {title}", "bold"), "  ", (say(change.kind), "yellow")))
    if change.kind == "changed":
        screen.line(Text(_counts(diff.counted(pieces), found.asked.messages)), 4)
    if change.id:
        screen.line(Text(_where(found, change), "dim"), 4)
    for piece in pieces:
        screen.line(Text())
        screen.line(_words(piece, coloured=bool(screen.console.color_system)), 4)


def _where(found: Since, change: Change) -> str:
    path = shown(found.asked.tree.path(found.language, found.page))
    if change.id in found.lines:
        return found.asked.messages.say("your_section", path=path, line=found.lines[change.id])
    return found.asked.messages.say("your_section_missing")


def _counts(counts: dict[str, Counter[str]], messages: Messages) -> str:
    def of(kinds: Counter[str]) -> Iterator[str]:
        yield from (messages.say(kind, count=count) for kind, count in kinds.items())

    comma = messages.say("comma")
    return messages.say("semicolon").join(
        messages.say(f"blocks_{change}", what=comma.join(of(kinds))) for change, kinds in counts.items()
    )


def _words(piece: diff.Piece, *, coloured: bool) -> Text:
    """A block in which what went is struck out and what came is green; in marks where there are no colours."""
    text = Text()
    for kind, words in piece.words():
        if kind == "same":
            text.append(words)
        elif coloured:
            text.append(words, "red strike" if kind == "old" else "green underline")
        else:
            text.append(f"[-{words}-]" if kind == "old" else f"{{+{words}+}}")
    return text
