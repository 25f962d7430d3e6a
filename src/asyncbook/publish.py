"""Put a finished site in the place of the last one, whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def staging(cache: Path) -> Path:
    """A new empty folder to build in. Those that killed builds left behind are removed."""
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob("staging-*"):
        process = left.name.rpartition("-")[2]
        if process.isdecimal() and not _alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    folder = cache / f"staging-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def publish(folder: Path, target: Path, cache: Path) -> None:
    """Make *folder* the new *target*. Two builds that end at once take turns."""
    with _turn(cache / "publish.lock"):
        target.parent.mkdir(parents=True, exist_ok=True)
        beside, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
        for left in (beside, old):
            shutil.rmtree(left, ignore_errors=True)
        shutil.move(folder, beside)  # copies where target is on another disk
        if target.exists():
            target.rename(old)
        try:
            beside.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def restore(target: Path, cache: Path) -> None:
    """Put the last site back, if a build was killed in the moment in which neither stood at *target*."""
    cache.mkdir(parents=True, exist_ok=True)
    with _turn(cache / "publish.lock"):
        old = target.with_name(f".{target.name}.old")
        if old.exists() and not target.exists():
            old.rename(target)


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
