"""What was found, told to a program or to GitHub; :mod:`.screen` tells people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .check import Checked
from .findings import Finding, Place
from .messages import Messages
from .sections import Change
from .status import Row


def titled(change: Change) -> str:
    """The heading of a section, with its id."""
    return change.title if change.id == change.title else f"{change.title} (#{change.id})"


def findings_json(checked: Iterable[Checked], messages: Messages) -> str:
    """Every finding as an object of its own."""
    pages = list(checked)
    found = [_as_json(finding, one, messages) for one in pages for finding in one.findings]
    errors = sum(one["error"] for one in found)
    counts = {"pages": sum(bool(one.page) for one in pages), "errors": errors, "warnings": len(found) - errors}
    return json.dumps({"findings": found, **counts}, ensure_ascii=False, indent=1)


def _as_json(finding: Finding, one: Checked, messages: Messages) -> dict[str, Any]:
    told = messages.told(finding, one.language, one.page)
    english = finding.english
    return {
        "code": finding.code, "error": finding.error, "fixable": finding.fixable,
        "language": one.language, "page": one.page,
        "path": finding.here.path, "line": finding.here.line, "text": finding.here.text,
        "english": {"path": english.path, "line": english.line, "text": english.text} if english else None,
        "what": told.what, "why": told.why, "mend": told.mend,
    }  # fmt: skip


def status_json(rows: Iterable[Row]) -> str:
    """Every row as an object; *changes* are null where they are not known."""
    return json.dumps([_row_json(row) for row in rows], ensure_ascii=False, indent=1)


def _row_json(row: Row) -> dict[str, Any]:
    changed = None if row.changes is None else [
        {"kind": change.kind, "id": change.id, "title": change.title} for change in row.changes
    ]  # fmt: skip
    return {
        "language": row.language, "page": row.page, "state": row.state, "changes": changed,
        "since": row.since.isoformat() if row.since else None,
        "translators": list(row.translators), "pin": row.pin, "review": row.review, "machine": row.machine,
    }  # fmt: skip


def findings_github(checked: Iterable[Checked], messages: Messages, root: Path) -> Iterator[str]:
    """Every finding as an annotation of a line."""
    for one in checked:
        for finding in one.findings:
            told = messages.told(finding, one.language, one.page)
            english = finding.english
            where = f"{english.path}:{english.line}" if english else ""
            beside = f"{messages.say('english_at', place=where)} {english.text}" if english and english.text else ""
            text = "\n".join(filter(None, (beside, told.why, told.mend)))
            yield annotation("error" if finding.error else "warning", finding.here, told.what, text, root)


def status_github(rows: Iterable[Row], messages: Messages, root: Path) -> Iterator[str]:
    """Every page that is not in step as an annotation of its file."""
    for row in rows:
        if row.state != "ok":
            folder = "en" if row.state == "missing" else row.language
            place = Place(f"{root.as_posix()}/docs/{folder}/{row.page}", 1)
            sections = ", ".join(titled(change) for change in row.changes or ())
            yield annotation("warning", place, f"{row.language}: {messages.say(row.state)}", sections, root)


def annotation(kind: str, place: Place, title: str, text: str, root: Path) -> str:
    """A line that GitHub shows beside *place*; its path is that below *root*."""
    path = (Path.cwd() / place.path).resolve()
    file = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
    where = f"file={_property(file.as_posix())},line={place.line},title={_property(title)}"
    return f"::{kind} {where}::{_data(text or title)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
