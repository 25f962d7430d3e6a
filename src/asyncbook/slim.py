"""The site's own style sheet and scripts without what only their authors need: comments and indentation."""

from __future__ import annotations

import re
from pathlib import Path

OWN = ("assets/site.css", "assets/site.js", "assets/timeline.js", "assets/versions.js")
"""What is ours; what themes and libraries bring is slim already. No string of ours goes over a line end."""


def css(text: str) -> str:
    """*text* without comments, its white space as short as it may be."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};]) ?", r"\1", text).strip()


def script(text: str) -> str:
    """*text* without lines that are comments, without indentation and empty lines."""
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def slim(folder: Path) -> None:
    """Rewrite those of our files that lie below *folder*, one language of a site."""
    for name in OWN:
        path = folder / name
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(css(text) if path.suffix == ".css" else script(text), encoding="utf-8")
