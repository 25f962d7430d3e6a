"""A book of many translated pages, and how long it takes to check them."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from asyncbook.translations import frontmatter
from asyncbook.translations.pins import pin

from .project import ROOT

LANGUAGES = ("zh", "zh-Hant")


def make(root: Path, pages: int) -> Path:
    """This book's pages and copies of its lessons, up to *pages*, in Chinese and once more as another language."""
    for name in ("config", "snippets"):
        shutil.copytree(ROOT / name, root / name)
    for language, folder in (("en", "en"), *((language, "zh") for language in LANGUAGES)):
        shutil.copytree(ROOT / "docs" / folder, root / "docs" / language)
    shutil.copy(root / "config" / "zh.yml", root / "config" / "zh-Hant.yml")
    lessons = sorted((root / "docs" / "en" / "lessons").glob("*.md"))
    have = len([path for path in (root / "docs" / "en").rglob("*") if path.suffix in (".md", ".ipynb")])
    for number in range(pages - have):
        _copy(root, lessons[number % len(lessons)].name, f"copy{number}.md")
    return root


def _copy(root: Path, name: str, copy: str) -> None:
    """One more page of its own text, in every language."""
    english = (root / "docs/en/lessons" / name).read_text(encoding="utf-8") + f"\nCopy {copy}.\n"
    (root / "docs/en/lessons" / copy).write_text(english, encoding="utf-8")
    for language in LANGUAGES:
        own = (root / "docs" / language / "lessons" / name).read_text(encoding="utf-8") + f"\n第 {copy} 份。\n"
        text = frontmatter.written(copy, own, {frontmatter.SOURCE: pin(english)})
        (root / "docs" / language / "lessons" / copy).write_text(text, encoding="utf-8")


def checked(folder: Path, *, pages: int, rounds: int) -> float:
    """Median seconds of ``asyncbook translations check`` for so many pages in two languages."""
    root = make(folder / "book", pages)
    command = [sys.executable, "-m", "asyncbook", "translations", "check"]
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
