"""Small books, real programs and real Pythons for the tests."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from asyncbook import pythons, runner, snippets
from asyncbook.pythons import Python
from asyncbook.recordings import Line, Outcome, Recording
from asyncbook.snippets import Snippet

settings.register_profile("book", deadline=None, database=None, max_examples=60)
settings.load_profile("book")

_PROBED = tempfile.TemporaryDirectory(prefix="asyncbook-test-")
VERSIONS = [f"3.{minor}" for minor in range(6, 16)]


@cache
def probed() -> Path:
    """A file that remembers the Pythons of this machine, so that they are probed once."""
    file = Path(_PROBED.name) / "pythons.json"
    pythons.find(file)
    return file


@cache
def every_python() -> tuple[Python, ...]:
    return pythons.find(probed())


def python_of(version: str) -> Python:
    """The Python *version* of this machine; skips the test where there is none."""
    found = [python for python in every_python() if python.minor == version]
    if not found:
        pytest.skip(f"Python {version} is not on this machine.")
    return found[0]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write *files*, text by path, below *folder*."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def book(folder: Path, files: dict[str, str]) -> Path:
    """A project's folder with *files* and the Pythons of this machine already known."""
    write(folder, files)
    (folder / "snippets").mkdir(exist_ok=True)
    (folder / ".cache").mkdir(exist_ok=True)
    shutil.copy(probed(), folder / ".cache" / "pythons.json")
    return folder


def snippet_of(folder: Path, source: str, name: str = "program") -> Snippet:
    """The snippet with this text, in a file below *folder*."""
    path = write(folder, {f"{name}.py": source}) / f"{name}.py"
    snippet, mistakes = snippets.read(path)
    assert snippet, mistakes
    return snippet


def record(folder: Path, source: str, python: Python, **options: Any) -> Recording:
    """What a program with this text does on *python*."""
    return runner.run(snippet_of(folder, source), python, **options)


def printed(recording: Recording, stream: str = "out") -> list[str]:
    """The lines of one stream."""
    return [line.text for line in recording.lines if line.stream == stream]


def recording_of(*lines: Line, outcome: Outcome | None = None, **values: Any) -> Recording:
    """A recording with these lines, as if it had been made."""
    made: dict[str, Any] = {
        "snippet": "part/name", "sha256": "0" * 64, "python": "3.13.0", "implementation": "CPython",
        "platform": "Linux x86_64", "started": "2030-01-02T03:04:05+00:00", "duration": 9.0, "status": 0,
    }  # fmt: skip
    return Recording(**made | values, outcome=outcome or Outcome("ok"), lines=lines)


def ends(process: int, seconds: float = 2.0) -> bool:
    """Whether a process is over soon; one that is dead and not yet waited for is."""
    deadline = time.monotonic() + seconds
    while _state(process) not in ("", "Z"):
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
            return False
        time.sleep(0.01)
    return True


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


@contextmanager
def without_root() -> Iterator[None]:
    """Be nobody for a while, where the tests run as root, whom no folder refuses."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
