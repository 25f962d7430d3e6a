"""One table of terms for each language, and a sentence for each way to spoil one."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncbook.translations.terms import load, mistakes

from ..helpers import write
from .pages import ROOT

ENGLISH = """\
[task]
term = "task"
text = "Wraps a coroutine."

[lock]
term = "lock"
"""
CHINESE = """\
[task]
translation = "任务"
text = "包装一个协程。"
also = ["活"]
banned = ["工单"]
unless = ["施工单位"]
reason = "官方文档的词。"
"""


def folder(tmp_path: Path, chinese: str = CHINESE, english: str = ENGLISH) -> Path:
    return write(tmp_path, {"glossary/en.toml": english, "glossary/zh.toml": chinese}) / "glossary"


def test_a_row_has_the_agreed_word_its_meaning_others_and_the_reason(tmp_path: Path) -> None:
    word = load(folder(tmp_path))[0].word("zh")
    assert (word.word, word.text, word.reason) == ("任务", "包装一个协程。", "官方文档的词。")
    assert (word.also, word.banned, word.unless) == (("活",), ("工单",), ("施工单位",))


def test_what_a_language_does_not_say_is_said_in_english(tmp_path: Path) -> None:
    task, lock = load(folder(tmp_path, '[task]\ntranslation = "任务"\nreason = "…"\n'))
    assert (task.name("zh"), task.text("zh")) == ("任务", "Wraps a coroutine.")
    assert (task.name("ja"), lock.name("zh"), lock.text("zh")) == ("task", "lock", "")


def test_the_tables_of_the_book_have_nothing_wrong_and_every_term_a_reason() -> None:
    terms = load(ROOT / "config" / "glossary")
    assert mistakes(ROOT / "config" / "glossary") == ()
    assert len(terms) >= 55
    assert [term.id for term in terms if not term.word("zh").reason] == []


CHANGED = [
    ("two tables", CHINESE + '[task]\ntranslation = "工作"\nreason = "…"\n', 8, "broken TOML: Cannot declare ('task',) twice", "one table"),
    ("two keys", CHINESE + 'reason = "…"\n', 8, "broken TOML: Cannot overwrite a value", "each key one line"),
    ("no end", CHINESE + "[lock\n", 8, "broken TOML", "key = value"),
    ("no translation", '[task]\nreason = "…"\n', 1, "task has no translation", "delete the row"),
    ("no reason", '\n[task]\ntranslation = "任务"\n', 2, "task has no reason", "says why this word"),
    ("a number", '[task]\nreason = "…"\ntranslation = 1\n', 3, "translation = 1 in task", "text in quotes"),
    ("an empty word", '[task]\nreason = "…"\ntranslation = " "\n', 3, "translation = ' ' in task", "text in quotes"),
    ("no list", CHINESE.replace('["工单"]', '"工单"'), 5, "banned = '工单' in task", "a list of texts"),
    ("a list of numbers", CHINESE.replace('["活"]', "[1]"), 4, "also = [1] in task", "a list of texts"),
    ("no table", 'task = "任务"\n', 1, "task is '任务'", "[task] and below it translation"),
    ("an unknown key", CHINESE.replace("banned", "baned"), 5, "task has the key 'baned'", "'banned'"),
    ("an unknown term", CHINESE.replace("[task]", "[tusk]"), 1, "the term 'tusk', which en.toml does not have", "'task'"),
    ("an id with capitals", CHINESE.replace("[task]", "[Task]"), 1, "the id 'Task'", "small letters"),
    ("its own word banned", CHINESE.replace("工单", "任务"), 5, "task bans '任务', which task uses in '任务'", "no row uses"),
    ("another's word banned", CHINESE + '[lock]\ntranslation = "施工单"\nreason = "…"\n', 5, "task bans '工单', which lock uses", "delete it from"),
    ("what another accepts banned", CHINESE + '[lock]\ntranslation = "锁"\nalso = ["工单锁"]\nreason = "…"\n', 5, "task bans '工单'", "delete it from"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "chinese", "line", "found", "help"), CHANGED, ids=[row[0] for row in CHANGED])
def test_a_spoilt_table_is_told_with_its_line(tmp_path: Path, what: str, chinese: str, line: int, found: str, help: str) -> None:
    path = folder(tmp_path, chinese)
    told = next(mistake for mistake in mistakes(path) if mistake.found.startswith(found))
    assert (told.path, told.line) == (str(path / "zh.toml"), line)
    assert help in str(told)
    assert load(path)[0].name("en") == "task"


def test_an_english_term_stands_in_one_row(tmp_path: Path) -> None:
    (told,) = mistakes(folder(tmp_path, english=ENGLISH + '\n[job]\nterm = "Task"\n'))
    assert (told.line, told.found) == (9, "term 'Task' of job is that of task too")


def test_two_terms_that_are_explained_have_two_words(tmp_path: Path) -> None:
    english = ENGLISH + 'text = "Lets one in."\n'
    chinese = CHINESE + '[lock]\ntranslation = "任务"\ntext = "一次一个。"\nreason = "…"\n'
    (told,) = mistakes(folder(tmp_path, chinese, english))
    assert (told.line, told.found) == (9, "translation '任务' of lock is that of task too")


def test_english_has_no_translations(tmp_path: Path) -> None:
    found = [str(mistake) for mistake in mistakes(folder(tmp_path, english=ENGLISH.replace("term =", "translation =")))]
    assert any("task has the key 'translation'; expected one of term, text" in text for text in found)
    assert any("task has no term" in text for text in found)


def test_what_is_no_utf8_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "zh.toml").write_bytes(b"[task]\ntranslation = '\xff'\n")
    (told,) = mistakes(path)
    assert (told.line, told.found) == (2, "byte 0xff is not UTF-8")
    assert load(path)[0].name("zh") == "task"


def test_a_folder_that_is_a_file_and_a_table_that_is_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    assert mistakes(tmp_path / "a")[0].found == "a file"
    (tmp_path / "b" / "en.toml").mkdir(parents=True)
    assert mistakes(tmp_path / "b")[0].expected == "a file that can be read"


def test_a_mark_of_byte_order_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "zh.toml").write_bytes(("\ufeff" + CHINESE.replace("\n", "\r\n")).encode())
    assert mistakes(path) == ()
    assert load(path)[0].word("zh").reason == "官方文档的词。"


def test_deep_or_huge_toml_is_told_and_not_raised(tmp_path: Path) -> None:
    for text in ("a = " + "[" * 5000, f"a = {'9' * 5000}"):
        path = folder(tmp_path, text)
        assert mistakes(path)
        assert len(load(path)) == 2
