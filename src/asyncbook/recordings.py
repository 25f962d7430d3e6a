"""What one run of one snippet on one Python did, and the store that keeps it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .events import Events
from .pythons import Python
from .snippets import Snippet

SCHEMA = 5
KEPT = 24 * 3600.0
"""Seconds for which an unused recording survives pruning: another build may be about to read it."""

_WARNING = re.compile(r"^\S.*?:\d+: ((?:\w+\.)*\w*Warning): (.*)$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: seconds after the program's first statement, ``out`` or ``err``, its text."""

    time: float
    stream: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: ``ok``, ``warns``, ``raises``, ``interrupted`` or ``timed-out``.

    *name* is the exception's or warning's class, *text* its message.
    """

    kind: str
    name: str = ""
    text: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.name or self.kind, self.text) if part)

    @property
    def label(self) -> str:
        """``ok``, ``timed-out``, ``raises: KeyError: 1``."""
        return self.kind if str(self) == self.kind else f"{self.kind}: {self}"


@dataclass(frozen=True, slots=True)
class Recording:
    """One run. *duration* is in seconds, *started* in UTC (ISO 8601), *status* an exit status
    (negative: the signal that ended it), *faults* what no snippet should do. *events* is None where
    the Python, or whoever asked for the run, has none."""

    snippet: str
    sha256: str
    python: str
    implementation: str
    platform: str
    started: str
    duration: float
    status: int
    outcome: Outcome
    lines: tuple[Line, ...]
    faults: tuple[str, ...] = ()
    error_line: int = 0
    events: Events | None = None

    @property
    def text(self) -> str:
        """Everything it printed, both streams, in order."""
        return "".join(line.text + "\n" for line in self.lines)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Recording:
        """Raises TypeError, KeyError or ValueError where *data* is no recording."""
        lines = tuple(Line(float(when), str(stream), str(text)) for when, stream, text in data["lines"])
        values = data | {"lines": lines, "outcome": Outcome(**data["outcome"]), "faults": tuple(data["faults"])}
        values["events"] = Events.from_json(data["events"]) if data["events"] else None
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        data["lines"] = [[line.time, line.stream, line.text] for line in self.lines]
        data["events"] = self.events.to_json() if self.events else None
        return data


def outcome_of(status: int, lines: Iterable[Line], *, timed_out: bool = False, raised: Outcome | None = None) -> Outcome:
    """Read the outcome from the exit status, from what the child told of an uncaught exception
    (*raised*), and from the warnings on stderr."""
    if timed_out:
        return Outcome("timed-out")
    if status == -2 or (status and raised and raised.name == "KeyboardInterrupt"):
        return Outcome("interrupted", "KeyboardInterrupt")
    if status < 0:
        return Outcome("raises", f"signal {-status}")
    if status:
        return raised if raised and status == 1 else Outcome("raises", "SystemExit", str(status))
    for line in lines:
        if line.stream == "err" and (found := _WARNING.match(line.text)):
            return Outcome("warns", found[1], found[2])
    return Outcome("ok")


def key(snippet: Snippet, python: Python, *, flags: Iterable[str] = (), salt: str = "") -> str:
    """Everything that a recording depends on, as one hash."""
    digest = hashlib.sha256()
    parts = [str(SCHEMA), salt, snippet.name, snippet.source, *flags]
    parts += [python.implementation, python.build, python.platform, str(python.free_threaded)]
    for part in parts:
        digest.update(part.encode() + b"\0")
    for helper in snippet.helpers:
        digest.update(helper.name.encode() + b"\0" + helper.read_bytes() + b"\0")
    return digest.hexdigest()[:40]


class Store:
    """Recordings by key, one JSON file each. Safe for several builds at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def load(self, key: str) -> Recording | None:
        """The recording kept under *key*; None where there is none or its file is damaged."""
        path = self._path(key)
        try:
            recording = Recording.from_json(json.loads(path.read_bytes()))
            with suppress(OSError):
                os.utime(path)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return recording

    def save(self, key: str, recording: Recording) -> None:
        """Keep *recording*: whole or not at all.

        Raises OSError where the disk is full or the folder cannot be written.
        """
        write_atomically(self._path(key), json.dumps(recording.to_json(), ensure_ascii=False))

    def prune(self, used: set[str]) -> int:
        """Drop what no page used and nobody has read for a day; how many that were."""
        old = time.time() - KEPT
        gone = 0
        for path in (*self.folder.glob("*/*.json"), *self.folder.glob("*/.*.part")):  # the latter of killed builds
            with suppress(FileNotFoundError):  # another build may prune as well
                if path.stem not in used and path.stat().st_mtime < old:
                    path.unlink()
                    gone += 1
        return gone


def write_atomically(path: Path, text: str) -> None:
    """Write *text* so that *path* holds either all of it or what it held before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
