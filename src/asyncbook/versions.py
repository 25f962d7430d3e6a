"""What every snippet did on every Python: committed in versions.json, measured again wherever a Python is at hand.

The file holds outcomes and no times, so that it changes only where a Python behaves otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .mistakes import Mistake, shown
from .recordings import Outcome, Recording, write_atomically

FILE = "versions.json"
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
        return {name: ordered({minor: _did(entry) for minor, entry in table.items()}) for name, table in data.items()}, []
    except FileNotFoundError:
        return {}, []
    except json.JSONDecodeError as error:
        return {}, [_damaged(path, error.lineno, f"{error.msg} (column {error.colno})")]
    except (UnicodeDecodeError, AttributeError, TypeError, KeyError, ValueError) as error:
        return {}, [_damaged(path, 1, f"{type(error).__name__}: {error}")]


def _did(entry: dict[str, str]) -> Did:
    more = entry.keys() - {"python", "outcome", "name", "text"}
    if more:
        raise KeyError(f"unknown key {min(more)!r}")
    return Did(entry["python"], Outcome(entry["outcome"], entry.get("name", ""), entry.get("text", "")))


def _damaged(path: Path, line: int, found: str) -> Mistake:
    mend = "undo the change, or delete the file and say: asyncbook versions --update"
    return Mistake(shown(path), line, found, "what asyncbook versions --update writes", mend)


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
        return [Mistake(shown(path), 1, f"no entry for {name}", expected, f"asyncbook versions --update {name}")]
    found = []
    for minor in ordered({**committed, **now}):
        before, after = committed.get(minor), now.get(minor)
        if (before and before.outcome) != (after and after.outcome):
            told = f"{name} on {after.python if after else minor}: {_told(after)}"
            found.append(Mistake(shown(path), _line(path, name, minor), told, _told(before), mend))
    return found


def _told(did: Did | None) -> str:
    if did is None:
        return "no entry"
    return did.outcome.kind if did.outcome.kind == "ok" else f"{did.outcome.kind} {did.outcome}"


def _line(path: Path, name: str, minor: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    inside = False
    for number, line in enumerate(lines, 1):
        if line.startswith('  "'):
            inside = line.startswith(f"  {json.dumps(name)}:")
        elif inside and line.startswith(f"    {json.dumps(minor)}:"):
            return number
    return 1
