"""What stands in another box or list than it should; lists and tabs of another kind or order."""

from __future__ import annotations

from collections.abc import Iterator

from .compare import Comparison
from .difference import Difference


def differences(compared: Comparison) -> Iterator[Difference]:
    yield from _nesting(compared)
    yield from _shown_as_code(compared)
    yield from _lists(compared)
    yield from _tabs(compared)


def _nesting(compared: Comparison) -> Iterator[Difference]:
    """Parts that stand in another box, tab or list item than they should; of neighbours, the first."""
    before: tuple[int | None, int | None] = (None, None)
    partners = set(compared.partner.values())
    for i, j in compared.partner.items():
        parent, own_parent = compared.parents[0][i], compared.parents[1][j]
        told = parent is not None and parent not in compared.partner
        told |= own_parent is not None and own_parent not in partners
        right = own_parent is None if parent is None else compared.partner.get(parent) == own_parent
        if not right and not told and before != (parent, own_parent):
            places = compared.here(compared.own[j]), compared.there(compared.english[i])
            inside = "" if parent is None else compared.english[parent].text
            found = "" if own_parent is None else compared.own[own_parent].text
            code = "nesting-lost" if not found else "nesting-extra" if not inside else "nesting-other"
            yield compared.differ(code, *places, expected=inside, found=found)
        if not right or parent is None:
            before = (None, None) if right else (parent, own_parent)


def _shown_as_code(compared: Comparison) -> Iterator[Difference]:
    for i, j in compared.partner.items():
        english, own, parent = compared.english[i], compared.own[j], compared.parents[0][i]
        kinds = {"paragraph": "text-as-code", "code": "code-as-text"}
        if (
            english.kind in kinds
            and own.kind in kinds
            and english.kind != own.kind
            and (parent is None or parent in compared.partner)
        ):
            yield compared.differ(kinds[english.kind], compared.here(own), compared.there(english))


def _lists(compared: Comparison) -> Iterator[Difference]:
    """Lists that are numbered in one language only, each told at its first item."""
    before = False
    for i, j in compared.partner.items():
        english, own = compared.english[i], compared.own[j]
        other = english.kind == "item" and own.kind == "item" and english.key != own.key
        if other and not before:
            places = compared.here(own), compared.there(english)
            yield compared.differ("list-type", *places, error=False, expected=english.key[0], found=own.key[0])
        before = other


def _tabs(compared: Comparison) -> Iterator[Difference]:
    """Tabs with the title of another in their set."""
    titles: dict[int | None, set[str]] = {}
    for n, part in enumerate(compared.english):
        if part.kind == "tab" and part.prose:
            titles.setdefault(compared.parents[0][n], set()).add(part.prose[0][1])
    for i, j in compared.partner.items():
        english, own = compared.english[i], compared.own[j]
        if english.kind == "tab" and english.prose and own.prose:
            title, found = english.prose[0][1], own.prose[0][1]
            if found != title and found in titles[compared.parents[0][i]]:
                yield compared.differ("tab-order", compared.here(own), compared.there(english), expected=title, found=found)
