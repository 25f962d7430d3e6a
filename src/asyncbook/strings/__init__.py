"""The words around a recording, one TOML file for each language."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path


@cache
def strings(language: str) -> dict[str, str]:
    """The texts of *language*; English for what it lacks."""
    folder = Path(__file__).parent
    path = folder / f"{language}.toml"
    own = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {**tomllib.loads((folder / "en.toml").read_text(encoding="utf-8")), **own}


def preferred() -> str:
    """``zh`` where the person's locale is a Chinese one, else ``en``."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").startswith("zh") else "en"
