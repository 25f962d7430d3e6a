"""The Python interpreters of this machine, each verified by running it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from packaging.version import Version

DEAD = 3600.0
"""Seconds for which an executable that did not answer is not asked again."""

_PROBE = """
import json, os, platform, sys, sysconfig
print(json.dumps([
    getattr(sys, "_base_executable", None) or sys.executable, platform.python_version(), platform.python_implementation(), sys.version,
    platform.system() + " " + platform.machine(), sysconfig.get_paths()["stdlib"],
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
]))
"""


@dataclass(frozen=True, slots=True)
class Python:
    """One interpreter. *build* is its whole ``sys.version``; *stdlib* the folder of its library."""

    executable: str
    version: str
    implementation: str
    build: str
    platform: str
    stdlib: str
    free_threaded: bool

    @property
    def minor(self) -> str:
        """The version without its patch level, such as ``3.15``."""
        return ".".join(self.version.split(".")[:2])

    @property
    def order(self) -> Version:
        # A build between two releases calls itself "3.15.0+".
        return Version(self.version.rstrip("+"))

    @property
    def stable(self) -> bool:
        plain = self.implementation == "CPython" and not self.free_threaded
        return plain and not self.order.is_prerelease and not self.version.endswith("+")


def find(cache: Path | None = None) -> tuple[Python, ...]:
    """Every working Python, oldest first, one for each minor version (its newest patch level).

    *cache* is a file that remembers what a probe of each executable said.
    """
    known = _read(cache)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(pool.map(lambda path: _remembered(path, known), _unique(_candidates())))
    if cache and found != known:
        _write(cache, found)
    best: dict[str, Python] = {}
    for python in found.values():
        if python and (python.minor not in best or _rank(python) > _rank(best[python.minor])):
            best[python.minor] = python
    return tuple(sorted(best.values(), key=lambda python: python.order))


def _rank(python: Python) -> tuple[bool, Version]:
    return python.stable, python.order


def reference(pythons: Iterable[Python]) -> Python | None:
    """The newest stable CPython, whose recordings the pages show."""
    return max((python for python in pythons if python.stable), key=lambda python: python.order, default=None)


def _candidates() -> Iterator[Path]:
    for name in filter(None, os.environ.get("ASYNCBOOK_PYTHONS", "").split(os.pathsep)):
        yield Path(name)
    names = [f"python3.{minor}" for minor in range(6, 30)] + ["python3"]
    for folder in filter(None, os.environ.get("PATH", "").split(os.pathsep)):
        yield from (Path(folder) / name for name in names)
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT", home / ".pyenv"))
    yield from sorted(pyenv.glob("versions/3.*/bin/python3"))
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
    managed = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", data / "uv/python"))
    yield from sorted(managed.glob("cpython-3.*/bin/python3"))
    yield Path(getattr(sys, "_base_executable", sys.executable))


def _unique(paths: Iterator[Path]) -> list[Path]:
    # A shim answers by its name and is a file of its own; links to one interpreter are one.
    return list({path.resolve(): path for path in paths if os.access(path, os.X_OK)}.values())


def probe(path: Path) -> Python | None:
    """What the interpreter at *path* says of itself; None where it does not run."""
    command = [str(path), "-I", "-c", _PROBE]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=True, stdin=subprocess.DEVNULL)
        return Python(*json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError):
        return None


def _remembered(path: Path, known: dict[str, Python | None]) -> tuple[str, Python | None]:
    state = path.stat()
    stamp = f"{path} {state.st_mtime_ns} {state.st_size}"
    if stamp in known and ((python := known[stamp]) is None or Path(python.executable).exists()):
        return stamp, known[stamp]
    return stamp, probe(path)


def _read(cache: Path | None) -> dict[str, Python | None]:
    """What was known; a shim that led nowhere may lead somewhere after a while."""
    try:
        if not cache:
            return {}
        old = time.time() - cache.stat().st_mtime > DEAD
        data = json.loads(cache.read_text())
        return {stamp: Python(**python) if python else None for stamp, python in data.items() if python or not old}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(cache: Path, known: dict[str, Python | None]) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        temporary = cache.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps({stamp: python and asdict(python) for stamp, python in known.items()}))
        temporary.replace(cache)
    except OSError:
        pass  # only slower the next time
