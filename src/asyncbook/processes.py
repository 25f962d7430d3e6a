"""The processes of one run, wherever they have gone."""

from __future__ import annotations

import os
from pathlib import Path


def belonging(home: str, group: int) -> list[int]:
    """The processes that still run of a program: of its group, or with the HOME that only they have.

    One that has ended but was not collected yet does not run.
    """
    if not Path("/proc/self/environ").exists():
        return _of_group(group)
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            mine = int(its_group) == group or f"HOME={home}\0".encode() in (folder / "environ").read_bytes()
        except (OSError, ValueError):
            continue
        if mine and state not in "ZX":
            found.append(int(folder.name))
    return found


def _of_group(group: int) -> list[int]:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return []
    return [group]
