"""Strange and broken pages: a sentence each, no traceback, and nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from asyncbook.translations.pins import pin

from ..helpers import write
from .projects import ONE, TWO, asked, commit, edit, files

OWN, ENGLISH = Path("docs/zh/part/two.md"), Path("docs/en/part/two.md")
GOOD = f"---\nsource: {pin(TWO)}\n---\n# 二 {{ #two }}\n\n第二页。\n"


def own(text: str | bytes) -> Callable[[], None]:
    """Puts *text* into the translated page."""
    return lambda: OWN.write_bytes(text.encode() if isinstance(text, str) else text) and None


def with_key(line: str) -> Callable[[], None]:
    return own(GOOD.replace("---\n#", f"{line}\n---\n#"))


def a_file_for_a_folder() -> None:
    shutil.rmtree("docs/zh/part")
    Path("docs/zh/part").write_text("text")


def a_file_for_a_language() -> None:
    shutil.rmtree("docs/zh")
    Path("docs/zh").write_text("text")


def a_folder_for_a_file() -> None:
    OWN.unlink()
    OWN.mkdir()


def an_orphan() -> None:
    Path("docs/zh/part/tow.md").write_text(GOOD)


def a_folder(name: str) -> Callable[[], None]:
    return lambda: Path("docs", name).mkdir()


def glossary(text: str) -> None:
    write(Path("config/glossary"), {"en.toml": '[task]\nterm = "task"\n', "zh.toml": text})


def in_english(text: bytes) -> Callable[[], None]:
    return lambda: ENGLISH.write_bytes(text) and None


ROWS: list[tuple[str, Callable[[], None], str, str, str]] = [
    ("broken YAML", own("---\ntitle: a: b\n---\n# 二 { #two }\n\n第二页。\n"), "docs/zh/part/two.md:2", "the front matter is not YAML", "Put quotes around"),
    ("an unquoted handle", with_key("translators: [@you]"), "docs/zh/part/two.md:3", "the front matter is not YAML", 'translators: ["@you"]'),
    ("a tab in YAML", with_key("\ttitle: a"), "docs/zh/part/two.md:3", "the front matter is not YAML", "Put quotes around"),
    ("no end", own("---\ntitle: a\n\n# 二 { #two }\n"), "docs/zh/part/two.md:1", "has no end", "Add a line ---"),
    ("a list", own("---\n- a\n---\n# 二 { #two }\n\n第二页。\n"), "docs/zh/part/two.md:2", "is not made of lines such as", "key: value"),
    ("a key twice", with_key("title: a\ntitle: b"), "docs/zh/part/two.md:4", "has the key title twice", "Delete one"),
    ("a mistyped key", with_key("translaters: [a]"), "docs/zh/part/two.md:3", "a key that nothing reads: translaters", "`translators`"),
    ("a strange review", with_key("review: yes"), "docs/zh/part/two.md:3", "review is true", "review: needed"),
    ("a strange machine", with_key("machine: maybe"), "docs/zh/part/two.md:3", "machine is maybe", "machine: true"),
    ("a translator who is a number", with_key("translators: [1]"), "docs/zh/part/two.md:3", "translators is [1]", '["@you"]'),
    ("no pin", own("# 二 { #two }\n\n第二页。\n"), "docs/zh/part/two.md:1", "nothing says which English text", "done zh part/two.md"),
    ("a typed pin", own(GOOD.replace(pin(TWO), "1234567")), "docs/zh/part/two.md:2", "source is 1234567", "done zh part/two.md"),
    ("a commit for a pin", own(GOOD.replace(pin(TWO), "e" * 40)), "docs/zh/part/two.md:2", "a text that the English page never had", "done zh"),
    ("another page's pin", own(GOOD.replace(pin(TWO), pin(ONE))), "docs/zh/part/two.md:2", "a text of another page: docs/en/one.md", "done zh"),
    ("merge marks", own(GOOD.replace("第", "<<<<<<< HEAD\n第")), "docs/zh/part/two.md:6", "a mark of a merge conflict", "Keep the lines of one version"),
    ("the end of a merge", own(GOOD + ">>>>>>> theirs\n"), "docs/zh/part/two.md:7", "a mark of a merge conflict", "Keep the lines"),
    ("merge marks in English", in_english(TWO.encode() + b"<<<<<<< HEAD\r\n"), "docs/en/part/two.md:4", "a mark of a merge conflict", "Keep the lines"),
    ("not UTF-8", own(GOOD.encode().replace("二".encode(), b"\xb6\xfe")), "docs/zh/part/two.md:4", "byte 0xb6 is not UTF-8", "UTF-8"),
    ("English not UTF-8", in_english(b"# Two { #two }\n\n\xe9\n"), "docs/en/part/two.md:3", "byte 0xe9 is not UTF-8", "UTF-8"),
    ("1 MB", own(GOOD + "字" * 400_000), "docs/zh/part/two.md:1", "the file has 1.2 MB", "Undo the last change"),
    ("a folder for a file", a_folder_for_a_file, "docs/zh/part/two.md:1", "is a folder where a page is expected", "Move or delete"),
    ("an orphan", an_orphan, "docs/zh/part/tow.md:1", "there is no English page of this name", "`part/two.md`"),
    ("a file for a language", a_file_for_a_language, "docs/zh:1", "docs/zh is a file where a folder is expected", "Move or delete"),
    ("a locale for a language", a_folder("zh_CN"), "docs/zh_CN:1", "zh_CN is no language tag", "`zh-Hans`"),
    ("a country for a language", a_folder("jp"), "docs/jp:1", "docs/jp belongs to no language of the book", "new-language"),
    ("a name for a language", a_folder("Japanese"), "docs/Japanese:1", "Japanese is no language tag", "`ja`"),
    ("a term twice", lambda: glossary('[task]\ntranslation = "任务"\n[task]\n'), "config/glossary/zh.toml:3", "the glossary has a row that cannot be used", "Expected: "),
    ("terms that contradict", lambda: glossary('[task]\ntranslation = "任务"\nbanned = ["任务"]\n'), "config/glossary/zh.toml:", "the glossary has a row", "Expected: "),
    ("a wrong tag in the selector", lambda: edit(Path("config/base.yml"), "lang: zh-Hans", "lang: zh_CN"), "config/base.yml:4", "zh_CN is no language tag", "`zh-Hans`"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "make", "place", "what", "mend"), ROWS, ids=[row[0] for row in ROWS])
def test_a_mistake_is_told_with_its_place_and_how_to_mend_it(
    here: Path, mistake: str, make: Callable[[], None], place: str, what: str, mend: str
) -> None:
    make()
    before = files(here)
    result = asked("check")
    assert result.exit_code == 1
    heads = [line for line in result.stdout.splitlines() if line.startswith(place) and "  error: " in line and what in line]
    assert len(heads) == 1, result.stdout
    assert mend in result.stdout
    assert "{" not in result.stdout.replace("{ #", "")
    for words in (
        ("status",),
        ("fix",),
        ("check", "--json"),
        ("check", "--github"),
        ("status", "--github"),
        ("check", "--lang", "zh"),
    ):
        asked(*words)
    for command in ("diff", "done", "new"):
        if place.startswith("docs/zh") and place != "docs/zh:1" and "pin" not in mistake:
            asked(command, "zh", place.partition(":")[0])
    assert files(here) == before or "pin" in mistake or command == "done"


def test_a_file_where_a_folder_is_expected_is_told_of_when_a_page_is_begun(here: Path) -> None:
    a_file_for_a_folder()
    before = files(here)
    assert "docs/zh/part is a file where a folder is needed" in asked("new", "zh", "two").stderr
    assert "docs/zh/part/two.md:1  warning: not translated yet" in asked("check").stdout
    assert files(here) == before


def test_a_page_that_may_not_be_read(here: Path) -> None:
    OWN.unlink()
    OWN.symlink_to("two.md")
    result = asked("check")
    assert "Traceback" not in result.stdout
    assert result.exit_code in (0, 1)


def test_a_pin_of_a_vanished_text_is_no_error_where_history_is_missing(plain: Path) -> None:
    edit(OWN, pin(TWO), "a" * 40)
    result = asked("check")
    assert result.exit_code == 0
    assert "git does not have the text that this page was made from" in result.stdout


def test_a_pin_from_before_a_renaming_is_known(here: Path) -> None:
    for folder in ("en", "zh"):
        Path("docs", folder, "part", "two.md").rename(Path("docs", folder, "second.md"))
    edit(Path("docs/en/second.md"), "second", "2nd")
    commit(here)
    result = asked("check", "second")
    assert result.exit_code == 0
    assert "outdated" in result.stdout


def test_a_broken_notebook(here: Path) -> None:
    for folder in ("en", "zh"):
        Path("docs", folder, "book.ipynb").write_text('{"cells": [\n')
    assert "docs/zh/book.ipynb:2  error: the notebook cannot be read" in asked("check").stdout
    assert "docs/en/book.ipynb: the front matter cannot be changed" not in asked("new", "zh", "book.ipynb").stderr


def test_all_mistakes_of_a_page_are_told_at_once(here: Path) -> None:
    OWN.write_text(f"---\nsauce: {pin(TWO)}\nreview: no\ntranslators: []\n---\n# 二 {{ #two }}\n\n第二页。\n")
    told = asked("check", "two").stdout
    assert [line.split()[0] for line in told.splitlines() if ":" in line[:25] and line.startswith("docs")] == [
        "docs/zh/part/two.md:1", "docs/zh/part/two.md:2", "docs/zh/part/two.md:3", "docs/zh/part/two.md:4",
    ]  # fmt: skip


def test_a_page_that_is_forbidden_to_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert "error: the file cannot be read: Permission denied" in asked("check").stdout
