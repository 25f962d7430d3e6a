"""The code of a fence: what of it must be the same in every language, and the comments, which may be translated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_SLASHES = {"js", "javascript", "ts", "typescript", "c", "cpp", "rust", "go", "java", "json5", "jsonc"}
_FREE = {"text", "txt", "mermaid", "ascii", "diagram"}
_NOTE = re.compile(r"\(\d+\)!?\s*$")
_STRINGS = r""""{3}(?:[^\\]|\\.)*?(?:"{3}|\Z)|'{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
_COMMENT = {
    "#": re.compile(rf"(?s:{_STRINGS})|(?P<comment>(?<![\w$&{{/#])#[^\n]*)"),
    "//": re.compile(rf"(?s:{_STRINGS})|(?P<comment>(?<!:)//[^\n]*|/\*(?s:.*?)\*/)"),
    "<!--": re.compile(r"(?P<comment><!--(?s:.*?)-->)"),
    "--": re.compile(rf"(?s:{_STRINGS})|(?P<comment>--[^\n]*)"),
}
_OPTION = re.compile(r"""(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|[^\s"']+)|(?P<word>[^\s{}]+)""")


@dataclass(frozen=True, slots=True)
class Info:
    """What stands beside the mark of a fence: its *language* and *options*. A title is words, so any will do."""

    language: str
    options: tuple[tuple[str, str], ...]
    title: str


def info(text: str) -> Info:
    found = [(one["key"] or one["word"], (one["value"] or "").strip("\"'")) for one in _OPTION.finditer(text)]
    title = next((value for key, value in found if key == "title"), "")
    language = found.pop(0)[0].lstrip(".").lower() if found and not found[0][1] else ""
    return Info(language, tuple(sorted((key, "" if key == "title" else value) for key, value in found)), title)


def same(language: str, english: Sequence[str], own: Sequence[str]) -> bool:
    """Whether two bodies in *language* differ in nothing but comments; a drawing in text may differ in its words."""
    if language in _FREE:
        return any(map(str.strip, english)) == any(map(str.strip, own))
    return essence(language, english) == essence(language, own)


def essence(language: str, body: Sequence[str]) -> list[str]:
    """*body* without comments and empty lines; the marks of notes, ``# (1)!``, stay."""
    return [line for _, line in numbered(language, body)]


def within(language: str, english: Sequence[str], own: Sequence[str]) -> bool:
    """Whether *own* has no more lines of its own than it lacks: then it holds code that was changed, and no
    text that slipped in."""
    there, here = Counter(essence(language, english)), Counter(essence(language, own))
    return (here - there).total() <= (there - here).total()


def first_difference(language: str, english: Sequence[str], own: Sequence[str]) -> tuple[int, int]:
    """The lines, from 0, from which the two bodies differ: of *english* and of *own*."""
    there, here = ([*numbered(language, body), (len(body), "")] for body in (english, own))
    pairs = zip(there, here, strict=False)
    return next(((one[0], two[0]) for one, two in pairs if one[1] != two[1]), (len(english), len(own)))


def numbered(language: str, body: Sequence[str]) -> list[tuple[int, str]]:
    """The essence of *body*, each line with its number, from 0."""
    pattern = _COMMENT[_mark(language)]
    text = pattern.sub(lambda found: found[0] if found["comment"] is None else _marks(found[0]), "\n".join(body))
    return [(n, line.rstrip()) for n, line in enumerate(text.split("\n")) if line.strip()]


def _mark(language: str) -> str:
    if language in _SLASHES or language == "css":
        return "//"
    if language in ("html", "xml", "markdown", "md", "svg"):
        return "<!--"
    return "--" if language == "sql" else "#"


def _marks(comment: str) -> str:
    found = _NOTE.search(comment)
    return "\n" * comment.count("\n") + (found[0].strip() if found else "")


def with_comments(language: str, english: Sequence[str], own: Sequence[str]) -> list[str]:
    """The code of *english* with those comments of *own* that are certain to belong there."""
    pattern = _COMMENT[_mark(language)]
    there, here = (list(_comments(pattern, "\n".join(body))) for body in (english, own))
    if language in _FREE or not here:
        return list(english)
    by_code = {code: comment for code, comment in here if code}
    if len(there) == len(here):
        chosen = [comment for _, comment in here]
    else:
        chosen = [by_code.get(code, comment) if code else comment for code, comment in there]
    kept = iter([_keeping_marks(old[1], new) for old, new in zip(there, chosen, strict=True)])
    text = pattern.sub(lambda found: found[0] if found["comment"] is None else next(kept), "\n".join(english))
    return text.split("\n")


def _comments(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """The comments of *text*, each after the code that stands before it on its line."""
    found = [one for one in pattern.finditer(text) if one["comment"] is not None]
    return [(text[text.rfind("\n", 0, one.start()) + 1 : one.start()].strip(), one[0]) for one in found]


def _keeping_marks(english: str, own: str) -> str:
    """*own* with the note's mark that *english* has."""
    words, mark = _NOTE.sub("", own).rstrip(), _NOTE.search(english)
    if not mark:
        return words
    return f"{words} {mark[0].strip()}" if words else english
