"""One table of terms, for the glossary page and for the tooltips of every page."""

from __future__ import annotations

import os
from pathlib import Path

import markdown
import pytest

from asyncbook.glossary import Tooltips, load, markdown_list, mistakes

from .helpers import write

ENGLISH = """\
[event-loop]
term = "event loop"
text = "Runs *tasks*, one at a [time](x.md), even in `except*`."

[task]
term = "task"
text = "Wraps a `coroutine`."

[task-group]
term = "task group"
text = "Waits for its tasks."

[loop]
term = "loop"
text = "Short for <event loop>."

[lock]
term = "lock"
"""

CHINESE = """\
[event-loop]
translation = "事件循环"
text = "一次运行一个任务。"
reason = "官方文档的词。"

[task]
translation = "任务"
text = "包装一个协程。"
reason = "官方文档的词。"

[task-group]
translation = "任务组"
text = "等待其中的任务。"
reason = "官方文档的词。"

[lock]
translation = "锁"
reason = "官方文档的词。"
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path, {"glossary/en.toml": ENGLISH, "glossary/zh.toml": CHINESE}) / "glossary"


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
    assert load(tmp_path / "glossary") == ()
    assert mistakes(tmp_path / "glossary") == ()


def test_a_changed_table_is_read_again(table: Path) -> None:
    before = load(table)
    english = table / "en.toml"
    english.write_text(ENGLISH.replace("Wraps", "Runs"), encoding="utf-8")
    os.utime(english, (1, 1))
    assert load(table) != before


def test_the_glossary_page_has_each_term_under_its_anchor(table: Path) -> None:
    text = markdown_list(load(table), "zh")
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert [heading.rpartition("{")[2] for heading in headings] == [" #event-loop }", " #task }", " #task-group }", " #loop }"]
    assert headings[0].startswith('### 事件循环 <small><span lang="en">event loop</span></small>')
    assert headings[3] == "### loop { #loop }"
    assert "包装一个协程。" in text


def test_a_term_without_a_meaning_is_for_translators_only(table: Path) -> None:
    assert load(table)[4].name("zh") == "锁"
    assert "lock" not in markdown_list(load(table), "en")
    assert "锁" not in markdown_list(load(table), "zh")
    assert explained(page(table, "A lock.\n")) == []


def test_a_third_language_is_one_new_file(table: Path) -> None:
    write(table, {"ja.toml": '[task]\ntranslation = "タスク"\nreason = "公式文書の語。"\n'})
    assert mistakes(table) == ()
    assert "### タスク <small>" in markdown_list(load(table), "ja")
    assert "### event loop <small>" in markdown_list(load(table), "ja")
    assert 'title="Wraps a coroutine."' in page(table, "すべてのタスク。\n", "ja")


def test_a_term_is_explained_where_the_page_names_it_first(table: Path) -> None:
    html = page(table, "A task and a task.\n\nAnother task.\n")
    assert explained(html) == ["task"]
    assert html.index("<abbr") < html.index("and a")
    assert html.count("task") == 3


def test_the_explanation_is_plain_text(table: Path) -> None:
    assert 'title="Runs tasks, one at a time, even in except*."' in page(table, "The event loop.\n")
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
    assert page(tmp_path / "none", "A task.\n") == "<p>A task.</p>"
