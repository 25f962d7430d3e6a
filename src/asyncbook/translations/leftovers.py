"""What a translation still has in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Finding
from .pair import Pair
from .passages import Passage, html, passages
from .scripts import letters_of, share
from .words import words

_LEAST_LETTERS, _LEAST_SHARE = 40, 0.05
_LEAST_WORDS = 4
_PHRASE = re.compile(r"(?:\b[a-z]+[ ,]+){3}[a-z]+\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", re.S | re.I)


def findings(pair: Pair) -> Iterator[Finding]:
    """Blocks that stand there as in English, or in letters that the language is not written in."""
    letters = letters_of(pair.language)
    english = {_plain(passage.text): passage for passage in reversed(passages(pair.english_parts))}
    for passage in passages(pair.own_parts):
        same = english.get(_plain(passage.text))
        if (same and len(_WORD.findall(words_of(passage))) >= _LEAST_WORDS) or (letters and _foreign(words_of(passage), letters)):
            yield _told(pair, passage, same)
    for passage in html(pair.own_parts):
        if letters and _foreign(_TAG.sub(" ", passage.text), letters):
            yield _told(pair, passage, None)


def words_of(passage: Passage) -> str:
    """What a reader reads of *passage*, without its code."""
    taken = words(passage.text)
    return taken.said if taken else passage.text


def _foreign(words: str, letters: re.Pattern[str]) -> bool:
    count, part = share(words, letters)
    return part < _LEAST_SHARE and (count > _LEAST_LETTERS or bool(not part and _PHRASE.search(words)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _told(pair: Pair, passage: Passage, english: Passage | None) -> Finding:
    there = pair.there(english.line, english.lines[0][1]) if english else None
    return Finding("prose-english", pair.here(passage.line, passage.lines[0][1]), there, error=False)
