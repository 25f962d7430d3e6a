"""The command, asked as a person would ask it."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from asyncbook.cli import main as everything
from asyncbook.translations.asked import Asked
from asyncbook.translations.check import Check
from asyncbook.translations.diffing import show, since
from asyncbook.translations.messages import Messages
from asyncbook.translations.pins import pin
from asyncbook.translations.screen import Screen
from asyncbook.translations.status import status
from asyncbook.translations.tree import Tree
from benchmarks.translated import make

from .projects import ONE, TWO, asked, commit, edit, files, git, source

ONE_EN, ONE_OWN = Path("docs/en/one.md"), Path("docs/zh/one.md")
TWO_EN, TWO_OWN = Path("docs/en/part/two.md"), Path("docs/zh/part/two.md")


def outdated(root: Path) -> None:
    """English goes on: a section changes, one comes, one goes."""
    edit(ONE_EN, "A task runs", "A task always runs")
    edit(ONE_EN, "## Next { #next }\n\nRead on.", "## More { #more }\n\nThere is more.")
    commit(root, "2030-02-03")


def test_status_is_a_table_of_pages_and_languages(here: Path) -> None:
    outdated(here)
    Path("docs/zh/gone.md").write_text(f"---\nsource: {'0' * 40}\n---\n# 旧 {{ #old }}\n")
    result = asked("status")
    assert result.exit_code == 0
    assert re.findall(r"(?m)^(\S+\.md) +(.+?) *$", result.stdout.partition("docs/")[0]) == [
        ("part/two.md", "ok"), ("one.md", "outdated"), ("gone.md", "no English page"),
    ]  # fmt: skip
    assert "docs/zh/one.md  outdated since 2030-02-03" in result.stdout
    assert [line.strip() for line in result.stdout.splitlines() if line.startswith("    ")] == [
        "~ Tasks (#tasks)  changed", "+ More (#more)  new", "- Next (#next)  removed",
    ]  # fmt: skip
    assert result.stdout.endswith("zh: ok 1, outdated 1, no English page 1\n")


def test_status_in_chinese_fits_a_terminal(here: Path) -> None:
    outdated(here)
    result = asked("status", lang="zh")
    assert "docs/zh/one.md  已过时（2030-02-03 起）" in result.stdout
    assert "~ Tasks (#tasks)  有改动" in result.stdout
    assert max(map(cell_len, result.stdout.splitlines())) <= 80


def test_status_as_json(here: Path) -> None:
    outdated(here)
    two, one = json.loads(asked("status", "--json").stdout)
    assert (two["state"], two["changes"], two["pin"]) == ("ok", [], pin(TWO))
    assert (one["since"], one["translators"]) == ("2030-02-03", ["@you"])
    assert one["changes"][0] == {"kind": "changed", "id": "tasks", "title": "Tasks"}


def test_status_annotates_what_is_not_in_step(here: Path) -> None:
    outdated(here)
    TWO_OWN.unlink()
    assert asked("status", "--github").stdout.splitlines() == [
        "::warning file=docs/en/part/two.md,line=1,title=zh%3A missing::zh: missing",
        "::warning file=docs/zh/one.md,line=1,title=zh%3A outdated::Tasks (#tasks), More (#more), Next (#next)",
    ]


def test_check_finds_nothing_in_a_book_in_step(here: Path) -> None:
    result = asked("check")
    assert (result.exit_code, result.stdout) == (0, "pages checked: 2; errors: 0; warnings: 0\n")


def test_check_finds_nothing_in_this_book(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    result = asked("check", "--json")
    assert json.loads(result.stdout)["findings"] == []
    assert result.exit_code == 0


def test_check_tells_each_section_that_english_has_otherwise(here: Path) -> None:
    outdated(here)
    result = asked("check", "zh", "one")
    assert result.exit_code == 0
    assert "docs/zh/one.md:11  warning: outdated: in English this section has changed (2030-02-03)" in result.stdout
    assert "English (docs/en/one.md:9):  Tasks { #tasks }" in result.stdout
    assert "yours:                       任务 { #tasks }" in result.stdout
    assert "docs/zh/one.md:11  warning: outdated: English has a new section: More" in result.stdout
    assert "docs/zh/one.md:15  warning: outdated: English no longer has this section: Next" in result.stdout
    assert result.stdout.count("Nothing you did") == 1
    assert "errors: 0; warnings: 3" in result.stdout


def test_a_page_that_is_only_outdated_is_not_told_to_be_otherwise(here: Path) -> None:
    outdated(here)
    assert {one["code"].partition("-")[0] for one in json.loads(asked("check", "--json").stdout)["findings"]} == {"section"}
    assert "nothing that a program could mend" in asked("fix").stdout
    edit(ONE_OWN, "## 接下来 { #next }\n\n", "")  # the new section is still to be translated
    codes = {one["code"]: one["error"] for one in json.loads(asked("check", "--json").stdout)["findings"]}
    assert codes["heading-missing"] is False
    edit(ONE_OWN, "# 一 { #one }", "# 一 { #uno }")  # which is no matter of age
    assert asked("check").exit_code == 1


def test_check_tells_a_missing_page_and_the_command(here: Path) -> None:
    TWO_OWN.unlink()
    result = asked("check")
    assert result.exit_code == 0
    assert "docs/zh/part/two.md:1  warning: not translated yet" in result.stdout
    assert "asyncbook translations new zh part/two.md" in result.stdout


@pytest.mark.parametrize("word", ["one", "one.md", "docs/zh/one.md", "docs/en/one.md", "./docs/zh/one.md", "docs\\zh\\one.md"])
def test_a_page_may_be_named_in_many_ways(here: Path, word: str) -> None:
    assert asked("check", word).stdout.startswith("pages checked: 1;")
    assert asked("check", "zh", word).stdout.startswith("pages checked: 1;")


@pytest.mark.parametrize(("word", "pages"), [("docs/zh", 2), ("docs/en/", 2), ("docs/zh/part", 1), ("part/", 1), ("part", 1)])
def test_a_folder_stands_for_its_pages(here: Path, word: str, pages: int) -> None:
    assert asked("check", word).stdout.startswith(f"pages checked: {pages};")


def test_a_page_is_found_from_its_own_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "docs" / "zh" / "part")
    assert asked("check", "zh", "two.md").stdout.startswith("pages checked: 1;")
    assert asked("check", str(here / TWO_OWN)).stdout.startswith("pages checked: 1;")
    edit(here / TWO_OWN, "source", "sauce")
    assert "file=docs/zh/part/two.md,line=2" in asked("check", "--github").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "zh", "onne"), "there is no page onne; expected: `one.md`"),
        (("check", "onne.md"), "there is no page onne.md; expected: `one.md`"),
        (("check", "zh", "part/one.md"), "there is no page part/one.md; expected: `"),
        (("check", "zh_CN"), "there is no language zh_CN; expected: `zh`"),
        (("check", "fr"), "there is no language fr; expected: `zh`\nto begin one: asyncbook translations new-language fr"),
        (("check", "en"), "en is the language that the others are made from; expected: `zh`"),
        (("status", "ja"), "there is no language ja; expected: `zh`"),
        (("diff", "zh", "nothing"), "there is no page nothing; expected: `part/two.md`, `one.md`"),
        (("done", "zz", "one"), "there is no language zz; expected: `zh`"),
        (("new", "zh", "thre"), "there is no page thre; expected: "),
        (("unchanged", "thre"), "there is no page thre; expected: "),
        (("new", "zh", "one"), "docs/zh/one.md is there already; nothing was written."),
        (("check", "--changed-since", "nowhere"), "git cannot compare with nowhere here: it does not know that revision"),
        (("check", "--changed-since", "--all"), "git cannot compare with --all here: it does not know that revision"),
    ],
)
def test_a_wrong_word_gets_the_nearest(here: Path, words: tuple[str, ...], told: str) -> None:
    before = files(here)
    result = asked(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith(told)
    assert result.stdout == ""
    assert files(here) == before
    chinese = asked(*words, lang="zh")
    assert re.search("[\u3400-\u9fff]", chinese.stderr)


def test_two_pages_of_one_name_are_both_named(here: Path) -> None:
    (here / "docs" / "en" / "other").mkdir()
    (here / "docs" / "en" / "other" / "two.md").write_text(TWO)
    assert asked("check", "two").stderr == "two may be any of: `part/two.md`, `other/two.md`\n"


def test_outside_of_a_book_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert asked("status").stderr == "there is no book here: expected docs/en/ in this folder or one above it\n"


def test_a_book_without_translations_says_how_to_begin_one(here: Path) -> None:
    shutil.rmtree(here / "docs" / "zh")
    for words in (("status",), ("check",), ("check", "zh"), ("fix",)):
        assert asked(*words).stderr.startswith(
            "no language is translated into yet; to begin one: asyncbook translations new-language"
        )


def test_only_what_changed_since_is_checked(here: Path) -> None:
    main = git(here, "rev-parse", "HEAD").strip()
    edit(ONE_OWN, "source: ", "source: x")
    assert asked("check", "--changed-since", main).exit_code == 1
    git(here, "checkout", "-q", "docs")
    git(here, "switch", "-q", "-c", "work")
    edit(TWO_OWN, "第二页", "这是第二页")
    commit(here)
    git(here, "switch", "-q", "main")
    outdated(here)
    edit(ONE_OWN, "source: ", "source: x")  # someone else's
    commit(here)
    git(here, "switch", "-q", "work")
    assert asked("check", "--changed-since", "main").stdout == "pages checked: 1; errors: 0; warnings: 0\n"
    git(here, "merge", "-q", "main")
    assert asked("check", "--changed-since", "main").stdout == "pages checked: 1; errors: 0; warnings: 0\n"
    Path("docs/zh/new.md").write_text("# 新\n")
    assert asked("check", "--changed-since", "main").exit_code == 1


def test_a_page_that_someone_elses_english_made_outdated_fails_nobody(here: Path) -> None:
    main = git(here, "rev-parse", "HEAD").strip()
    outdated(here)
    edit(ONE_OWN, "请继续读", "请往下读")
    result = asked("check", "--changed-since", main)
    assert result.exit_code == 0
    assert "errors: 0" in result.stdout


def test_without_git_nothing_can_be_compared(plain: Path) -> None:
    told = asked("check", "--changed-since", "main").stderr
    assert told == "git cannot compare with main here: this folder is no clone, or git is not installed\n"


def test_diff_shows_what_changed_by_section_and_word(here: Path) -> None:
    outdated(here)
    result = asked("diff", "zh", "one")
    assert result.exit_code == 0
    assert "The text it was made from was replaced on 2030-02-03." in result.stdout
    assert "~ Tasks (#tasks)  changed\n    changed: text (1)\n    yours: docs/zh/one.md:11\n" in result.stdout
    assert "    A task{+ always+} runs in the loop.\n" in result.stdout
    assert "+ More (#more)  new\n    yours has no such section yet\n" in result.stdout
    assert "    [-Read on.-]\n" in result.stdout
    assert result.stdout.endswith("asyncbook translations done zh one.md\n")
    assert "- Next (#next)  已删去" in asked("diff", "zh", "one", lang="zh").stdout


def test_diff_as_json_holds_both_texts(here: Path) -> None:
    outdated(here)
    told = json.loads(asked("diff", "zh", "one", "--json").stdout)
    assert [change["id"] for change in told["changes"]] == ["tasks", "more", "next"]
    assert "A task runs" in told["changes"][0]["old"]
    assert told["changes"][1]["old"] is None


def test_diff_of_a_page_in_step_says_so(here: Path) -> None:
    assert asked("diff", "zh", "one").stdout == "docs/zh/one.md was made from the English text of today; nothing has changed\n"


def test_diff_tells_of_front_matter_too(here: Path) -> None:
    edit(ONE_EN, "First.", "The very first.")
    assert "description: {+The very first+}[-First-]" in asked("diff", "zh", "one").stdout.replace(
        "[-First-]{+The very first+}", "{+The very first+}[-First-]"
    )


def test_diff_in_a_shallow_clone_says_what_it_lacks(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outdated(here)
    git(tmp_path, "clone", "-q", "--depth", "1", here.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    result = asked("diff", "zh", "one")
    assert result.exit_code == 0
    assert f"({pin(ONE)[:12]})" in result.stdout
    assert "git fetch --unshallow" in result.stdout
    assert json.loads(asked("diff", "zh", "one", "--json").stdout)["changes"] is None
    checked = asked("check")
    assert checked.exit_code == 0
    assert "git does not have the text" in checked.stdout


def test_diff_without_git_says_what_it_lacks(plain: Path) -> None:
    edit(ONE_EN, "A task", "Each task")
    assert "This folder is no clone" in asked("diff", "zh", "one").stdout


def test_diff_of_a_text_that_git_never_had(here: Path) -> None:
    edit(ONE_OWN, pin(ONE), "a" * 40)
    assert "Compare the page with docs/en/one.md by eye" in asked("diff", "zh", "one").stdout


def test_done_moves_the_pin(here: Path) -> None:
    outdated(here)
    assert asked("done", "zh", "one").exit_code == 1
    edit(ONE_OWN, "## 接下来 { #next }\n\n请继续读。", "## 还有 { #more }\n\n还有很多。")
    before = ONE_OWN.read_text()
    result = asked("done", "zh", "one")
    assert result.exit_code == 0, result.stdout
    assert source(ONE_OWN) == pin(ONE_EN.read_text())
    assert ONE_OWN.read_text() == before.replace(pin(ONE), pin(ONE_EN.read_text()))
    assert asked("done", "zh", "one").stdout == "docs/zh/one.md: was already in step; nothing was written\n"


@pytest.mark.parametrize(
    "own", ["", f"---\nsource: {'b' * 40}\n---\n", "---\nsource: abc\n---\n", f"---\nsource: {pin(ONE)}\n---\n"]
)
def test_done_mends_a_pin_that_is_none(here: Path, own: str) -> None:
    TWO_OWN.write_text(f"{own}# 二 {{ #two }}\n\n第二页。\n")
    assert asked("done", "zh", "two").exit_code == 0
    assert source(TWO_OWN) == pin(TWO)


@pytest.mark.parametrize(
    "broken",
    [
        "---\ntranslators: [@you]\n---\n# 二 { #two }\n\n第二页。\n",
        "# 二 { #two }\n\n<<<<<<< mine\n第二页。\n",
        "---\nlanguge: zh\n---\n# 二 { #two }\n\n第二页。\n",
        "",
        "# 二 { #two }\n\n第二页。\n\n## 三 { #three }\n\n多出来的。\n",
    ],
)
def test_done_does_not_move_the_pin_of_a_page_with_errors(here: Path, broken: str) -> None:
    TWO_OWN.write_text(broken)
    result = asked("done", "zh", "two")
    assert result.exit_code == 1
    assert "error:" in result.stdout
    assert result.stderr == "docs/zh/part/two.md: the pin was not moved; mend the errors first\n"
    assert TWO_OWN.read_text() == broken


def test_a_page_just_begun_is_told_of_once(here: Path) -> None:
    ONE_OWN.unlink()
    asked("new", "zh", "one")
    found = json.loads(asked("check", "zh", "one", "--json").stdout)["findings"]
    assert [one["code"] for one in found] == ["translators-empty", "page-untranslated"]


def test_a_paragraph_left_in_english_is_shown_once(here: Path) -> None:
    edit(ONE_OWN, "第一页，讲任务。", "The first page, and what it says of tasks.")
    result = asked("check", "zh", "one")
    assert "still in English" in result.stdout
    assert result.stdout.count("what it says of tasks") == 1


def test_a_typo_fix_leaves_translations_in_step(here: Path) -> None:
    shutil.copytree("docs/zh", "docs/ja")
    Path("config/ja.yml").write_text("docs_dir: ../docs/ja\n")
    edit(Path("docs/ja/one.md"), pin(ONE), "a" * 40)
    edit(ONE_EN, "A task runs", "A task runs (always)")
    told = asked("unchanged", "docs/en/one.md").stdout
    assert told.splitlines() == [
        "docs/ja/one.md: left alone: it was outdated before",
        "docs/zh/one.md: was in step, and is again",
    ]
    assert source(ONE_OWN) == pin(ONE_EN.read_text())
    assert source(Path("docs/ja/one.md")) == "a" * 40
    assert asked("unchanged", "one").stdout.splitlines()[1] == "docs/zh/one.md: left alone: it is in step already"


def test_a_typo_fix_that_is_committed_already(here: Path) -> None:
    edit(ONE_EN, "A task runs", "A task runs (always)")
    commit(here, "2030-02-03")
    edit(TWO_EN, "second", "2nd")
    commit(here, "2030-02-04")
    assert "was in step, and is again" in asked("unchanged", "one").stdout
    assert source(ONE_OWN) == pin(ONE_EN.read_text())


def test_unchanged_tells_of_pages_that_it_cannot_pin(here: Path) -> None:
    edit(ONE_EN, "A task", "Each task")
    edit(TWO_EN, "second", "2nd")
    ONE_OWN.write_bytes(b"\xff")
    assert asked("unchanged", "one").stdout == "docs/zh/one.md: left alone: it cannot be read, or its front matter is broken\n"
    TWO_OWN.unlink()
    assert asked("unchanged", "two").stdout == "docs/zh/part/two.md: not translated\n"
    TWO_OWN.write_text("# 二\n")
    assert "nothing says which text" in asked("unchanged", "two").stdout


def test_unchanged_needs_git(plain: Path) -> None:
    assert "git does not know what docs/en/one.md was before" in asked("unchanged", "one").stderr


def test_unchanged_of_a_page_that_has_one_text_only(here: Path) -> None:
    assert "it has no older text of it" in asked("unchanged", "one").stderr


def test_findings_as_json_and_as_annotations(here: Path) -> None:
    edit(ONE_OWN, "translators:", "translater:")
    told = json.loads(asked("check", "--json").stdout)
    assert (told["pages"], told["errors"], told["warnings"]) == (2, 1, 0)
    finding = told["findings"][0]
    assert (finding["code"], finding["path"], finding["line"], finding["page"]) == (
        "frontmatter-key",
        "docs/zh/one.md",
        4,
        "one.md",
    )
    assert "translators" in finding["mend"]
    line = asked("check", "--github").stdout.strip()
    assert line.startswith(
        "::error file=docs/zh/one.md,line=4,title=the front matter has a key that nothing reads%3A translater::"
    )
    assert "%0A" in line
    assert "\n" not in line


def test_messages_are_in_the_language_of_the_locale(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "asyncbook", "translations", "status"]
    for locale, word in (("zh_CN.UTF-8", "页面"), ("de_DE.UTF-8", "page")):
        done = subprocess.run(
            command, env=os.environ | {"LC_ALL": locale, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith(word)


def test_lang_may_stand_before_or_after_the_command(here: Path) -> None:
    assert asked("status", "--lang", "zh").stdout == asked("status", lang="zh").stdout


def test_it_is_a_command_of_asyncbook() -> None:
    assert "translations" in everything.commands


def test_it_imports_neither_mkdocs_nor_what_runs_programs(here: Path) -> None:
    code = """import sys
