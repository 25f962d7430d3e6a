"""What has changed in English since a page was translated: section by section, block by block, word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .markdown import parts
from .sections import Change, Section, changes, sections

LONG = 4000
"""Words of a block up to which its words are compared."""

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_KINDS = {"fence": "fences", "code": "fences", "include": "fences", "table": "tables", "item": "items", "notes": "items"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a section in both texts: *old* or *new* is empty where there is none. *kind* is a word of the messages."""

    kind: str
    old: str
    new: str

    @property
    def change(self) -> str:
        return "changed" if self.old and self.new else "added" if self.new else "removed"

    def words(self) -> Iterator[tuple[str, str]]:
        """Its text in runs that are ``same``, ``old`` or ``new``."""
        old, new = _WORD.findall(self.old), _WORD.findall(self.new)
        if max(len(old), len(new)) > LONG:
            old, new = [self.old], [self.new]
        for _, i, end_i, j, end_j in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            gone, come = "".join(old[i:end_i]), "".join(new[j:end_j])
            if gone == come:
                yield "same", gone
            else:
                yield from ((kind, text) for kind, text in (("old", gone), ("new", come)) if text)


def compared(old: str, new: str) -> list[Change]:
    """What is otherwise in *new*; what stands above the first heading is a section without id."""
    above = [Section("", "", 1, _above(text)) for text in (old, new)]
    first = [Change("", "changed", above[0], above[1])] if above[0].text != above[1].text else []
    return first + changes(old, new)


def _above(text: str) -> str:
    text = text.replace("\r\n", "\n")
    first = next((section.line for section in sections(text)), None)
    return "\n".join(text.split("\n")[: first - 1 if first else None]).strip()


def pieces(change: Change) -> list[Piece]:
    """The blocks in which a section differs."""
    old, new = (_blocks(section) for section in (change.old, change.new))
    texts = [text for _, text in old], [text for _, text in new]
    found: list[Piece] = []
    for tag, i, end_i, j, end_j in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _paired(old[i:end_i], new[j:end_j])
    return found


def _blocks(section: Section | None) -> list[tuple[str, str]]:
    if section is None:
        return []
    if not section.id:  # front matter is no Markdown
        return [("paragraphs", line) for line in section.text.split("\n") if line.strip()]
    return [(_KINDS.get(part.kind, "paragraphs"), "\n".join(part.lines).strip()) for part in parts(section.text)]


def _paired(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Piece]:
    """Blocks of one kind that stand in each other's place, in order; the rest went or came."""
    rest = list(new)
    for kind, text in old:
        if any(kind == other for other, _ in rest):
            while rest[0][0] != kind:
                yield Piece(rest[0][0], "", rest.pop(0)[1])
            yield Piece(kind, text, rest.pop(0)[1])
        else:
            yield Piece(kind, text, "")
    yield from (Piece(kind, "", text) for kind, text in rest)


def counted(found: list[Piece]) -> dict[str, Counter[str]]:
    """How many blocks of each kind were changed, added, removed."""
    counts: dict[str, Counter[str]] = {}
    for piece in found:
        counts.setdefault(piece.change, Counter())[piece.kind] += 1
    return counts
