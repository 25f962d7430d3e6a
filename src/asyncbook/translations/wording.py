"""The words of a translation against the glossary: agreed ones that are missing, banned ones that are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .findings import Finding, Place
from .leftovers import words_of
from .markdown import Part
from .pair import Pair
from .passages import Passage, passages
from .terms import Term, Word
from .words import words

Sections = dict[str, list[Passage]]


def findings(pair: Pair, glossary: tuple[Term, ...]) -> Iterator[Finding]:
    """Terms of the English page whose section has no agreed word for them, and banned words."""
    own = passages(pair.own_parts)
    yield from _banned(pair, own, glossary)
    known = {term.name("en").casefold(): term for term in glossary if pair.language in term.words}
    if known:
        yield from _missing(pair, known)


def _missing(pair: Pair, known: dict[str, Term]) -> Iterator[Finding]:
    pattern, own = _pattern(tuple(sorted(known))), _sections(pair.own_parts)
    for id, english in _sections(pair.english_parts).items():
        if id not in own:
            continue
        theirs = _texts(own[id])
        seen: set[str] = set()
        for passage in english:
            said = words_of(passage)
            for found in pattern.finditer(said):
                term = known[_singular(found[0], known)]
                if term.id not in seen and not _used(term, pair.language, *theirs):
                    seen.add(term.id)
                    there = pair.there(*passage.lines[said.count("\n", 0, found.start())])
                    yield _told(pair, term, _opposite(passage, english, own[id]), there)


def _texts(section: list[Passage]) -> tuple[str, str]:
    """The words of *section*, and its code."""
    taken = [(words(passage.text), passage.text) for passage in section]
    said = "\n".join(one.said if one else text for one, text in taken)
    return said.casefold(), "\n".join(one.code for one, _ in taken if one).casefold()


def _opposite(passage: Passage, english: list[Passage], own: list[Passage]) -> Passage:
    """The passage of a section that stands where *passage* does in English; its first, where the two differ in shape."""
    alike = [one.part.kind for one in english] == [one.part.kind for one in own]
    return own[english.index(passage)] if alike else own[0]


def _told(pair: Pair, term: Term, here: Passage, there: Place) -> Finding:
    word = term.words[pair.language]
    values = {"term": term.name("en"), "word": word.word, "reason": word.reason}
    return Finding("term-missing", pair.here(*here.lines[0]), there, error=False, values=values)


def _used(term: Term, language: str, said: str, code: str) -> bool:
    """Whether a section has a word for *term*, be it a banned one, of which is told; or the English one as code."""
    word = term.words[language]
    known = (word.word, *word.also, *word.banned)
    return any(one.casefold() in said for one in known) or term.name("en").casefold() in code


def _banned(pair: Pair, own: list[Passage], glossary: tuple[Term, ...]) -> Iterator[Finding]:
    rows = (term.words[pair.language] for term in glossary if pair.language in term.words)
    banned = {variant: word for word in rows for variant in word.banned}
    pattern = _any(tuple(banned)) if banned else None
    for passage in own if pattern else ():
        for (number, text), line in zip(passage.lines, words_of(passage).split("\n"), strict=True):
            for found in pattern.finditer(line) if pattern else ():
                word = banned[found[0]]
                if not _innocent(word, line, found):
                    values = {"banned": found[0], "word": word.word, "reason": word.reason}
                    yield Finding("term-banned", pair.here(number, text), error=False, values=values)


def _innocent(word: Word, line: str, found: re.Match[str]) -> bool:
    """Whether the banned letters are a part of another word there."""
    spans = (one.span() for other in word.unless for one in re.finditer(re.escape(other), line))
    return any(start < found.end() and found.start() < end for start, end in spans)


def _sections(page: list[Part]) -> Sections:
    """The passages of each section by its id; empty for those above the first heading."""
    found: Sections = {}
    id = ""
    for passage in passages(page):
        if passage.part.kind == "heading":
            id = passage.part.key[1]
        found.setdefault(id, []).append(passage)
    return found


def _singular(found: str, known: dict[str, Term]) -> str:
    word = " ".join(found.casefold().split())
    return next(one for one in (word, word.removesuffix("s"), word.removesuffix("es")) if one in known)


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """English terms, the longer of two first, in the singular and the plural."""
    longest = sorted(names, key=len, reverse=True)
    terms = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
    return re.compile(rf"(?<![\w-])(?:{terms})(?:s|es)?(?![\w-])", re.I)


@lru_cache(maxsize=16)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
