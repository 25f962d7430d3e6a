"""A page cut at its headings, and what became of each section between two texts of it."""

from __future__ import annotations

from dataclasses import dataclass

from .markdown import parts


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, up to the next: its *id*, *title*, first *line* and text."""

    id: str
    title: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the section *id*: it was ``changed``, ``added`` or ``removed``. *old* or *new* is
    None where there is none."""

    id: str
    kind: str
    old: Section | None
    new: Section | None

    @property
    def title(self) -> str:
        section = self.new or self.old
        return section.title if section else ""


def sections(text: str) -> list[Section]:
    """The sections of *text* in order; what stands above the first heading is none."""
    lines = text.replace("\r\n", "\n").split("\n")
    heads = [part for part in parts(text) if part.kind == "heading"]
    ends = [*(part.line - 1 for part in heads[1:]), *([len(lines)] if heads else [])]
    return [
        Section(head.key[1] or head.prose[0][1], head.prose[0][1], head.line, "\n".join(lines[head.line - 1 : end]).rstrip())
        for head, end in zip(heads, ends, strict=True)
    ]


def changes(old: str, new: str) -> list[Change]:
    """What is otherwise in *new* than in *old*, in the order of *new*; what was removed comes last."""
    before = {section.id: section for section in sections(old)}
    after = {section.id: section for section in sections(new)}
    found = [
        Change(id, "changed" if id in before else "added", before.get(id), section)
        for id, section in after.items()
        if id not in before or before[id].text != section.text
    ]
    return found + [Change(id, "removed", section, None) for id, section in before.items() if id not in after]
