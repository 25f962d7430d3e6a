"""Markdown pages as text: fences, includes, headings, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.mistakes import Mistake
from asyncbook.pages import Page, all_mistakes, mistakes, parse, read
from asyncbook.snippets import Library, load

from .helpers import write

TWO_MARKERS = 'print(1)  # (1)!\nprint("a")\nprint(2)  # (2)!\n'


def page(text: str) -> Page:
    return parse(text, Path("page.md"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    files = {"part/marked.py": TWO_MARKERS, "part/plain.py": "print(1)\n", "part/other.py": "print(2)\n"}
    return load(write(tmp_path / "snippets", files))


def wrong(text: str, library: Library) -> list[tuple[int, str, str]]:
    return [(mistake.line, mistake.found, mistake.expected) for mistake in mistakes(page(text), library)]


def fence(name: str, options: str = 'exec="1" source="above"', after: str = "") -> str:
    return f'```python {options}\n--8<-- "{name}"\n```\n{after}'


def test_a_fence_has_line_language_options_and_body() -> None:
    [found] = page('text\n\n```python exec="1" source="above"\nprint(1)\n\n```\n').fences
    assert (found.line, found.language, found.body) == (3, "python", ("print(1)", ""))
    assert found.options == {"exec": "1", "source": "above"}


@pytest.mark.parametrize("info", ["python", " python", "{.python}", "{ .python }", 'python title="a b"', '{.python exec="1"}'])
def test_the_language_of_a_fence_is_read_in_every_form(info: str) -> None:
    assert [found.language for found in page(f"```{info}\n```\n").fences] == ["python"]


@pytest.mark.parametrize(
    ("value", "executed"), [("1", True), ("on", True), ("yes", True), ("no", False), ("0", False), ("", False)]
)
def test_a_fence_is_executed_if_it_says_so(value: str, executed: bool) -> None:
    assert page(f'```python exec="{value}"\n```\n').fences[0].executed is executed
    assert not page("```python\n```\n").fences[0].executed


def test_a_fence_ends_with_the_mark_it_began_with() -> None:
    found = page("````text\n```\nprint\n```\n````\n\n~~~text\n```\n~~~\n").fences
    assert [fence.body for fence in found] == [("```", "print", "```"), ("```",)]


def test_a_fence_that_is_never_closed_reaches_to_the_end() -> None:
    assert page("```text\na\nb\n").fences[0].body[:2] == ("a", "b")


def test_code_between_single_marks_is_no_fence() -> None:
    assert page("``` not `a` fence ```\n").fences == ()


def test_what_a_fence_includes_is_known_if_it_is_all_it_holds() -> None:
    assert page(fence("a/b.py")).fences[0].include == "a/b.py"
    assert page('```python\nx = 1\n--8<-- "a/b.py"\n```\n').fences[0].include == ""


def test_includes_are_found_with_their_lines() -> None:
    text = '--8<-- "a.md"\n\n' + fence("b.py") + '    -8<- \'c.py\'\n;--8<-- "d.py"\ntext --8<-- "e.py"\n'
    assert page(text).includes == ((1, "a.md"), (4, "b.py"), (6, "c.py"))


def test_headings_have_level_title_and_id() -> None:
    found = page("# One { #one }\n\n### Two {: #two .class }\n\n## Three\n\n#four\n").headings
    assert [(h.line, h.level, h.title, h.id) for h in found] == [(1, 1, "One", "one"), (3, 3, "Two", "two"), (5, 2, "Three", "")]


def test_a_heading_may_be_underlined() -> None:
    found = page("---\ntitle: x\n---\n\nOne { #one }\n===\n\nTwo\n---\n\ntext\nno heading\n---\n").headings
    assert [(h.line, h.level, h.title, h.id) for h in found] == [(5, 1, "One", "one"), (8, 2, "Two", "")]


def test_headings_in_fences_are_none() -> None:
    assert page("```python\n# comment\n```\n").headings == ()


def test_headings_of_html_have_an_id_too() -> None:
    assert [h.id for h in page('<h2 class="x" id="raw">Raw</h2>\n').headings] == ["raw"]


@pytest.mark.parametrize(
    ("after", "count"),
    [
        ("\n1.  one\n2.  two\n", 2),
        ("1. one\n\n    more\n\n2. two\n\ntext\n\n3. three\n", 2),
        ("\n1.  one\n    1.  nested\n2.  two\n", 2),
        ("\ntext\n\n1. one\n", 0),
        ("", 0),
        ("\n- one\n", 0),
    ],
)
def test_the_annotations_under_a_fence_are_counted(after: str, count: int) -> None:
    assert page(fence("a.py", after=after)).fences[0].items == count


def test_the_annotations_under_an_indented_fence_are_counted() -> None:
    text = '!!! note\n\n    ```python exec="1"\n    --8<-- "a.py"\n    ```\n\n    1.  one\n    2.  two\n\n1.  not mine\n'
    assert page(text).fences[0].items == 2


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("\n1.  one\n\n- hidden\n", 7),
        ("1. one\n\n   more\n* hidden\n", 7),
        ("\n1.  one\n    - below it\n\ntext\n\n- seen\n", 0),
        ("- one\n", 0),
    ],
)
def test_a_list_that_markdown_joins_to_the_annotations_is_found(after: str, line: int) -> None:
    assert page(fence("a.py", after=after)).fences[0].joined == line


def test_a_right_page_has_no_mistakes(library: Library) -> None:
    text = "# A { #a }\n\n" + fence("part/marked.py", after="\n1.  one\n2.  two\n") + "\n## B { #b }\n\n" + fence("part/plain.py")
    assert wrong(text, library) == []


def test_a_missing_file_is_told_with_the_nearest(library: Library) -> None:
    [(line, found, expected)] = wrong("text\n\n" + fence("part/plian.py"), library)
    assert (line, found, expected) == (4, "included file 'part/plian.py' does not exist", "'part/plain.py'")


def test_a_file_that_resembles_none_is_told_with_all_there_are(library: Library) -> None:
    [(_, _, expected)] = wrong(fence("zzz"), library)
    assert expected == "one of part/marked.py, part/other.py, part/plain.py"


def test_a_part_of_a_file_is_told(library: Library) -> None:
    assert wrong(fence("part/plain.py:1:2"), library) == [
        (2, "a part of a file, 'part/plain.py:1:2'", "the whole file, 'part/plain.py'")
    ]


def test_a_missing_file_where_there_is_none_yet(tmp_path: Path) -> None:
    assert wrong(fence("part/plain.py"), load(tmp_path))[0][2] == "one that there is; there are none yet"


@pytest.mark.parametrize("after", ["", "\n1.  one\n", "\n1.  one\n2.  two\n3.  three\n"])
def test_annotations_and_markers_must_be_as_many(library: Library, after: str) -> None:
    [(line, found, expected)] = wrong("\n" + fence("part/marked.py", after=after), library)
    assert (line, expected) == (2, "2, one for each marker # (1)! in the file")
    assert found == f"{after.count('.  ')} annotations under part/marked.py"


def test_annotations_without_markers_are_told(library: Library) -> None:
    assert len(wrong(fence("part/plain.py", after="\n1.  one\n"), library)) == 1


def test_a_plain_fence_needs_its_annotations_as_well(library: Library) -> None:
    assert len(wrong(fence("part/marked.py", options=""), library)) == 1
    assert wrong(fence("part/marked.py", options="", after="\n1.  one\n2.  two\n"), library) == []


def test_a_fence_that_shows_only_the_result_has_no_annotations(library: Library) -> None:
    assert wrong(fence("part/marked.py", options='exec="1" source=""'), library) == []
    assert wrong(fence("part/marked.py", options='exec="1"'), library) == []


@pytest.mark.parametrize("source", ["below", "tabbed-left", "material-block", "abvoe"])
def test_a_source_option_that_is_not_understood_is_told(library: Library, source: str) -> None:
    [(line, found, expected)] = wrong(fence("part/plain.py", options=f'exec="1" source="{source}"'), library)
    assert (line, found, expected) == (1, f"source={source!r}", 'source="above", or no source')


def test_a_heading_without_id_is_told(library: Library) -> None:
    [(line, found, _)] = wrong("# One { #one }\n\n## Two words\n", library)
    assert (line, found) == (3, "heading 'Two words' has no id")


def test_an_id_that_is_there_twice_is_told_with_both_lines(library: Library) -> None:
    [(line, found, _)] = wrong("# One { #one }\n\ntext\n\n## Two { #one }\n", library)
    assert (line, found) == (5, "heading id 'one' is already on line 1")


def test_a_quote_of_what_no_program_prints_is_told(library: Library) -> None:
    text = "`{part/plain: a}` `{part/pain: b}`\n\n```\n`{part/pain: c}`\n```\n"
    assert [(line, found) for line, found, _ in wrong(text, library)] == [
        (1, "part/plain prints no line that begins with 'a: '"),
        (1, "quoted program 'part/pain' does not exist"),
    ]


def test_every_page_below_a_folder_is_read(tmp_path: Path, library: Library) -> None:
    write(tmp_path / "docs", {"b/two.md": "# Two\n", "a.md": "# One\n", "c.txt": "# Three\n"})
    found = all_mistakes(tmp_path / "docs", library)
    assert [Path(mistake.path).name for mistake in found] == ["a.md", "two.md"]


def test_a_page_that_is_not_utf8_is_told_with_its_line(tmp_path: Path, library: Library) -> None:
    (tmp_path / "a.md").write_bytes(b"# One { #one }\n\ncaf\xe9\n")
    [mistake] = all_mistakes(tmp_path, library)
    assert (mistake.line, mistake.found) == (3, "byte 0xe9 is not UTF-8")
    assert isinstance(mistake, Mistake)


def test_a_byte_order_mark_is_no_part_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# One { #one }\n".encode("utf-8-sig"))
    assert [heading.id for heading in read(tmp_path / "a.md").headings] == ["one"]


MARKDOWN = st.lists(
    st.sampled_from(["```", "````python", "~~~", "# a", "## b { #b }", '--8<-- "x"', "1. a", "    ```", ""]) | st.text()
)


@given(MARKDOWN)
def test_any_text_can_be_read(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = page(text)
    assert all(1 <= part.line <= text.count("\n") + 1 for part in (*found.fences, *found.headings))
