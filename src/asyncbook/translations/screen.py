"""What was found, told to a person: coloured in a terminal, plain in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .check import Checked
from .findings import Finding
from .messages import Messages, Told
from .report import titled
from .status import STATES, Row

STYLES = {"ok": "green", "outdated": "yellow", "missing": "dim", "review": "cyan", "orphan": "red"}
SIGNS = {"changed": "~", "added": "+", "removed": "-"}


@dataclass(frozen=True)
class Screen:
    """Tells people, in the language of *messages*."""

    messages: Messages
    console: Console

    def findings(self, checked: Sequence[Checked]) -> None:
        """Every finding with its place, both texts, why it matters and how to mend it."""
        found = [(finding, self.messages.told(finding, one.language, one.page)) for one in checked for finding in one.findings]
        for number, (finding, told) in enumerate(found, 1):
            self._finding(finding, told, found[number][1] if number < len(found) else None)
        self.line(Text(_summary(checked, self.messages)))
        if count := sum(finding.fixable for finding, _ in found):
            self.line(Text(self.messages.say("fixable", count=count, words=_words(checked)).rstrip()))

    def _finding(self, finding: Finding, told: Told, after: Told | None) -> None:
        """Why it matters and how to mend it are told once for neighbours that have them in common."""
        kind = "error" if finding.error else "warning"
        style = "bold red" if finding.error else "bold yellow"
        place = (f"{finding.here.path}:{finding.here.line}", "bold")
        self.line(Text.assemble(place, "  ", (self.messages.say(kind), style), told.what))
        self._texts(finding)
        last = after is None or after.why != told.why
        if told.why and last:
            self.line(Text(told.why), 4)
        if told.mend and (after is None or after.mend != told.mend):
            self.line(Text(told.mend), 4)
        if last:
            self.line(Text())

    def _texts(self, finding: Finding) -> None:
        english = finding.english
        where = f"{english.path}:{english.line}" if english else ""
        names = [self.messages.say("english_at", place=where), self.messages.say("yours")]
        rows = [(name, one.text.strip()) for name, one in zip(names, (english, finding.here), strict=True) if one and one.text]
        if len(rows) == 2 and rows[0][1] == rows[1][1]:
            del rows[1]
        wide = max((Text(name).cell_len for name, _ in rows), default=0)
        if self.console.is_terminal and any(wide + Text(text).cell_len + 6 > self.console.width for _, text in rows):
            wide = 0  # no columns where the texts need more than a line
        for name, text in rows:
            label = name + " " * (wide - Text(name).cell_len)
            self.line(Text.assemble((f"{label}  ", "dim"), text), 4)

    def line(self, text: Text, indent: int = 0) -> None:
        """Print *text*, in a terminal wrapped below where it begins."""
        if self.console.is_terminal:
            self.console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            lines = text.split("\n", allow_blank=True)
            self.console.print(Text("\n").join(Text(" " * indent).append_text(line) for line in lines), soft_wrap=True)

    def status(self, rows: Sequence[Row]) -> None:
        """A table of pages and languages; then what is to be done."""
        languages = list(dict.fromkeys(row.language for row in rows))
        table = Table(self.messages.say("page"), *languages, box=None, pad_edge=False)
        by_page = {(row.page, row.language): row for row in rows}
        for page in dict.fromkeys(row.page for row in rows):
            cells = (by_page.get((page, language)) for language in languages)
            table.add_row(Text(page), *(self._state(row) for row in cells))
        self.console.print(table)
        for row in rows:
            self._row(row)
        self.line(Text())
        for language in languages:
            states = [row.state for row in rows if row.language == language]
            told = (f"{self.messages.say(state)} {states.count(state)}" for state in STATES if state in states)
            self.line(Text(f"{language}: {', '.join(told)}"))

    def _state(self, row: Row | None) -> Text:
        return Text(self.messages.say(row.state), STYLES[row.state]) if row else Text("")

    def _row(self, row: Row) -> None:
        details = list(self._details(row))
        if details:
            since = self.messages.say("since", day=row.since.isoformat()) if row.since else ""
            name = (f"\ndocs/{row.language}/{row.page}", "bold")
            self.line(Text.assemble(name, "  ", (self.messages.say(row.state), STYLES[row.state]), since))
        for detail in details:
            self.line(Text(detail), 4)

    def _details(self, row: Row) -> Iterator[str]:
        if row.state == "outdated":
            if row.changes is None:
                yield self.messages.say("unknown_changes")
            elif not row.changes:
                yield f"~ {self.messages.say('above')}"
            yield from (
                f"{SIGNS[change.kind]} {titled(change)}  {self.messages.say(change.kind)}" for change in row.changes or ()
            )
        elif row.state == "review" and not row.pin:
            yield self.messages.say("no_pin", words=f"{row.language} {row.page}")


def _summary(checked: Sequence[Checked], messages: Messages) -> str:
    errors = sum(one.errors for one in checked)
    warnings = sum(len(one.findings) for one in checked) - errors
    return messages.say("checked", pages=sum(bool(one.page) for one in checked), errors=errors, warnings=warnings)


def _words(checked: Sequence[Checked]) -> str:
    """The arguments that name the pages where something can be mended."""
    where = [(one.language, one.page) for one in checked if any(finding.fixable for finding in one.findings)]
    languages = {language for language, _ in where}
    if len(languages) > 1:
        return ""
    return " ".join((*languages, *((page for _, page in where) if len(where) <= 3 else ())))
