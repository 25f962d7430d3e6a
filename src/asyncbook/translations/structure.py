"""What a translated page has otherwise than the English one in its structure: everything but the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import gaps, nesting, pairs, targets, wholes
from .compare import Comparison, lines_of
from .difference import Difference, applied
from .findings import Finding
from .inline import ids
from .pair import Pair


def findings(pair: Pair) -> list[Finding]:
    """Every structural difference, in the order of the translated page."""
    return [difference.finding for difference in differences(pair)]


def differences(pair: Pair) -> list[Difference]:
    """The same with what mends them. Nothing in a notebook is mended here: it is not the text that is compared."""
    found = wholes.conflicts(pair) or list(_differences(pair))
    if pair.page.endswith(".ipynb"):
        found = [Difference(replace(one.finding, fixable=False)) for one in found]
    return sorted(found, key=lambda one: one.finding.here.line)


def _differences(pair: Pair) -> Iterator[Difference]:
    yield from wholes.characters(pair)
    yield from wholes.copied(pair)
    yield from wholes.open_comments(pair)
    yield from _parts(pair)


def _parts(pair: Pair, most: int = 10) -> Iterator[Difference]:
    """What differs in the parts. A fence without an end hides all that follows, so it is read as if it had one;
    of *most* fences, for a page that has more of them is no page any more."""
    if most and (opened := wholes.open_fence(pair)):
        told, end = opened
        closed = replace(pair, own="\n".join(applied(lines_of(pair.own), [Difference(told.finding, (end,))])))
        yield told if _prose(closed) >= _prose(pair) else Difference(replace(told.finding, fixable=False))
        yield from (wholes.shifted(one, end.start) for one in _parts(closed, most - 1))
        return
    compared = Comparison(pair)
    found, told_parts = gaps.differences(compared)
    yield from found
    yield from pairs.differences(compared)
    yield from nesting.differences(compared)
    yield from targets.differences(compared, told_parts)
    yield from _anchors(compared)


def _prose(pair: Pair) -> int:
    """How many lines of the translated page are words; an end in the wrong place makes code of them."""
    return sum(len(part.prose) for part in pair.own_parts)


def _anchors(compared: Comparison) -> Iterator[Difference]:
    """Ids of other things than headings that the translated page lacks."""
    own = {id for part in compared.own for _, id in ids(part.lines) if part.kind != "fence"}
    for i, j in compared.partner.items():
        english = compared.english[i]
        if english.kind in ("heading", "fence"):
            continue
        for line, id in ids(english.lines):
            if id not in own:
                there = compared.pair.there(english.line + line, english.lines[line].strip())
                yield compared.differ("anchor-missing", compared.here(compared.own[j]), there, id=id)
