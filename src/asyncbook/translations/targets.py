"""The links and pictures of two pages: those that lead elsewhere, are missing or extra."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from .blocks import note_lines
from .compare import Comparison
from .difference import Difference, Edit
from .inline import Link

_PYTHON = re.compile(r"^https://docs\.python\.org/(?=\d)")
_PYTHON_LANGUAGES = {
    **{language: language for language in ("es", "fr", "id", "it", "ja", "ko", "pl", "ro", "tr", "uk")},
    "zh": "zh-cn",
    "zh-CN": "zh-cn",
    "zh-Hans": "zh-cn",
    "zh-TW": "zh-tw",
    "zh-Hant": "zh-tw",
    "pt": "pt-br",
    "pt-BR": "pt-br",
}
"""What docs.python.org calls the languages that it is translated into (https://docs.python.org/3/, its selector)."""
_MOST = 20_000  # links that are compared with each other
_WIKI = re.compile(r"^(?P<scheme>https?://)(?P<language>[a-z-]+)\.(?P<rest>(?:m\.)?wiki\w+\.org)/")


@dataclass(frozen=True, slots=True)
class _Use:
    """A link in the part number *part*; *leads* is what is compared."""

    part: int
    link: Link
    leads: str


def equal(english: str, own: str, language: str) -> bool:
    """Whether two targets are one page, or the own one is that page in *language*."""
    return english == own or _normal(english, language) == _normal(own, language)


@lru_cache(maxsize=10_000)
def _normal(target: str, language: str) -> str:
    """*target* without what names a language in it."""
    if "://" not in target:
        path, mark, anchor = unquote(target).partition("#")
        return (posixpath.normpath(path) if path else "") + mark + anchor
    tags = re.compile(rf"(?:\w+\.)?(?:en|{re.escape(language.split('-')[0])})(?:[-_]\w+)?", re.IGNORECASE)
    if (wiki := _WIKI.match(target)) and tags.fullmatch(wiki["language"]):
        return wiki["scheme"] + wiki["rest"]  # each language has a name of its own for the page
    address, mark, anchor = unquote(target).partition("#")
    scheme, _, path = address.partition("://")
    host, *names = path.rstrip("/").split("/")
    return f"{scheme}://" + "/".join([host, *(name for name in names if not tags.fullmatch(name))]) + mark + anchor


def localised(target: str, language: str) -> str:
    """*target* in *language*, where the official Python documentation has it."""
    name = _PYTHON_LANGUAGES.get(language)
    return _PYTHON.sub(f"https://docs.python.org/{name}/", target) if name else target


def differences(compared: Comparison, told: tuple[set[int], set[int]]) -> Iterator[Difference]:
    """Section by section, since the order of words differs. *told* are the English and own parts that are
    known to be missing or extra."""
    english, own = list[_Use](), list[_Use]()
    uses = _all_uses(compared)
    for i, j in [*compared.steps, (-1, -1)]:
        if i is not None and j is not None and (i < 0 or compared.english[i].kind == "heading"):
            yield from _section(compared, english, own, told)
            english, own = [], []
        english += uses[0].get(i, []) if i is not None else []
        own += uses[1].get(j, []) if j is not None else []
    yield from _not_localised(compared)


def _all_uses(compared: Comparison) -> tuple[dict[int, list[_Use]], dict[int, list[_Use]]]:
    labels = {
        f"[{part.key[0]}]": part.key[1] for side in (compared.own, compared.english) for part in side if part.kind == "reference"
    }
    made: list[dict[int, list[_Use]]] = []
    for side in (compared.english, compared.own):
        uses = {n: [_use(n, link, labels, compared) for link in part.links] for n, part in enumerate(side) if part.links}
        made.append({n: found for n, found in uses.items() if side[n].kind != "reference"})
    return made[0], made[1]


def _use(part: int, link: Link, labels: dict[str, str], compared: Comparison) -> _Use:
    target = _normal(labels.get(link.target, link.target), compared.pair.language)
    return _Use(part, link, f"!{target}" if link.kind == "image" else target)


def _section(compared: Comparison, english: list[_Use], own: list[_Use], told: tuple[set[int], set[int]]) -> Iterator[Difference]:
    missing, extra = _without_equal(english, own)
    missing = [use for use in missing if use.part not in told[0]]
    extra = [use for use in extra if use.part not in told[1]]
    known = set[int]()
    for one, other, certain in _paired(compared, missing, extra):
        target = localised(one.link.target, compared.pair.language)
        edits = [_edit(compared, other.link, target)] if certain and one.link.kind == other.link.kind else []
        places = compared.pair.here(other.link.line, other.link.target), compared.pair.there(one.link.line, one.link.target)
        yield compared.differ("link-target", *places, *edits, expected=target, found=other.link.target)
        known |= {id(one), id(other)}
    missing, extra = ([use for use in side if id(use) not in known] for side in (missing, extra))
    for one in missing:
        places = compared.pair.here(_belongs(compared, one)), compared.pair.there(one.link.line, one.link.target)
        yield compared.differ("link-missing", *places, target=localised(one.link.target, compared.pair.language))
    for other in extra:
        yield compared.differ(
            "link-extra", compared.pair.here(other.link.line, other.link.target), None, error=False, target=other.link.target
        )


def _without_equal(english: list[_Use], own: list[_Use]) -> tuple[list[_Use], list[_Use]]:
    """What of both has no equal in the other. Of equal ones, those in parts that belong together go first."""
    if [use.leads for use in english] == [use.leads for use in own]:
        return [], []
    extra = list(own)
    missing = []
    for use in english:
        same = next((other for other in extra if other.leads == use.leads), None)
        if same:
            extra.remove(same)
        else:
            missing.append(use)
    return missing, extra


def _paired(compared: Comparison, missing: list[_Use], extra: list[_Use]) -> Iterator[tuple[_Use, _Use, bool]]:
    """Links that probably are one, and whether that is certain: alone in parts that belong together, to the
    same page but for the anchor, or the only ones of their section."""
    there, here = list(missing), list(extra)
    if len(there) * len(here) > _MOST:
        yield from [(one, other, False) for one, other in zip(there, here, strict=False)]
        return
    ways = (
        lambda one, other: compared.partner.get(one.part) == other.part,
        lambda one, other: one.leads.partition("#")[0] == other.leads.partition("#")[0],
        lambda one, other: True,
    )
    for alike in ways:
        for one in list(there):
            ours = [other for other in here if alike(one, other)]
            theirs = [other for other in there if ours and alike(other, ours[0])]
            if len(ours) == len(theirs) == 1:
                yield one, ours[0], True
                there.remove(one)
                here.remove(ours[0])
    yield from [(one, other, False) for one, other in zip(there, here, strict=False)]


def _edit(compared: Comparison, link: Link, target: str) -> Edit:
    line = compared.lines[link.line - 1]
    text = line[: link.column] + target + line[link.column + len(link.target) :]
    return Edit(link.line, link.line + 1, (text,))


def _belongs(compared: Comparison, use: _Use) -> int:
    """The line of the translated page on which the link belongs."""
    if use.part not in compared.partner:
        return compared.missing_at(compared.step_of[use.part])
    english, own = compared.english[use.part], compared.own[compared.partner[use.part]]
    if english.kind == "table" and english.key == own.key:
        return own.line + use.link.line - english.line
    items = note_lines(english), note_lines(own)
    if english.kind == "notes" and len(items[0]) == len(items[1]):
        return max(here for (there, _), (here, _) in zip(*items, strict=True) if there <= use.link.line)
    return own.line


def _not_localised(compared: Comparison) -> Iterator[Difference]:
    for part in compared.own:
        for link in part.links:
            target = localised(link.target, compared.pair.language)
            if target != link.target:
                here = compared.pair.here(link.line, link.target)
                edit = _edit(compared, link, target)
                yield compared.differ("link-language", here, None, edit, error=False, expected=target, found=link.target)
