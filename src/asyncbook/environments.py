"""Cached virtual environments, one for each set of dependencies and Python."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from .pythons import Python


class InstallError(Exception):
    """Dependencies that could not be installed; the text is the installer's last words."""


def python_with(dependencies: tuple[str, ...], python: Python, cache: Path) -> Python:
    """*python* with *dependencies* installed; made with uv the first time.

    Raises InstallError where that fails.
    """
    if not dependencies:
        return python
    name = hashlib.sha256(f"{python.build}\n{python.executable}\n{sorted(dependencies)}".encode()).hexdigest()[:16]
    folder = cache / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (cache / f"{name}.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # two builds, or two snippets, may want it at once
        if not (folder / "ready").exists():
            _make(folder, dependencies, python)
    return replace(python, executable=str(folder / "bin" / "python"))


def _make(folder: Path, dependencies: tuple[str, ...], python: Python) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    uv = _uv()
    _call([uv, "venv", "--quiet", "--no-project", "--python", python.executable, str(folder)])
    _call([uv, "pip", "install", "--quiet", "--python", str(folder / "bin" / "python"), *dependencies])
    (folder / "ready").touch()


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if not found:
        raise InstallError("uv is not installed; run: make setup")
    return found


def _call(command: list[str]) -> None:
    clean = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    done = subprocess.run(command, capture_output=True, text=True, env=clean, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise InstallError(" ".join(done.stderr.removeprefix("error: ").split()[-60:]))
