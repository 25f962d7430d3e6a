"""What git remembers of the English pages. Nothing here fails where git, or its memory, is not at hand."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .pins import PIN

_RAW = re.compile(r"^:\S+ \S+ (?P<old>[0-9a-f]{40}) (?P<new>[0-9a-f]{40}) \S+\t(?P<path>.*)$")
_NONE = "0" * 40


@dataclass(frozen=True)
class History:
    """*replaced* says when a text of an English page gave way to another; *texts* are the pins of all texts
    that a page ever had. *whole* is False where only part of the history was cloned."""

    replaced: dict[str, date] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    whole: bool = False

    def page_of(self, pin: str) -> str:
        """A page that once had this text; empty where none is known."""
        return next((page for page, pins in self.texts.items() if pin in pins), "")


def history(root: Path) -> History:
    """The history of ``docs/en`` below *root*; an empty one where there is none."""
    form = ("--raw", "--no-renames", "--no-abbrev", "--relative", "--format=%cs")
    log = git(root, "log", "--full-history", "-m", *form, "--", "docs/en")
    shallow = git(root, "rev-parse", "--is-shallow-repository")
    found = History(whole=bool(log) and (shallow or b"").strip() == b"false")
    day = date.min
    for line in (log or b"").decode("utf-8", "replace").split("\n"):
        if change := _RAW.match(line):
            page = change["path"].strip('"').removeprefix("docs/en/")
            found.texts.setdefault(page, set()).update({change["old"], change["new"]} - {_NONE})
            if change["old"] != _NONE:
                found.replaced.setdefault(change["old"], day)
        elif line.strip():
            day = date.fromisoformat(line.strip())
    return found


def texts(pins: Iterable[str], root: Path) -> dict[str, str]:
    """The texts that *pins* name, as far as git has them; line ends are ``\\n``."""
    wanted = sorted({pin for pin in pins if PIN.fullmatch(pin)})
    found: dict[str, str] = {}
    rest = git(root, "cat-file", "--batch", given="\n".join(wanted) + "\n") if wanted else b""
    while rest:
        head, _, rest = rest.partition(b"\n")
        name, kind, *size = head.decode().split(" ")
        if size:
            blob, rest = rest[: int(size[0])], rest[int(size[0]) + 1 :]
            if kind == "blob":
                found[name] = blob.decode("utf-8", "replace").replace("\r\n", "\n")
    return found


def git(root: Path, *words: str, given: str = "") -> bytes | None:
    """What git says; None where it fails or is not installed. It fetches nothing."""
    offline = os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(command, cwd=root, input=given.encode(), capture_output=True, check=True, env=offline)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
