"""A book of any size, made from this project's own configuration and theme."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from asyncbook.pythons import find, reference

ROOT = Path(__file__).parents[1]
MKDOCS = Path(sys.executable).with_name("mkdocs")

# On one Python: what several cost is a matter of how many there are.
_PROGRAM = '''# /// snippet
# pythons = "=={python}.*"
# ///
"""Sleeper {number}."""

import asyncio


async def main() -> None:
    await asyncio.sleep({seconds})
    print("sleeper {number} woke up")


asyncio.run(main())
'''


@dataclass(frozen=True)
class Project:
    """A book in *root* with its *languages*."""

    root: Path
    languages: tuple[str, ...]

    def build(self, *options: str) -> float:
        """Build the site as a person would; the seconds that it took."""
        return timed([MKDOCS, "build", "--quiet", *options], self.root)

    def pages(self, language: str) -> list[Path]:
        return sorted((self.root / "docs" / language).glob("part/*.md"))

    def recordings(self) -> int:
        return len(list((self.root / ".cache" / "recordings").glob("*/*.json")))

    def forget(self) -> None:
        """Make the next build a cold one. The list of Pythons is kept: it is not the book's."""
        shutil.rmtree(self.root / ".cache" / "recordings", ignore_errors=True)


def timed(command: list[str | Path], folder: Path) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begun


def make(
    root: Path,
    *,
    snippets: int,
    seconds: float = 1.5,
    pages: int = 10,
    languages: tuple[str, ...] = ("en", "zh"),
    run: bool = True,
) -> Project:
    """Write a book of *snippets* programs that sleep *seconds* each, on *pages* pages in each language.

    With *run* False the pages show the same text as plain fences: the same book, typed by hand.
    """
    shutil.copytree(ROOT / "docs" / "theme", root / "docs" / "theme")
    shutil.copytree(ROOT / "docs" / "root", root / "docs" / "root")
    python = newest.minor if (newest := reference(find(ROOT / ".cache" / "pythons.json"))) else "3"
    names = [f"part/sleeper_{number}" for number in range(snippets)]
    (root / "snippets" / "part").mkdir(parents=True)
    for number, name in enumerate(names if run else []):
        (root / "snippets" / f"{name}.py").write_text(_program(number, seconds, python))
        (root / "snippets" / f"{name}.out").write_text(f"sleeper {number} woke up\n")
    for language in languages:
        _pages(root / "docs" / language, names, pages, seconds, run)
    _configs(root, pages, languages)
    return Project(root, languages)


def _pages(folder: Path, names: list[str], pages: int, seconds: float, run: bool) -> None:
    (folder / "part").mkdir(parents=True)
    (folder / "index.md").write_text("# Book { #book }\n\nA page.\n")
    for page in range(pages):
        parts = [f"# Page {page} {{ #page-{page} }}\n\nSome words about 事件循环 and 协程, so that there is something to cut.\n"]
        for number in range(page, len(names), pages):
            fence = _fence(names[number]) if run else _typed(number, seconds)
            parts.append(f"## Sleeper {number} {{ #sleeper-{number} }}\n\n{fence}\n")
        (folder / "part" / f"page_{page}.md").write_text("\n".join(parts))


def _program(number: int, seconds: float, python: str) -> str:
    return _PROGRAM.format(number=number, seconds=seconds, python=python)


def _fence(name: str) -> str:
    return f'```python exec="1" source="above" result="text"\n--8<-- "{name}.py"\n```\n'


def _typed(number: int, seconds: float) -> str:
    program = _program(number, seconds, "").partition("# ///\n")[2]
    return f"```python\n{program}```\n\n```text\nsleeper {number} woke up\n```\n"


def _configs(root: Path, pages: int, languages: tuple[str, ...]) -> None:
    shutil.copytree(ROOT / "config", root / "config")
    main = (ROOT / "mkdocs.yml").read_text().replace("languages: [en, zh]", f"languages: [{', '.join(languages)}]")
    (root / "mkdocs.yml").write_text(main)
    nav = ["index.md", {"Part": [f"part/page_{page}.md" for page in range(pages)]}]
    for language in languages:
        source = root / "config" / f"{'zh' if language == 'zh' else 'en'}.yml"
        settings = yaml.safe_load(source.read_text()) | {"nav": nav, "docs_dir": f"../docs/{language}"}
        (root / "config" / f"{language}.yml").write_text(yaml.safe_dump(settings, allow_unicode=True))


def stock(project: Project) -> float:
    """Build every language with markdown-exec as it comes, in-process; the seconds that it took."""
    total = 0.0
    for language in project.languages:
        base = yaml.safe_load((project.root / "config" / "base.yml").read_text())
        own = yaml.safe_load((project.root / "config" / f"{language}.yml").read_text())
        for name in ("asyncbook", "asyncbook-language"):
            base["plugins"].pop(name, None)
            base["markdown_extensions"].pop(name, None)
        base["theme"].pop("custom_dir")
        base["plugins"] |= own.pop("plugins", {})
        own.pop("INHERIT")
        base["theme"] |= own.pop("theme", {})
        path = project.root / "config" / f"stock-{language}.yml"
        path.write_text(yaml.safe_dump(base | own, allow_unicode=True))
        total += timed(
            [MKDOCS, "build", "--quiet", "--config-file", path, "--site-dir", project.root / "stock" / language], project.root
        )
    return total
