"""Values that a page quotes from a recording: `` `{topic/program: key}` `` becomes what the program printed after ``key: ``.

A table or a sentence that states what happened cannot say anything else than the run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .compare import expected_text
from .snippets import Snippet

FEW = 8
"""Letters up to which a value is not broken."""

_SOURCE = re.compile(r"`\{(?P<name>\w+(?:/\w+)+): (?P<key>[^{}`]+)\}`")
RENDERED = re.compile(r"<code>\{(?P<name>\w+(?:/\w+)+): (?P<key>[^{}<]+)\}</code>")


@dataclass(frozen=True, slots=True)
class Quote:
    """The program *name* is asked for the value of *key*, on *line* of a page, from 1."""

    line: int
    name: str
    key: str


def quotes(line: int, text: str) -> Iterator[Quote]:
    """The quotes in *text*, which is line *line* of a page."""
    return (Quote(line, found["name"], found["key"]) for found in _SOURCE.finditer(text))


def values(text: str) -> dict[str, str]:
    """What *text*, the output of a program, says of each key; the first line that has a key counts."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        key, colon, value = line.partition(": ")
        if colon:
            found.setdefault(key.strip(), value.strip())
    return found


def expected_values(snippet: Snippet) -> dict[str, str] | None:
    """The values that *snippet* must print; None where its output is not compared."""
    return values(expected_text(snippet)) if snippet.header.expect != "none" else None


def quoted(name: str, key: str, text: str) -> str:
    """The value of *key* in *text*, the output of *name*, as HTML; a dash where it has none.

    A value of a few letters, such as a number and its unit, stays on one line."""
    value = values(text).get(html.unescape(key), "—")
    shown = html.escape(value if len(value) > FEW else value.replace(" ", "\u00a0"))
    return f'<code class="recorded" title="{html.escape(name)}.py">{shown}</code>'
