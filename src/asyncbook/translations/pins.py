"""Which English text a translation was made from: the id that git gives that text."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

PIN = re.compile(r"[0-9a-f]{40}")


def pin(text: str) -> str:
    """The blob id of *text*: what ``git hash-object`` says of its file, whatever its line ends are here."""
    data = text.replace("\r\n", "\n").encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def text_of(pin: str, root: Path) -> str | None:
    """The text that *pin* names, as git keeps it; None where git, or that text, is not at hand."""
    if not PIN.fullmatch(pin):
        return None
    try:
        done = subprocess.run(["git", "cat-file", "blob", pin], cwd=root, capture_output=True, check=True)
        return done.stdout.decode("utf-8").replace("\r\n", "\n")
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return None
