"""One table of terms, for the glossary page and for the tooltips of every page."""

from __future__ import annotations

import os
from pathlib import Path

import markdown
import pytest

from asyncbook.glossary import Tooltips, load, markdown_list, mistakes

from .helpers import write

TABLE = """\
["event-loop"]
name = {en = "event loop", zh = "事件循环"}
text = {en = "Runs *tasks*, one at a [time](x.md).", zh = "一次运行一个任务。"}

[task]
name = {en = "task", zh = "任务"}
text = {en = "Wraps a `coroutine`.", zh = "包装一个协程。"}

[task-group]
name = {en = "task group", zh = "任务组"}
text = {en = "Waits for its tasks.", zh = "等待其中的任务。"}

[loop]
name = {en = "loop"}
text = {en = "Short for <event loop>."}
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path, {"glossary.toml": TABLE}) / "glossary.toml"


def page(table: Path, text: str, language: str = "en") -> str:
    md = markdown.Markdown(extensions=["attr_list", "admonition"])
    md.treeprocessors.register(Tooltips(md, load(table), language), "glossary", 7)
    return md.convert(text)


def explained(html: str) -> list[str]:
    return [part.partition("</abbr>")[0].rpartition(">")[2] for part in html.split("<abbr")[1:]]


def test_terms_have_a_name_and_a_meaning_in_each_language(table: Path) -> None:
    term = load(table)[0]
    assert (term.id, term.name("zh"), term.text("zh")) == ("event-loop", "事件循环", "一次运行一个任务。")


def test_a_language_that_has_no_term_of_its_own_uses_the_english_one(table: Path) -> None:
    term = load(table)[3]
    assert (term.name("zh"), term.text("zh")) == ("loop", "Short for <event loop>.")


def test_without_a_table_there_are_no_terms(tmp_path: Path) -> None:
    assert load(tmp_path / "glossary.toml") == ()


@pytest.mark.parametrize(
    ("table", "line", "found"),
    [
        ("\n[task\n", 2, "broken TOML"),
        ('[a]\nname = {en = "a"}\ntext = {en = "a"}\n["task"]\nname = {zh = "任务"}\ntext = {en = "x"}\n', 4, "term 'task'"),
        ("[task]\nname = 1\n", 1, "term 'task'"),
        ("task = 1\n", 1, "term 'task'"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, table: str, line: int, found: str) -> None:
    path = write(tmp_path, {"glossary.toml": table}) / "glossary.toml"
    (mistake,) = mistakes(path)
    assert (mistake.path, mistake.line) == (str(path), line)
    assert mistake.found.startswith(found)
    assert [term.id for term in load(path)] == [id for id in ("a",) if "[a]" in table]


def test_a_table_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_bytes(b"[a]\nname = '\xff'\n")
    assert mistakes(tmp_path / "glossary.toml")[0].line == 2


def test_a_changed_table_is_read_again(table: Path) -> None:
    before = load(table)
    table.write_text(TABLE.replace("Wraps", "Runs"), encoding="utf-8")
    os.utime(table, (1, 1))
    assert load(table) != before


def test_the_glossary_page_has_each_term_under_its_anchor(table: Path) -> None:
    text = markdown_list(load(table), "zh")
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert [heading.rpartition("{")[2] for heading in headings] == [" #event-loop }", " #task }", " #task-group }", " #loop }"]
    assert headings[0].startswith('### 事件循环 <small><span lang="en">event loop</span></small>')
    assert headings[3] == "### loop { #loop }"
    assert "包装一个协程。" in text


def test_a_term_is_explained_where_the_page_names_it_first(table: Path) -> None:
    html = page(table, "A task and a task.\n\nAnother task.\n")
    assert explained(html) == ["task"]
    assert html.index("<abbr") < html.index("and a")
    assert html.count("task") == 3


def test_the_explanation_is_plain_text(table: Path) -> None:
    assert 'title="Runs tasks, one at a time."' in page(table, "The event loop.\n")
    assert 'title="Short for &lt;event loop&gt;."' in page(table, "The loop.\n")


def test_the_longer_of_two_terms_is_meant(table: Path) -> None:
    assert explained(page(table, "The event loop, then a loop.\n")) == ["event loop", "loop"]
    assert explained(page(table, "A task group, then a task.\n")) == ["task group", "task"]
    assert explained(page(table, "任务组和任务。\n", "zh")) == ["任务组", "任务"]


def test_part_of_a_word_is_no_term(table: Path) -> None:
    assert explained(page(table, "A taskbar, multitask, loops.\n")) == []


def test_a_chinese_term_needs_no_blanks_around_it(table: Path) -> None:
    assert explained(page(table, "每个任务都由事件循环运行，任务如此。\n", "zh")) == ["任务", "事件循环"]


@pytest.mark.parametrize("text", ["# A task\n", "`task`\n", "    task\n", "### The loop { #loop }\n"])
def test_headings_and_code_explain_nothing(table: Path, text: str) -> None:
    assert explained(page(table, text)) == []


def test_the_glossary_page_explains_nothing(table: Path) -> None:
    assert explained(page(table, "# Glossary { #glossary }\n\nA task.\n")) == []


def test_terms_in_lists_and_notes_are_explained(table: Path) -> None:
    assert explained(page(table, "- a task\n\n!!! note\n\n    A loop.\n")) == ["task", "loop"]


def test_a_page_without_terms_stays_as_it_is(table: Path, tmp_path: Path) -> None:
    text = "A *page* with [a link](x.md).\n"
    assert page(table, text) == markdown.markdown(text)
    assert page(tmp_path / "none.toml", "A task.\n") == "<p>A task.</p>"
