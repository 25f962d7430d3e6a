"""Beginning pages and languages, by the commands alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from asyncbook.translations import names
from asyncbook.translations.pins import pin
from asyncbook.translations.status import status
from asyncbook.translations.writing import WritingError, write_all

from ..books import build, told
from .projects import ONE, asked, commit, edit, files, source

JAPANESE = """\
# タスク { #task }

タスクは、コルーチンをイベントループで動かすためのものです。作られた時点ですぐに動くのではなく、ループに順番が回ってきてから動き始めます。

```python exec="1" source="above" result="text"
--8<-- "part/fine.py"
```

## 終わりを待つ { #wait }

タスクを `await` すると、終わるまで待って結果を受け取れます。ほかのページは[最初のページ](index.md#book)から読めます。
"""
ENGLISH = """\
# Tasks { #task }

A task runs a coroutine in the event loop. It does not run as soon as it is made: it begins when the loop gets to it.

```python exec="1" source="above" result="text"
--8<-- "part/fine.py"
```

## Wait for its end { #wait }

Await a task, and you wait until it is done and get its result. Other pages are listed on the [first page](index.md#book).
"""
FIRST = "# Book { #book }\n\nRead of [tasks](task.md#wait).\n"
FIRST_ZH = "---\nsource: {pin}\n---\n# 书 {{ #book }}\n\n请读[任务](task.md#wait)。\n"


def test_a_page_is_begun_as_a_copy_with_its_pin(here: Path) -> None:
    (here / "docs/zh/one.md").unlink()
    result = asked("new", "zh", "one")
    assert result.exit_code == 0
    text = Path("docs/zh/one.md").read_text()
    assert text == ONE.replace("First.\n", f"First.\nsource: {pin(ONE)}\ntranslators: []\n")
    assert "docs/zh/one.md" in result.stdout
    assert "DOCS_LANG=zh make serve" in result.stdout
    assert "asyncbook translations check zh one.md" in result.stdout
    assert "translators is empty" in asked("check", "zh", "one").stdout


def test_a_page_that_is_there_is_never_written_over(here: Path) -> None:
    before = files(here)
    result = asked("new", "zh", "one")
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    assert files(here) == before


def test_every_file_of_a_new_language_is_named_for_the_commit(here: Path) -> None:
    last = asked("new-language", "ja").stdout.splitlines()[-1]
    assert last.endswith("git add config/ja.yml docs/ja/.gitkeep mkdocs.yml config/base.yml")


def test_an_orphan_is_no_page_to_begin(here: Path) -> None:
    Path("docs/zh/old.md").write_text("# 旧\n")
    assert "there is no page old" in asked("new", "zh", "old").stderr


def test_a_notebook_is_begun_with_its_pin_in_its_metadata(here: Path) -> None:
    text = json.dumps({"cells": [], "metadata": {"kernelspec": {}}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"
    Path("docs/en/book.ipynb").write_text(text)
    assert asked("new", "zh", "book").exit_code == 0
    begun = json.loads(Path("docs/zh/book.ipynb").read_text())
    assert begun["metadata"]["asyncbook"] == {"source": pin(text), "translators": []}
    assert begun.keys() == json.loads(text).keys()


def test_windows_line_ends_are_kept(here: Path) -> None:
    Path("docs/en/three.md").write_bytes(b"# Three { #three }\r\n\r\nText.\r\n")
    asked("new", "zh", "three")
    data = Path("docs/zh/three.md").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert source(Path("docs/zh/three.md")) == pin("# Three { #three }\n\nText.\n")


def test_a_language_is_begun(here: Path) -> None:
    write_all(
        {
            here / "src/asyncbook/strings/en.toml": 'output = "Output"\n',
            here / "config/glossary/en.toml": '[task]\nterm = "task"\n',
        }
    )
    result = asked("new-language", "ja")
    assert result.exit_code == 0
    assert yaml.safe_load(Path("mkdocs.yml").read_text())["plugins"]["asyncbook"]["languages"] == ["en", "zh", "ja"]
    base = yaml.safe_load(Path("config/base.yml").read_text())
    assert base["extra"]["alternate"][-1] == {"name": "日本語", "link": "ja/", "lang": "ja"}
    assert base["plugins"] == {"search": {}}
    assert yaml.safe_load(Path("config/ja.yml").read_text())["docs_dir"] == "../docs/ja"
    assert tomllib.loads(Path("config/glossary/ja.toml").read_text()) == {}
    assert tomllib.loads(re.sub("(?m)^# (?=\\[|translation)", "", Path("config/glossary/ja.toml").read_text())) == {
        "task": {"translation": "task"}
    }
    assert tomllib.loads(Path("src/asyncbook/strings/ja.toml").read_text()) == {}
    assert {row.state for row in status(here) if row.language == "ja"} == {"missing"}
    assert asked("check").exit_code == 0
    for path in ("config/ja.yml", "docs/ja/.gitkeep", "mkdocs.yml", "config/base.yml", "config/glossary/ja.toml"):
        assert f"written: {path}\n" in result.stdout


def test_a_list_of_languages_may_be_written_in_lines(here: Path) -> None:
    Path("mkdocs.yml").write_text("plugins:\n  - asyncbook\n")
    assert "mkdocs.yml cannot be edited" in asked("new-language", "ja").stderr
    Path("mkdocs.yml").write_text("plugins:\n  asyncbook:\n    languages:\n      - en  # first\n      - zh\nnav: []\n")
    Path("config/base.yml").write_text(
        "extra:\n  alternate:\n    - name: English\n      link: en/\n      lang: en\n    # others\n\nplugins: {}\n"
    )
    assert asked("new-language", "pt-BR").exit_code == 0
    assert yaml.safe_load(Path("mkdocs.yml").read_text()) == {
        "plugins": {"asyncbook": {"languages": ["en", "zh", "pt-BR"]}},
        "nav": [],
    }
    base = yaml.safe_load(Path("config/base.yml").read_text())
    assert base["extra"]["alternate"][1] == {"name": "Português (Brasil)", "link": "pt-BR/", "lang": "pt-BR"}
    assert base["plugins"] == {}


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("zh_CN", "zh-Hans is there already: config/base.yml"),
        ("zh_TW", "zh_TW is no language tag; expected: `zh-Hant`"),
        ("zh-CN.UTF-8", "zh-Hans is there already: config/base.yml"),
        ("../x", "../x is no language tag; expected: a tag such as ja or pt-BR"),
        ("/tmp/x", "/tmp/x is no language tag; expected: a tag such as ja or pt-BR"),
        ("", " is no language tag; expected: a tag such as ja or pt-BR"),
        ("..", ".. is no language tag"),
        ("ja\n", "ja\n is no language tag; expected: `ja`"),
        ("pt_br", "pt_br is no language tag; expected: `pt-BR`"),
        ("JA", "JA is no language tag; expected: `ja`"),
        ("Japanese", "Japanese is no language tag; expected: `ja`"),
        ("日本語", "日本語 is no language tag; expected: `ja`"),
        ("zh-hans", "zh-Hans is there already: config/base.yml"),
        ("zh", "zh is there already: config/zh.yml"),
        ("zh-Hans", "zh-Hans is there already: config/base.yml"),
        ("en", "en is there already: config/en.yml"),
        ("zh-CN", "zh-Hans is there already: config/base.yml"),
        ("zh-TW", "zh-TW is not the usual tag; expected: `zh-Hant`"),
        ("jp", "jp is not the usual tag; expected: `ja`"),
        ("xx", "xx is not among the languages whose names are known here"),
    ],
)
def test_a_language_that_is_none_is_not_begun(here: Path, tag: str, told: str) -> None:
    before = files(here.parent)
    result = asked("new-language", tag)
    assert result.exit_code == 1
    assert result.stderr.startswith(told)
    assert files(here.parent) == before


def test_a_language_may_bring_its_name(here: Path) -> None:
    assert asked("new-language", "la", "--name", "Lingua: Latina, {vera}").exit_code == 0
    assert yaml.safe_load(Path("config/base.yml").read_text())["extra"]["alternate"][-1]["name"] == "Lingua: Latina, {vera}"


def test_nothing_is_left_where_one_file_cannot_be_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(here)
    replace = os.replace

    def fails(source: str, target: str) -> None:
        if Path(target).name == "base.yml":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fails)
    result = asked("new-language", "ja")
    assert result.exit_code == 1
    assert result.stderr == "No space left on device; everything was put back as it was\n"
    assert files(here) == before
    assert not Path("docs/ja").exists()


def test_an_interruption_leaves_no_half_of_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: str, target: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    before = files(here)
    with pytest.raises(KeyboardInterrupt):
        write_all({here / "new" / "a.md": "a", here / "docs/zh/one.md": "b"})
    assert files(here) == before
    assert not (here / "new").exists()


def test_a_file_in_the_way_is_no_traceback(here: Path) -> None:
    (here / "taken").write_text("")
    with pytest.raises(WritingError):
        write_all({here / "taken" / "a.md": "a"})


def test_material_speaks_the_languages_that_are_said_to() -> None:
    import material

    folder = Path(material.__file__).parent / "templates" / "partials" / "languages"
    have = {path.stem for path in folder.glob("*.html")}
    assert have >= names.THEME
    lunr = {path.stem.removeprefix("lunr.").removesuffix(".min") for path in folder.parents[2].rglob("lunr.*.min.js")}
    assert lunr >= names.SEARCH
    assert all((names.well_formed(tag) and not names.meant(tag)) or names.meant(tag) == tag for tag in names.NAMES)


@pytest.fixture
def book(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This book's own configuration and theme, around two short pages."""
    copy = tmp_path / "copy"
    for name in ("config", "docs/root", "docs/theme", "src/asyncbook/strings"):
        shutil.copytree(root / name, copy / name)
    shutil.copy(root / "mkdocs.yml", copy)
    for path in (copy / "config").glob("??.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.partition("\nnav:")[0] + "\nnav: [index.md, task.md]\n", encoding="utf-8")
    pages = {
        "docs/en/index.md": FIRST, "docs/en/task.md": ENGLISH, "docs/zh/index.md": FIRST_ZH.format(pin=pin(FIRST)),
        "snippets/part/fine.py": 'print("fine")\n', "snippets/part/fine.out": "fine\n",
    }  # fmt: skip
    write_all({copy / name: text for name, text in pages.items()})
    monkeypatch.chdir(copy)
    return copy


def test_a_third_language_is_added_by_the_commands_alone_and_removed_again(book: Path) -> None:
    commit(book)
    before = files(book)
    assert asked("new-language", "ja").exit_code == 0
    assert asked("new", "ja", "task").exit_code == 0
    page = book / "docs/ja/task.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(ENGLISH, JAPANESE).replace("translators: []", 'translators: ["@translator"]'), encoding="utf-8")
    checked = asked("check", "ja", "task")
    assert checked.exit_code == 0, checked.stdout
    assert "errors: 0; warnings: 0" in checked.stdout
    assert asked("done", "ja", "task").exit_code == 0

    done = build(book, "--strict", SITE_URL="https://example.org/book/")
    assert done.returncode == 0, told(done)
    translated = (book / "site/ja/task/index.html").read_text(encoding="utf-8")
    assert "タスクは、コルーチンを" in translated
    assert '<html lang="ja"' in translated
    fallback = (book / "site/ja/index.html").read_text(encoding="utf-8")
    assert "Read of" in fallback
    assert 'lang="en"' in fallback
    for address in ("en/index.html", "zh/task/index.html", "ja/task/index.html"):
        html = (book / "site" / address).read_text(encoding="utf-8")
        assert re.search(r'<a href="/book/ja/"[^>]*hreflang="ja"[^>]*>\s*日本語', html), address
    sitemap = (book / "site/ja/sitemap.xml").read_text()
    assert re.findall("<loc>(.*?)</loc>", sitemap) == ["https://example.org/book/ja/task/"]
    assert 'hreflang="ja" href="https://example.org/book/ja/task/"' in (book / "site/en/sitemap.xml").read_text()
    assert "https://example.org/book/ja/sitemap.xml" in (book / "site/sitemap.xml").read_text()
    rows = {(row.language, row.page): row.state for row in status(book)}
    assert rows == {
        ("ja", "index.md"): "missing",
        ("ja", "task.md"): "ok",
        ("zh", "index.md"): "ok",
        ("zh", "task.md"): "missing",
    }
    assert re.search(r"(?m)^task.md +ok +missing", asked("status").stdout)

    shutil.rmtree(book / "site")
    shutil.rmtree(book / ".cache")
    for path in ("docs/ja", "config/ja.yml", "config/glossary/ja.toml", "src/asyncbook/strings/ja.toml"):
        shutil.rmtree(book / path) if (book / path).is_dir() else (book / path).unlink(missing_ok=True)
    for path in ("mkdocs.yml", "config/base.yml"):
        (book / path).write_bytes(before[path])
    assert files(book) == before
    assert {row.language for row in status(book)} == {"zh"}
    edit(book / "docs/en/task.md", "A task", "Each task")
