"""Versions tables as HTML."""

from __future__ import annotations

import re

from asyncbook.recordings import Line, Outcome, Recording
from asyncbook.strings import strings
from asyncbook.tables import LINES, all_versions_html, versions_html
from asyncbook.versions import Did, Table

from .helpers import recording_of

EN, ZH = strings("en"), strings("zh")
OK = Outcome("ok")
FAILS = Outcome("raises", "asyncio.QueueEmpty", "<b>")


def ran(python: str, *texts: str, outcome: Outcome = OK) -> Recording:
    lines = [Line(0.1, "out", text) for text in texts]
    return recording_of(*lines, python=python, outcome=outcome, started="2026-11-24T10:00:00+00:00")


TABLE: Table = {"3.8": Did("3.8.1", OK), "3.9": Did("3.9.1", OK), "3.10": Did("3.10.1", FAILS)}


def test_one_outcome_is_one_line_that_names_each_python_and_the_day() -> None:
    html = versions_html({"3.9": Did("3.9.1", OK)}, {"3.9": ran("3.9.2", "x")}, EN, "x")
    assert re.sub("<[^>]*>", "", html) == "3.9 works · Checked on CPython 3.9.2, last on 2026-11-24."
    assert "<details" not in html


def test_several_outcomes_unfold_to_what_was_printed_with_what_is_new_marked() -> None:
    recordings = {"3.9": ran("3.9.1", "one", "two"), "3.10": ran("3.10.1", "one", "<three>", outcome=FAILS)}
    html = versions_html(TABLE, recordings, EN, "else")
    assert re.findall("<summary><b>(.*?)</b> (.*?)</summary>", html) == [("3.8–3.9", "works"), ("3.10", "QueueEmpty")]
    assert re.findall('version-line--new"[^>]*>(.*?)\n', html) == ["&lt;three&gt;"]
    assert re.findall('version-line--gone"[^>]*>(.*?)\n', html) == ["two"]
    assert "CPython 3.8.1, 3.9.1" in html
    assert "As printed on 3.9.1:" in html
    assert "as committed: 3.8.1." in html


def test_what_stands_above_is_not_said_again() -> None:
    recordings = {"3.9": ran("3.9.1", "one"), "3.10": ran("3.10.1", "two", outcome=FAILS)}
    html = versions_html(TABLE, recordings, EN, "two\n")
    assert "The output above." in html
    assert re.findall('<span class="version-line([^"]*)"[^>]*>(.*?)\n', html)[1:] == [
        (" version-line--gone", "one"),
        (" version-line--new", "two"),
    ]


def test_where_lines_come_in_any_order_one_that_moved_is_not_new() -> None:
    recordings = {"3.9": ran("3.9.1", "one", "two", "two"), "3.10": ran("3.10.1", "two", "one", "three", outcome=FAILS)}
    html = versions_html(TABLE, recordings, EN, "else", ordered=False)
    assert re.findall('version-line--new"[^>]*>(.*?)\n', html) == ["three"]
    assert re.findall('version-line--gone"[^>]*>(.*?)\n', html) == ["two"]


def test_without_a_run_the_committed_outcome_is_shown_as_text() -> None:
    html = versions_html(TABLE, {}, ZH, "")
    assert "<code>asyncio.QueueEmpty: &lt;b&gt;</code>" in html
    assert "没有这个版本" in html


def test_a_long_output_is_cut_and_says_so() -> None:
    lines = [str(n) for n in range(LINES + 3)]
    html = versions_html(TABLE, {"3.9": ran("3.9.1", *lines)}, EN, "")
    assert html.count('class="version-line') == LINES + 1
    assert "3 more lines" in html
    assert f">{LINES + 2}\n" in html


def test_no_table_is_nothing() -> None:
    assert versions_html({}, {}, EN, "") == ""


def test_all_tables_are_one_with_a_column_for_each_python() -> None:
    html = all_versions_html({"b/two": TABLE, "a/one": {"3.9": Did("3.9.1", OK)}}, {"a/one": "../one/"}, EN)
    assert re.findall('<th scope="col">(.*?)</th>', html) == ["Program", "3.8", "3.9", "3.10"]
    assert re.findall('data-did="(.*?)"', html) == ["3.9:ok", "3.8:ok 3.9:ok 3.10:raises"]
    assert re.findall('colspan="(.)"', html) == ["1", "2", "1"]
    assert '<a href="../one/">a/<wbr>one</a>' in html
    assert 'title="3.10: asyncio.QueueEmpty: &lt;b&gt;">Queue<wbr>Empty</td>' in html
