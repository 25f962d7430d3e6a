"""The table of all translations as HTML: how each page stands, what changed, and where one can help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from .banners import Words, section_title
from .translations.status import STATES, Row

SIGNS = {"ok": "✓", "outdated": "≠", "missing": "○", "review": "?", "orphan": "✗"}
"""The shape of each state, for those who do not see its colour."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a row leads to, seen from the table; empty where there is no such place."""

    page: str = ""
    changes: str = ""
    edit: str = ""
    create: str = ""


def table_html(language: str, name: str, tag: str, rows: Iterable[Row], places: Callable[[Row], Places], words: Words) -> str:
    """The table of one *language*, whose *name* is in itself and whose *tag* is for software."""
    found = list(rows)
    counts = Counter(row.state for row in found)
    told = words["comma"].join(f"{words[f'state_{state}']} {counts[state]}" for state in STATES if counts[state])
    caption = f'<caption><span lang="{escape(tag)}">{escape(name)}</span>{words["colon"]}{told}</caption>'
    columns = ("page", "state", "sections", "help")
    head = "".join(f'<th scope="col">{words[f"column_{column}"]}</th>' for column in columns)
    body = "".join(_row(row, places(row), words) for row in found)
    box = f'class="translations-scroll" role="group" tabindex="0" aria-label="{escape(name)}" data-search-exclude="translations"'
    table = f'<table class="translations" id="status-{escape(language)}">{caption}<thead><tr>{head}</tr></thead>'
    return f"<div {box}>{table}<tbody>{body}</tbody></table></div>"


def _row(row: Row, places: Places, words: Words) -> str:
    name = escape(row.page).replace("_", "_<wbr>").replace("/", "/<wbr>")
    page = f'<a href="{escape(places.page)}">{name}</a>' if places.page else name
    sign = f'<span class="state-sign" aria-hidden="true">{SIGNS[row.state]}</span> {words[f"state_{row.state}"]}'
    also = [words[f"state_{kind}"] for kind, true in (("review", row.review), ("machine", row.machine)) if true]
    state = words["comma"].join([sign, *(word for word in also if row.state != "review" or word != words["state_review"])])
    cells = (state, _sections(row, places, words), _help(row, places, words))
    return f'<tr class="state state--{row.state}"><th scope="row">{page}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _sections(row: Row, places: Places, words: Words) -> str:
    if row.state != "outdated":
        return ""
    since = words["since"].format(date=row.since.isoformat()) if row.since else ""
    if row.changes is None:
        return " ".join(filter(None, (words["sections_unknown"], since)))
    listed = "".join(f"<li>{_section(change.id, change.title, places)}</li>" for change in row.changes)
    return (f"<ul>{listed}</ul>" if listed else f"{words['sections_none']} ") + since


def _section(id: str, title: str, places: Places) -> str:
    name = f'<span lang="en">{section_title(title)}</span>'
    return f'<a href="{escape(places.changes)}#{escape(id)}">{name}</a>' if places.changes else name


def _help(row: Row, places: Places, words: Words) -> str:
    """What to do about the row: links where the site knows its repository, else the command."""
    pairs = [(places.changes, "see_changes"), (places.create, "action_create"), (places.edit, "action_edit")]
    told = [f'<a href="{escape(address)}">{words[text]}</a>' for address, text in pairs if address]
    if not places.create and not places.edit and (command := {"missing": "new", "outdated": "diff"}.get(row.state)):
        told.append(f"<code>asyncbook translations {command} {escape(row.language)} {escape(row.page)}</code>")
    return " · ".join(told)
