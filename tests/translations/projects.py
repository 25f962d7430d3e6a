"""Small books in two languages, with git and without."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from asyncbook.translations import frontmatter
from asyncbook.translations.cli import translations
from asyncbook.translations.pins import pin

from ..helpers import write

ONE = "---\ndescription: First.\n---\n\n# One { #one }\n\nThe first page, and what it says of tasks.\n\n## Tasks { #tasks }\n\nA task runs in the loop.\n\n## Next { #next }\n\nRead on.\n"
ONE_ZH = '---\ndescription: 第一页。\nsource: {pin}\ntranslators: ["@you"]\n---\n\n# 一 {{ #one }}\n\n第一页，讲任务。\n\n## 任务 {{ #tasks }}\n\n任务在事件循环里运行。\n\n## 接下来 {{ #next }}\n\n请继续读。\n'
TWO = "# Two { #two }\n\nThe second page.\n"
TWO_ZH = "---\nsource: {pin}\n---\n# 二 {{ #two }}\n\n第二页。\n"
FILES = {
    "mkdocs.yml": "plugins:\n  asyncbook: {languages: [en, zh]}\n",
    "config/base.yml": "extra:\n  alternate:\n    - {name: English, link: en/, lang: en}\n    - {name: 简体中文, link: zh/, lang: zh-Hans}\nplugins:\n  search: {}\n",
    "config/en.yml": "INHERIT: base.yml\ndocs_dir: ../docs/en\nnav:\n  - part/two.md\n  - Part:\n      - one.md\n",
    "config/zh.yml": "INHERIT: base.yml\ndocs_dir: ../docs/zh\n",
    "docs/en/one.md": ONE,
    "docs/en/part/two.md": TWO,
    "docs/zh/one.md": ONE_ZH.format(pin=pin(ONE)),
    "docs/zh/part/two.md": TWO_ZH.format(pin=pin(TWO)),
}


def project(root: Path) -> Path:
    """A book in English and Chinese, everything in step."""
    return write(root, FILES)


def git(root: Path, *words: str) -> str:
    own = {f"GIT_{who}_{what}": f"{what.lower()}@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *words], cwd=root, env=os.environ | own | alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(root: Path, day: str = "2030-01-02") -> str:
    """Commit everything on that day."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    when = f"{day}T12:00:00+0000"
    os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = when
    try:
        git(root, "commit", "-q", "--allow-empty", "-m", "One step.")
    finally:
        del os.environ["GIT_AUTHOR_DATE"], os.environ["GIT_COMMITTER_DATE"]
    return git(root, "rev-parse", "HEAD").strip()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def source(path: Path) -> str:
    """The pin of a page."""
    return frontmatter.read(path.name, path.read_text(encoding="utf-8")).source


def asked(*words: str, lang: str = "en") -> Result:
    """The command, asked in the current folder. A traceback is never an answer."""
    result = CliRunner().invoke(translations, ["--lang", lang, *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files(root: Path) -> dict[str, bytes]:
    """Everything below *root* but git's own."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
