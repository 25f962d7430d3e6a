"""What a page says of its translation, as HTML: notes under the title, marks at headings, facts at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from .translations.sections import Change
from .translations.status import Row

Words = dict[str, str]

_TITLE = re.compile(r"</h1>")
_HANDLE = re.compile(r"@(?P<name>[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?)")


@dataclass(frozen=True, slots=True)
class Links:
    """Where the notes of a page lead to, as seen from it; empty where there is no such place.

    *english* is the English page, *changes* the page that shows what became of it, *help* the one that tells
    how to translate, *edit* where the translation is mended (or begun, where there is none yet).
    """

    english: str = ""
    changes: str = ""
    help: str = ""
    edit: str = ""


def notes(row: Row, words: Words, links: Links, titles: Mapping[str, str]) -> str:
    """What a reader should know before relying on a translated page; nothing where all is well.

    *titles* are the page's own, by the id of their section.
    """
    told = [words[name] for name, true in (("note_machine", row.machine), ("note_review", row.review)) if true]
    if row.state == "outdated":
        return _box("outdated", words["outdated_title"], [*_outdated(row, words, links, titles), *map(_paragraph, told)])
    if row.state == "review" and not row.pin:
        told.append(words["note_unpinned"])
    if not told:
        return ""
    where = _links([(links.english, words["read_english"]), (links.help, words["how_to_help"])])
    return _box("review", words["note_title"], [*map(_paragraph, told), _paragraph(where)])


def fallback(words: Words, links: Links) -> str:
    """That a page is shown in English, for want of a translation, and how to begin one."""
    where = _links([(links.edit, words["translate"]), (links.help, words["how_to_help"])])
    return _box("fallback", words["fallback_title"], [_paragraph(words["fallback"]), _paragraph(where)])


def _box(kind: str, title: str, parts: Iterable[str]) -> str:
    """Looks as an admonition does, and is not found by the search."""
    style = {"outdated": "warning", "review": "info", "fallback": "note"}[kind]
    head = f'<div class="admonition {style} translation" data-kind="{kind}" role="note" data-search-exclude="translation">'
    return f'{head}<p class="admonition-title">{title}</p>{"".join(parts)}</div>'


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>" if html else ""


def _links(pairs: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f'<a href="{escape(address)}">{text}</a>' for address, text in pairs if address)


def _outdated(row: Row, words: Words, links: Links, titles: Mapping[str, str]) -> Iterable[str]:
    since = words["outdated_since"].format(date=day_html(row.since.isoformat())) if row.since else words["outdated"]
    listed = [_section(change, words, links, titles) for change in row.changes or ()]
    if listed:
        yield f"<p>{since}{words['space']}{words['outdated_sections']}</p><ul>{''.join(listed)}</ul>"
    else:
        rest = f"{words['space']}{words['outdated_no_section']}" if row.changes is not None else ""
        yield _paragraph(since + rest)
    where = {"see_changes": links.changes, "read_english": links.english, "update": links.edit, "how_to_help": links.help}
    yield _paragraph(_links((address, words[name]) for name, address in where.items()))


def day_html(date: str) -> str:
    """A day as people and programs read it."""
    return f'<time datetime="{date}">{date}</time>'


def _section(change: Change, words: Words, links: Links, titles: Mapping[str, str]) -> str:
    own = titles.get(change.id)
    title = section_title(own) if own else f'<span lang="en">{section_title(change.title)}</span>'
    shown = f'<a href="{escape(links.changes)}#{escape(change.id)}">{title}</a>' if links.changes else title
    kind = "" if change.kind == "changed" else words["in_brackets"].format(text=words[f"section_{change.kind}"])
    return f"<li>{shown}{kind}</li>"


def section_title(markdown: str) -> str:
    """A heading's text as HTML: code is code, other signs of Markdown go."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|\*+", lambda found: found[1] or "", markdown)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def below_title(html: str, note: str) -> str:
    """*html* with *note* under its first heading, or at its top where it has none."""
    found = _TITLE.search(html)
    return html[: found.end()] + note + html[found.end() :] if found else note + html


def marked(html: str, row: Row, words: Words, links: Links) -> str:
    """*html* with a mark at the heading of each section that is otherwise in English by now."""
    for change in row.changes or () if links.changes else ():
        if change.kind != "changed":
            continue
        heading = re.compile(rf'(<h([1-6])[^>]*\bid="{re.escape(change.id)}"[^>]*>.*?)(?=<a class="headerlink|</h\2>)', re.DOTALL)
        html = heading.sub(lambda found, id=change.id: found[1] + _mark(id, words, links), html, count=1)  # type: ignore[misc]
    return html


def _mark(id: str, words: Words, links: Links) -> str:
    told = words["section_mark"]
    address = f"{escape(links.changes)}#{escape(id)}"
    return (
        f' <a class="translation-mark" href="{address}" title="{told}" data-search-exclude="translation">'
        f'<span aria-hidden="true">≠</span><span class="visually-hidden">{told}</span></a>'
    )


def facts(row: Row | None, day: str, words: Words, links: Links) -> str:
    """The line at the end of a page: who translated it, from what, and when its file was last changed."""
    told = []
    if row and row.translators:
        told.append(words["translated_by"].format(names=words["comma"].join(map(_name, row.translators))))
    if row and links.english:
        told.append(f'<a href="{escape(links.english)}">{words["translated_from"]}</a>')
    if day:
        told.append(words["last_change"].format(date=day_html(day)))
    return f'<p class="page-facts" data-search-exclude="facts">{" · ".join(told)}</p>' if told else ""


def _name(name: str) -> str:
    """A handle leads to its owner."""
    found = _HANDLE.fullmatch(name)
    return f'<a href="https://github.com/{found["name"]}">{escape(name)}</a>' if found else escape(name)
