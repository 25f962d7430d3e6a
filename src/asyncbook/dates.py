"""When each file of the book was last changed, as git knows it."""

from __future__ import annotations

import re
from pathlib import Path

from .translations.history import git

_COMMIT = re.compile(r"\x1e(?P<day>\d{4}-\d\d-\d\d)\x1f(?P<names>.*)")


def last_changes(root: Path) -> dict[str, str]:
    """The day on which each file below ``docs`` was last changed (``2030-01-31``), by its path below *root*.

    Git is asked once. Files of which it does not know are left out: so are those that are as old as a shallow clone.
    """
    log = git(root, "log", "--format=%x1e%cs%x1f%D", "--name-only", "--no-renames", "--relative", "--", "docs")
    found: dict[str, str] = {}
    day = ""
    for line in (log or b"").decode("utf-8", "replace").split("\n"):
        if commit := _COMMIT.match(line):
            day = "" if "grafted" in commit["names"].split(", ") else commit["day"]
        elif line:
            found.setdefault(line.strip('"'), day)
    return {path: day for path, day in found.items() if day}
