"""The words of a line of Markdown, and all that stands between them and is none: code, targets, tags, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

OPEN, CLOSE, CODE, OTHER = "\ue000-\ue7ff", "\ue800-\uefff", "\uf000-\uf3ff", "\uf400-\uf8ff"
"""Ranges of characters, none of them in use, that stand for what begins and what ends a link or emphasis,
for what reads as a Latin word, and for the rest."""
STANDING_IN = re.compile(f"[{OPEN}{CLOSE}{CODE}{OTHER}]")
_FIRST = {kind: ord(kind[0]) for kind in (OPEN, CLOSE, CODE, OTHER)}
_LAST = {kind: ord(kind[-1]) for kind in (OPEN, CLOSE, CODE, OTHER)}
_LONGEST = 20_000
_TARGET = r"""\([ ]*<?[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*>?(?:\s+["'(][^\n]*?["')])?[ ]*\)"""
_TOKEN = re.compile(
    rf"""
    (?=[`<h+\\\\$!{{\[&:*|\]~=_-])(?:
    (?P<code>(?P<ticks>`+)(?!`)(?:.*?[^`])?(?P=ticks)(?!`)
      | <(?P<tag>code|kbd|samp|pre|var|script|style)\b[^>]*>.*?</(?P=tag)>
      | <(?:https?|mailto):[^\s<>]+>
      | \bhttps?://[!-~]*[A-Za-z0-9/\#]
      | \+\+[a-z0-9+"-]+\+\+
      | \\\(.+?\\\) | \\\[.+?\\\] | (?<![\\$])\$\$?(?=[^\s$])[^$\n]*(?<=[^\s$])\$\$?(?!\d) )
  | (?P<other>\\[!-/:-@\[-`{{-~]
      | <!--.*?--> | </?[A-Za-z][^<>]*>
      | \{{\{{.*?\}}\}} | \{{%.*?%\}} | \{{:?[ ]*[\#.a-zA-Z][^{{}}\n]*\}}
      | !\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:{_TARGET}|\[[^\]]*\])
      | \[\^[^\]\s]+\]:?
      | &\#?\w+; | (?<![\w:]):[a-z][a-z0-9_+-]*:(?!:)
      | ^\*?\[[^\]\n]+\]:[^\n]* | ^-+8<-+[^\n]*
      | \| )
  | (?P<lone>\[[^\[\]\n]+\](?![\[(:]))
  | (?P<open>\[)
  | (?P<close>\](?:{_TARGET}|\[[^\[\]\n]*\]))
  | (?P<mark>\*{{1,3}}|~~|==|(?<![A-Za-z0-9_])_{{1,3}}(?=[^\s_])|(?<=[^\s_])_{{1,3}}(?![A-Za-z0-9_])))
    """,
    re.X | re.S | re.M,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text with one character in the place of everything in it that is no word. *hidden* has what each stands for."""

    text: str
    hidden: dict[str, str]

    def whole(self, text: str | None = None) -> str:
        """*text*, or its own, with everything back in its place."""
        return STANDING_IN.sub(lambda found: self.hidden[found[0]], self.text if text is None else text)

    @property
    def said(self) -> str:
        """What a reader reads, without code and without what only formats."""
        return STANDING_IN.sub(lambda found: "" if OPEN[0] <= found[0] <= CLOSE[-1] else " ", self.text)

    @property
    def code(self) -> str:
        """What of it is code, or an address."""
        return " ".join(piece for mark, piece in self.hidden.items() if CODE[0] <= mark <= CODE[-1])


@lru_cache(maxsize=4096)
def words(text: str) -> Words | None:
    """*text*, one passage of a page, taken apart; None where it is too much or too strange to be. Several checks ask for each."""
    if len(text) > _LONGEST or STANDING_IN.search(text):
        return None
    roles = _roles(text)
    counts = dict.fromkeys(_FIRST, 0)
    hidden, taken, at = {}, [], 0
    for start, end, kind in roles:
        code = _FIRST[kind] + counts[kind]
        if code + text.count("\n", start, end) > _LAST[kind]:
            return None
        taken.append(text[at:start])
        for n, line in enumerate(text[start:end].split("\n")):
            hidden[chr(code + n)] = line
            taken += ["\n" * bool(n), chr(code + n)]
        counts[kind] += n + 1
        at = end
    return Words("".join([*taken, text[at:]]), hidden)


def _roles(text: str) -> list[tuple[int, int, str]]:
    """Where what is no word begins and ends, and what it is to its neighbours, in order."""
    found: list[tuple[int, int, str]] = []
    brackets: list[int] = []
    marks: dict[str, int] = {}
    for token in _TOKEN.finditer(text):
        start, end, which = token.start(), token.end(), token.lastgroup
        if token["code"] is not None:
            found.append((start, end, CODE))
        elif token["other"] is not None or token["lone"] is not None:
            found.append((start, end, OTHER))
        elif which == "open":
            brackets.append(start)
        elif which == "close":
            if brackets:
                found += [(brackets[-1], brackets.pop() + 1, OPEN), (start, end, CLOSE)]
        elif token[0] in marks:
            found += [(marks[token[0]], marks.pop(token[0]) + len(token[0]), OPEN), (start, end, CLOSE)]
        elif end < len(text) and not text[end].isspace():
            marks[token[0]] = start
    return sorted(found)
