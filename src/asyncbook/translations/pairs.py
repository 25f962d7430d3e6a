"""What two parts that belong together have otherwise than they should: headings, fences, boxes, tabs, tables, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import fences
from .align import length_ratio, like
from .blocks import WIDE, columns, indent, note_lines
from .compare import Comparison
from .difference import Difference, Edit
from .headings import with_id, with_level
from .markdown import Part
from .targets import equal

_BOX_MARK = re.compile(r'(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?|===[!+]*)[ \t]*(?P<type>[^"\n]*)')


def differences(compared: Comparison) -> Iterator[Difference]:
    """Of every pair of parts, in the order of the page."""
    checks = {
        "heading": _heading,
        "fence": fences.differences,
        "code": fences.differences,
        "include": _include,
        "notes": _notes,
        "box": _box,
        "tab": _box,
        "table": _table,
        "reference": _reference,
    }
    for i, j in compared.partner.items():
        english, own = compared.english[i], compared.own[j]
        if english.key != own.key and english.kind == own.kind and english.kind in checks:
            yield from checks[english.kind](compared, english, own)
    yield from _cells(compared)


def _heading(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    (level, id), (own_level, own_id) = english.key, own.key
    places = (compared.here(own), compared.there(english))
    named, taken = compared.ids
    certain = not compared.lost("heading")
    if id and own_id != id:
        sure = certain and id not in taken and own_id not in named
        edits = [Edit(own.line, own.line + 1, (with_id(own.lines[0], id),))] if sure else []
        told = "heading-no-id" if not own_id else "heading-order" if own_id in named else "heading-id"
        yield compared.differ(told, *places, *edits, id=id, found=own_id, text=english.text)
    if level != own_level:
        edits = [Edit(own.line, own.end, with_level(own.lines, int(level)))] if certain or id == own_id else []
        yield compared.differ("heading-level", *places, *edits, level="#" * int(level), found="#" * int(own_level))


def _include(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    path, found = english.key[0], own.key[0]
    order = found in compared.included
    edits = [] if order or compared.lost("include") else [Edit(own.line, own.end, (own.lines[0].replace(found, path),))]
    told = "include-order" if order else "include-other"
    yield compared.differ(told, compared.here(own), compared.there(english), *edits, expected=path, found=found, text=path)


def _notes(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    there, here = note_lines(english), note_lines(own)
    line, own_line = unmatched(there, here, length_ratio([english], [own]))
    texts = dict(there), dict(here)
    places = compared.pair.here(own_line, texts[1].get(own_line, "")), compared.pair.there(line, texts[0].get(line, ""))
    yield compared.differ("notes-count", *places, expected=str(len(there)), found=str(len(here)))


def unmatched(there: Sequence[tuple[int, str]], here: Sequence[tuple[int, str]], ratio: float) -> tuple[int, int]:
    """The English and the own line at which two lists of unequal length part, by what their texts have in common."""
    if len(there) * len(here) > 40_000:
        return (there[-1][0], here[-1][0])
    longer, shorter = (there, here) if len(there) > len(here) else (here, there)
    scores = [[like(*((one, other) if longer is there else (other, one)), ratio) for _, other in shorter] for _, one in longer]
    # the shorter list may lack a run of any place: that which leaves the others most alike
    lack = len(longer) - len(shorter)
    fits = [sum(scores[n if n < at else n + lack][n] for n in range(len(shorter))) for at in range(len(shorter) + 1)]
    at = max(range(len(fits)), key=lambda n: (round(fits[n], 6), n))
    line = longer[at][0]
    other = shorter[at][0] if at < len(shorter) else shorter[-1][0] if shorter else line
    return (line, other) if longer is there else (other, line)


def _box(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    if own.key[0].endswith(WIDE):
        yield _wide_box(compared, english, own)
        return
    order = own.kind == "box" and own.key in compared.other_boxes
    worded = not own.key[0].isascii() and " " in own.key[0].partition(" ")[2]  # a title without its quotes, perhaps
    certain = not order and not compared.lost(english.kind) and not worded
    edits = [Edit(own.line, own.end, (_marked(english, own),))] if certain else []
    told = "box-order" if order else "box-type" if english.kind == "box" else "tab-type"
    yield compared.differ(told, compared.here(own), compared.there(english), *edits, expected=english.key[0], found=own.key[0])


def _wide_box(compared: Comparison, english: Part, own: Part) -> Difference:
    title = f' "{own.prose[0][1]}"' if own.prose else ""
    line = own.lines[0]
    edits = [] if compared.lost("box") else [Edit(own.line, own.end, (line[: indent(line)] + english.key[0] + title,))]
    places = (compared.here(own), compared.there(english))
    return compared.differ("box-marks", *places, *edits, expected=english.key[0] + title, found=own.text)


def _marked(english: Part, own: Part) -> str:
    found = _BOX_MARK.match(own.lines[0])
    if not found or english.key[0].endswith('""'):
        return own.lines[0][: indent(own.lines[0])] + english.key[0]
    title = own.lines[0][found.end() :].rstrip()
    title = "" if title == '""' else title
    return f"{found['indent']}{english.key[0]} {title}".rstrip()


def _table(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    (rows, wide), (own_rows, own_wide) = english.key, own.key
    if wide != own_wide:
        yield compared.differ("table-columns", compared.here(own), compared.there(english), expected=wide, found=own_wide)
    if rows != own_rows:
        line, own_line = unmatched(english.prose[1:], own.prose[1:], length_ratio([english], [own]))
        texts = dict(english.prose), dict(own.prose)
        places = compared.pair.here(own_line, texts[1].get(own_line, "")), compared.pair.there(line, texts[0].get(line, ""))
        yield compared.differ("table-rows", *places, expected=rows, found=own_rows)


def _reference(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    target, found = english.key[1], own.key[1]
    if not equal(target, found, compared.pair.language):
        edit = Edit(own.line, own.end, (own.lines[0].replace(found, target),))
        yield compared.differ("link-target", compared.here(own), compared.there(english), edit, expected=target, found=found)


def _cells(compared: Comparison) -> Iterator[Difference]:
    """Rows that have not as many cells as their header, where the English table's rows all have."""
    for i, j in compared.partner.items():
        english, own = compared.english[i], compared.own[j]
        if (
            own.kind != "table"
            or own.key[1] != english.key[1]
            or any(columns(row) != int(english.key[1]) for _, row in english.prose)
        ):
            continue
        for n, (line, row) in enumerate(own.prose):
            if columns(row) != int(own.key[1]):
                there = english.prose[min(n, len(english.prose) - 1)]
                places = compared.pair.here(line, row.strip()), compared.pair.there(there[0], there[1].strip())
                yield compared.differ("table-columns", *places, expected=own.key[1], found=str(columns(row)))
