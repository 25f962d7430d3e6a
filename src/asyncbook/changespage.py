"""The page that shows what became of an English page since a translation was made: before and now, by section."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from html import escape

from .banners import Links, Words, day_html
from .translations.sections import Change, Section
from .translations.status import Row
from .worddiff import Block, blocks, compared, plain, rows
from .worddiff import Row as Pair

FOLDER = "changes"
"""Where these pages stand in a language's site."""
HEAD = "page-head"
"""The id under which that is shown what stands above the first heading."""


def page_markdown(title: str, found: tuple[Change, ...], words: Words, titles: Mapping[str, str]) -> str:
    """The page before its sections are filled in; no search engine is to list it. *titles* are the translated ones, by id."""
    quoted = words["changes_title"].format(title=title)
    parts = ["---\nsearch: {exclude: true}\nrobots: noindex\n---\n", f"# {quoted} {{ #what-changed }}\n", "<!-- changes -->\n"]
    for number, change in enumerate(found):
        english = f'<span lang="en">{change.title}</span>' if change.title else words["page_head"]
        name = titles.get(change.id, english)
        kind = "" if change.kind == "changed" else words["in_brackets"].format(text=words[f"section_{change.kind}"])
        parts.append(f"## {name}{kind} {{ #{change.id or HEAD} }}\n\n<!-- change:{number} -->\n")
    return "\n".join(parts)


def section_html(change: Change, words: Words) -> str:
    """What stood there before, and what stands there now."""
    old, new = (_section_blocks(section) for section in (change.old, change.new))
    if change.old is None or change.new is None:
        side, label = ("new", "now") if change.old is None else ("old", "before")
        shown = "".join(_block(block, plain(block)) for block in old or new)
        return f'<div class="change no-copy">{_cell(side, shown, words[f"change_{label}"])}</div>'
    title = _title_row(change)
    found = ([title] if title else []) + rows(old, new)
    groups = itertools.groupby(found, key=lambda row: row.same)
    return f'<div class="change no-copy">{"".join(_group(same, list(group), words) for same, group in groups)}</div>'


def _section_blocks(section: Section | None) -> list[Block]:
    if section is None or not section.text:
        return []
    if not section.id:  # front matter is no Markdown
        lines = [line for line in section.text.split("\n") if line.strip(" -")]
        return [Block("fence", 0, "\n".join(lines))]
    return blocks(section.text)


def _title_row(change: Change) -> Pair | None:
    """The headings, where they are not the same."""
    old, new = change.old, change.new
    if old is None or new is None or old.title == new.title:
        return None
    return Pair(Block("heading", 0, old.title), Block("heading", 0, new.title))


def _group(same: bool, group: list[Pair], words: Words) -> str:
    if not same:
        return "".join(_row(row, words) for row in group)
    shown = "".join(_block(row.new, plain(row.new)) for row in group if row.new)
    return f"<details><summary>{words['change_same'].format(count=len(group))}</summary>{shown}</details>"


def _row(row: Pair, words: Words) -> str:
    before, now = compared(row)
    left = _block(row.old, before) if row.old else _nothing(words)
    right = _block(row.new, now) if row.new else _nothing(words)
    return f'<div class="change-row">{_cell("old", left, words["change_before"])}{_cell("new", right, words["change_now"])}</div>'


def _nothing(words: Words) -> str:
    return f'<p class="change-nothing">{words["change_nothing"]}</p>'


def _cell(side: str, html: str, label: str) -> str:
    return f'<div class="change-{side}" role="group" aria-label="{label}"><p class="change-label">{label}</p>{html}</div>'


def _block(block: Block, html: str) -> str:
    if block.verbatim:
        return f'<pre lang="en"><code>{html}</code></pre>'
    mark = f"{escape(block.mark)} " if block.mark else ""
    tag = "b" if block.kind in ("heading", "box", "tab") else ""
    inside = f"<{tag}>{html}</{tag}>" if tag else html
    return f'<p lang="en" class="change-text" style="--depth: {block.depth}">{mark}{inside}</p>'


def intro_html(row: Row, back: str, words: Words, links: Links) -> str:
    """What the page is, since when there is something to see, and where to go from it."""
    since = f"{words['space']}{words['outdated_since'].format(date=day_html(row.since.isoformat()))}" if row.since else ""
    where = {"back_to_page": back, "read_english": links.english, "update": links.edit, "how_to_help": links.help}
    told = " · ".join(f'<a href="{escape(address)}">{words[name]}</a>' for name, address in where.items() if address)
    return f"<p>{words['changes_intro']}{since}</p><p>{told}</p>"


def filled(html: str, found: tuple[Change, ...], words: Words, intro: str) -> str:
    """The rendered page with its sections in their places."""
    for mark, part in _parts(found, words, intro):
        html = html.replace(mark, part)
    return html


def _parts(found: tuple[Change, ...], words: Words, intro: str) -> Iterator[tuple[str, str]]:
    yield "<!-- changes -->", intro
    for number, change in enumerate(found):
        yield f"<!-- change:{number} -->", section_html(change, words)
