"""What every snippet did on every Python: committed in versions.json, measured again wherever a Python is at hand.

The file holds outcomes and no times, so that it changes only where a Python behaves otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .mistakes import Mistake, not_utf8, shown
from .recordings import Outcome, Recording, write_atomically

FILE = "versions.json"
_MINOR = re.compile(r"\d+\.\d+")
_ADDRESS = re.compile("0x[0-9a-f]{6,}")
_LIBRARY = re.compile(r"lib/python3\.\d+/([\w/]+\.py):\d+")

Table = dict[str, "Did"]
"""What one snippet did, by minor version (``3.9``), oldest first."""


@dataclass(frozen=True, slots=True)
class Did:
    """The *outcome* on one Python, whose full version is *python* (``3.9.25``)."""

    python: str
    outcome: Outcome

    @property
    def minor(self) -> str:
        return ".".join(self.python.split(".")[:2])


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring Pythons on which a snippet did the same, oldest first."""

    did: tuple[Did, ...]

    @property
    def outcome(self) -> Outcome:
        return self.did[0].outcome

    @property
    def label(self) -> str:
        """Such as ``3.9–3.13``, or ``3.8``."""
        return "–".join(dict.fromkeys((self.did[0].minor, self.did[-1].minor)))


def measured(recording: Recording) -> Did:
    """What *recording* says, without what differs from run to run or from patch to patch: addresses, and the
    places of lines in the library."""
    outcome = recording.outcome
    text = _LIBRARY.sub(r"\1", _ADDRESS.sub("0x…", outcome.text))
    return Did(recording.python, Outcome(outcome.kind, outcome.name, text))


def ordered(table: Mapping[str, Did]) -> Table:
    """*table*, oldest Python first."""
    return dict(sorted(table.items(), key=lambda item: _number(item[0])))


def _number(minor: str) -> tuple[int, ...]:
    return tuple(int(part) for part in minor.split("."))


def spans(table: Mapping[str, Did]) -> list[Span]:
    """Equal neighbours merged; a Python that is missing between two keeps them apart."""
    found: list[list[Did]] = []
    for minor, did in ordered(table).items():
        last = found[-1][-1] if found else None
        if last and last.outcome == did.outcome and _number(last.minor)[1] + 1 == _number(minor)[1]:
            found[-1].append(did)
        else:
            found.append([did])
    return [Span(tuple(group)) for group in found]


def load(path: Path) -> tuple[dict[str, Table], list[Mistake]]:
    """What is committed, by snippet; nothing, and why, where *path* is damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, []
    except json.JSONDecodeError as error:
        return {}, [_damaged(path, error.lineno, f"{error.msg} (column {error.colno})")]
    except UnicodeDecodeError as error:
        return {}, [not_utf8(path, error)]
    try:
        return {name: _read(name, table) for name, table in _object("the file", data).items()}, []
    except ValueError as error:
        return {}, [_damaged(path, 1, str(error))]


def _read(name: str, table: Any) -> Table:
    try:
        found = {minor: _did(f"{name} on {minor}", entry) for minor, entry in _object(name, table).items()}
        if wrong := [minor for minor in found if not _MINOR.fullmatch(minor)]:
            raise ValueError(f"{name} has the version {wrong[0]!r}")
        return ordered(found)
    except KeyError as error:
        raise ValueError(f"{name} without {error}") from error


def _object(what: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is {json.dumps(value)[:40]}")
    return value


def _did(what: str, entry: Any) -> Did:
    more = _object(what, entry).keys() - {"python", "outcome", "name", "text"}
    if more:
        raise ValueError(f"{what} has the unknown key {min(more)!r}")
    if wrong := [key for key, value in entry.items() if not isinstance(value, str)]:
        raise ValueError(f"{what} has as {wrong[0]} no text but {json.dumps(entry[wrong[0]])[:40]}")
    return Did(entry["python"], Outcome(entry["outcome"], entry.get("name", ""), entry.get("text", "")))


def _damaged(path: Path, line: int, found: str) -> Mistake:
    return Mistake(shown(path), line, found, "what asyncbook versions --update writes", f"undo it: git checkout -- {shown(path)}")


def save(path: Path, tables: Mapping[str, Table]) -> None:
    """Write *tables*, one line for each Python, in the order of names."""
    write_atomically(path, "{\n" + ",\n".join(_lines(tables)) + "\n}\n")


def _lines(tables: Mapping[str, Table]) -> Iterator[str]:
    for name, table in sorted(tables.items()):
        rows = [f"    {json.dumps(minor)}: {_entry(did)}" for minor, did in ordered(table).items()]
        yield f"  {json.dumps(name)}: {{\n" + ",\n".join(rows) + "\n  }"


def _entry(did: Did) -> str:
    outcome = did.outcome
    entry = {"python": did.python, "outcome": outcome.kind, "name": outcome.name, "text": outcome.text}
    return json.dumps({key: value for key, value in entry.items() if value}, ensure_ascii=False)


def updated(committed: Mapping[str, Did], found: Iterable[Did], admitted: Iterable[str]) -> Table:
    """*committed* with what was *found* on this machine. What is the same keeps its patch level; Pythons
    that the snippet does not cover (those not *admitted*) go."""
    table = {minor: did for minor, did in committed.items() if minor in set(admitted)}
    for did in found:
        if did.minor not in table or table[did.minor].outcome != did.outcome:
            table[did.minor] = did
    return ordered(table)


def differences(path: Path, name: str, committed: Mapping[str, Did], now: Mapping[str, Did]) -> list[Mistake]:
    """Every line of *path* that another table, *now*, would have; one for all of a snippet that is new to it."""
    mend = f"if it is right so: asyncbook versions --update {name}"
    if now and not committed:
        expected = "what it does on " + ", ".join(ordered(now))
        return [Mistake(shown(path), 1, f"no entry for {name}", expected, f"run: asyncbook versions --update {name}")]
    found = []
    for minor in ordered({**committed, **now}):
        before, after = committed.get(minor), now.get(minor)
        if (before and before.outcome) != (after and after.outcome):
            found_now = f"{name} on {after.python if after else minor}: {_told(after)}"
            found.append(Mistake(shown(path), _line(path, name, minor), found_now, _told(before), mend))
    return found


def has_program(path: Path, name: str) -> bool:
    """Whether the program *name* lies beside *path*, readable or not."""
    return (path.parent / f"{name}.py").is_file()


def without_program(path: Path, committed: Iterable[str]) -> list[Mistake]:
    """The entries of *path* whose programs are gone."""
    mend = "run: asyncbook versions --update"
    gone = [name for name in committed if not has_program(path, name)]
    return [Mistake(shown(path), _line(path, name), f"an entry for {name}", "a program of that name", mend) for name in gone]


def _told(did: Did | None) -> str:
    return did.outcome.label if did else "no entry"


def minors(tables: Iterable[Table]) -> list[str]:
    """Every minor version in *tables*, oldest first."""
    return sorted({minor for table in tables for minor in table}, key=_number)


def _line(path: Path, name: str, minor: str = "") -> int:
    """Where *name* begins in *path*, or its *minor* version."""
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    inside = False
    for number, line in enumerate(lines, 1):
        if line.startswith('  "'):
            inside = line.startswith(f"  {json.dumps(name)}:")
            if inside and not minor:
                return number
        elif inside and line.startswith(f"    {json.dumps(minor)}:"):
            return number
    return 1