sys.argv = ["asyncbook", "translations", "check"]
from asyncbook.__main__ import main
try:
    main()
except SystemExit:
    pass
print(sorted({name.partition(".")[0] for name in sys.modules} & {"mkdocs", "markdown", "pymdownx", "markdown_exec", "jinja2"}))
print([name for name in ("asyncbook.pythons", "asyncbook.runner", "asyncbook.book") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["[]", "[]"]


def test_eighty_pages_in_two_languages_are_checked_in_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path / "many", pages=80)
    monkeypatch.chdir(root)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "asyncbook", "translations", "check", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert json.loads(done.stdout)["pages"] == 160, done.stderr
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{took:.2f} s of processor time")
    assert took < 4, "1.5 s on an idle machine; a busy one shares its cores"


@pytest.mark.parametrize(("width", "in_columns"), [(45, False), (80, True)])
def test_both_texts_stand_in_columns_where_there_is_room(here: Path, width: int, in_columns: bool) -> None:
    edit(ONE_OWN, "## 任务 { #tasks }", "## 第一步")
    file = io.StringIO()
    screen = Screen(Messages("en"), Console(file=file, width=width, force_terminal=True, color_system=None))
    screen.findings([Check(Tree(here)).page("zh", "one.md")])
    assert ("yours:  ##" not in file.getvalue()) is in_columns


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_in_a_terminal_lines_are_wrapped_and_coloured(here: Path, lang: str) -> None:
    outdated(here)
    drawn = []
    for colours in ("truecolor", None):
        file = io.StringIO()
        messages = Messages(lang)
        screen = Screen(messages, Console(file=file, width=80, force_terminal=True, color_system=colours))  # type: ignore[arg-type]
        book = Asked(Tree(here), messages)
        screen.findings([Check(book.tree).page("zh", "one.md")])
        screen.status(status(here))
        show(screen, since(book, "zh", "one.md"))
        drawn.append(file.getvalue())
    assert "\x1b[" in drawn[0]
    assert "{+" not in drawn[0]
    assert "{+ always+}" in drawn[1]
    assert max(map(cell_len, re.sub(r"\x1b\[[\d;]*m", "", drawn[0]).splitlines())) <= 80
