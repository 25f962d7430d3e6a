"""What the fence of a translated page has otherwise than the English one: language, options, includes, code."""

from __future__ import annotations

from collections.abc import Iterator

from . import code
from .compare import Comparison
from .difference import Difference, Edit
from .markdown import FENCE, INCLUDE, Part


def differences(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    if english.kind == "fence":
        yield from _info(compared, english, own)
    there, here = (_included(part) for part in (english, own))
    if there != here:
        yield from _includes(compared, english, own, there, here)
        return
    language = code.info(english.key[0]).language if english.kind == "fence" else ""
    start = english.kind == "fence"
    bodies = english.key[start:], own.key[start:]
    if code.same(language, *bodies):
        return
    at, own_at = code.first_difference(language, *bodies)
    line, own_line = english.line + start + at, own.line + start + own_at
    places = compared.pair.here(own_line, _at(bodies[1], own_at)), compared.pair.there(line, _at(bodies[0], at))
    if tuple(code.essence(language, bodies[1])) in compared.programs:
        yield compared.differ("fence-order", compared.here(own), compared.there(english), text=english.text)
    else:
        sure = english.kind == "fence" and not compared.lost("fence") and code.within(language, *bodies)
        edits = [body_edit(own, code.with_comments(language, *bodies))] if sure else []
        yield compared.differ("fence-code", *places, *edits, expected=_at(bodies[0], at), found=_at(bodies[1], own_at))


def _at(body: tuple[str, ...], line: int) -> str:
    return body[line].strip() if line < len(body) else ""


def _info(compared: Comparison, english: Part, own: Part) -> Iterator[Difference]:
    there, here = code.info(english.key[0]), code.info(own.key[0])
    told = "fence-language" if there.language != here.language else "fence-options" if there.options != here.options else ""
    if told:
        text = english.key[0].replace(there.title, here.title or there.title) if there.title else english.key[0]
        opened = FENCE.match(own.lines[0])
        start = f"{opened['indent']}{opened['fence']}" if opened else "```"
        edits = [] if compared.lost("fence") else [Edit(own.line, own.line + 1, (start + text,))]
        yield compared.differ(
            told, compared.here(own), compared.there(english), *edits, expected=english.key[0], found=own.key[0]
        )


def body_edit(own: Part, body: list[str]) -> Edit:
    """What gives the fence *own* another body."""
    space = own.lines[0][: len(own.lines[0]) - len(own.lines[0].lstrip())]
    end = own.end - is_closed(own)
    return Edit(own.line + 1, end, tuple(space + line if line else "" for line in body))


def is_closed(fence: Part) -> bool:
    """Whether it has its last mark."""
    opened = FENCE.match(fence.lines[0])
    return len(fence.lines) > 1 and opened is not None and fence.lines[-1].strip() == opened["fence"]


def _included(fence: Part) -> list[str]:
    return [found["path"] for line in fence.key[1:] if (found := INCLUDE.match(line))]


def _includes(compared: Comparison, english: Part, own: Part, there: list[str], here: list[str]) -> Iterator[Difference]:
    """One for each include that is another, missing or extra in a fence."""
    lines = [[n for n, line in enumerate(part.key[1:], part.line + 1) if INCLUDE.match(line)] for part in (english, own)]
    sure = not compared.lost("fence") and code.within(
        "", english.key[1:], [line for line in own.key[1:] if not INCLUDE.match(line)]
    )
    edits = [body_edit(own, list(english.key[1:]))] if sure else []
    for n in range(max(len(there), len(here))):
        path, found = there[n] if n < len(there) else "", here[n] if n < len(here) else ""
        if path == found:
            continue
        told = "include-missing" if not found else "include-extra" if not path else "include-other"
        told = "include-order" if found in compared.included and path else told
        line = lines[1][n] if found else own.end - is_closed(own)
        english_line = lines[0][n] if path else english.line
        places = compared.pair.here(line, found), compared.pair.there(english_line, path)
        yield compared.differ(told, *places, *(edits if told != "include-order" else []), expected=path, found=found, text=path)
