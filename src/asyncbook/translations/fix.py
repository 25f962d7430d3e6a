"""The mechanical mending of a translated page."""

from __future__ import annotations

from dataclasses import replace

from .compare import lines_of
from .difference import applied
from .pair import Pair
from .structure import differences

_ROUNDS = 200  # each mends at least one thing; those that touch the same line take one each


def fixed(pair: Pair) -> str:
    """The text of the translated page with everything mended that is certain; line ends stay as they are.

    What a person has to decide, and all prose, stays too. A notebook is returned as it is.
    """
    if pair.page.endswith(".ipynb"):
        return pair.own
    return _structure(pair)


def _structure(pair: Pair) -> str:
    text = pair.own
    for _ in range(_ROUNDS):
        found = differences(replace(pair, own=text))
        lines = lines_of(text)
        mended = applied(lines, found)
        if mended == lines:
            break
        text = _as_before("\n".join(mended), text)
    return text


def _as_before(text: str, before: str) -> str:
    """*text* with the byte order mark and the line ends that the page had *before*."""
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in before else "\n"
    return mark + text.replace("\n", end)
