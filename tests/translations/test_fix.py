"""What is certain is mended: once and for all, and no word of the page changes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyncbook.translations.fix import fixed
from asyncbook.translations.markdown import parts
from asyncbook.translations.pair import Pair
from asyncbook.translations.structure import findings

from .defects import FORMS, LANGUAGE, ROOT, Defect, Page, corpus, pages
from .test_structure import OWN, PAGE, pair

PAGES = [page for page in pages() if not page.name.endswith(".ipynb")]
MENDED = {
    *("heading-id", "heading-no-id", "heading-level", "fence-language", "fence-options", "fence-open", "include-missing"),
    *("include-extra", "include-other", "box-type", "tab-type", "link-target"),
}


def of(page: Page, own: str) -> Pair:
    return Pair(ROOT, LANGUAGE, page.name, page.english, own)


def words(text: str) -> list[str]:
    """The prose of a page without what is no word: attributes, marks of footnotes, and where links lead."""
    prose = [line for part in parts(text) if part.kind != "box" for _, line in part.prose]
    plain = (re.sub(r"\]\([^)\n]*\)|\]\[[^\]\n]*\]|\[\^[^\]\n]*\]|[{｛][^{}｛｝\n]*[}｝]\s*$", "", line) for line in prose)
    return [line.strip() for line in plain if line.strip()]


def is_within(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(one in rest for one in few)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_that_is_right_stays_as_it_is(page: Page) -> None:
    for form in (str, *FORMS.values()):
        assert fixed(of(page, form(page.own))) == form(page.own)


@pytest.mark.parametrize("code", sorted(MENDED))
def test_what_is_mechanical_is_mended_back_to_what_it_was(code: str) -> None:
    right = {page.name: page.own for page in PAGES}
    broken = [one for one in corpus() if one.code == code and one.page in right][::5]
    mended = [(one, fixed(Pair(ROOT, LANGUAGE, one.page, one.english, one.own))) for one in broken]
    back = [one for one, text in mended if _plain(text) == right[one.page]]
    assert len(back) >= 0.6 * len(broken) > 0
    for one, text in mended:
        assert code not in {found.code for found in findings(Pair(ROOT, LANGUAGE, one.page, one.english, text)) if found.fixable}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").removeprefix("\ufeff").replace("\t", "    ")


@pytest.mark.parametrize("defect", corpus()[::9], ids=lambda defect: defect.name)
def test_after_mending_nothing_can_be_mended_and_no_word_is_another(defect: Defect) -> None:
    before = Pair(ROOT, LANGUAGE, defect.page, defect.english, defect.own)
    _assert_mended(before)


def _assert_mended(before: Pair) -> None:
    text = fixed(before)
    after = replace(before, own=text)
    assert [one.code for one in findings(after) if one.fixable] == []
    assert fixed(after) == text
    assert is_within(words(before.own), words(text))
    assert text.startswith("\ufeff") == before.own.startswith("\ufeff")
    if "\r" not in before.own.replace("\r\n", ""):
        assert text.count("\r\n") == (
            text.count("\n") if "\r\n" in before.own and "\n" not in before.own.replace("\r\n", "") else text.count("\r\n")
        )


JUNK = st.sampled_from(
    [
        "",
        "```",
        "```python",
        "~~~",
        "# 标题",
        "## 标题 { #x }",
        "    缩进",
        "- 项",
        "1.  项",
        "!!! note",
        '??? tip "题"',
        "| a | b |",
        "<!-- versions -->",
        '--8<-- "x.py"',
        "[字](x.md)",
        "[a]: b.md",
        '=== "T"',
        "---",
        "===",
        "-->",
        "<!--",
        "文字。",
        "`",
        "x = 1  # 注",
        "\t字",
        '<h2 id="y">题</h2>',
    ]
)


@st.composite
def broken(draw: st.DrawFn) -> Pair:
    """A page of the book with lines lost, doubled, moved, changed and put in."""
    page = draw(st.sampled_from(PAGES))
    lines = page.own.split("\n")
    start = next(part.line - 1 for part in parts(page.own))
    for _ in range(draw(st.integers(1, 6))):
        at, to = (draw(st.integers(start, len(lines) - 1)) for _ in range(2))
        how = draw(st.sampled_from(["lose", "double", "move", "put", "replace", "lose block", "indent", "outdent", "cut"]))
        line = lines[at]
        if how in ("lose", "move"):
            del lines[at]
        if how in ("double", "move"):
            lines.insert(min(to, len(lines)), line)
        if how == "put":
            lines.insert(at, draw(JUNK))
        if how == "replace":
            lines[at] = draw(JUNK)
        if how == "lose block" and len(lines) > start + 12:
            del lines[at : at + draw(st.integers(2, 8))]
        if how == "indent":
            lines[at] = f"    {line}"
        if how == "outdent":
            lines[at] = line.lstrip()
        if how == "cut":
            lines[at] = line[: len(line) // 2]
        lines += ["末尾"] * (len(lines) <= start + 1)
    return of(page, draw(st.sampled_from([str, *FORMS.values()]))("\n".join(lines)))


@settings(max_examples=150, deadline=None)
@given(broken())
def test_however_a_page_is_broken_mending_ends_and_keeps_every_word(page: Pair) -> None:
    _assert_mended(page)


@settings(max_examples=60, deadline=None)
@given(st.lists(JUNK | st.text(max_size=12)), st.lists(JUNK | st.text(max_size=12)))
def test_any_two_texts_can_be_compared_and_mended(english: list[str], own: list[str]) -> None:
    _assert_mended(pair("\n".join(english), "\n".join(own)))


def test_translated_comments_stay_when_code_is_mended() -> None:
    english = 'Some words.\n\n```python\n# Wait first.\nx = 1  # one (1)!\ny = "# no"\n```\n'
    own = '话。\n\n```python\n# 先等待。\nx = 2  # 一 (1)!\ny = "# 不"\n```\n'
    assert fixed(pair(english, own)) == '话。\n\n```python\n# 先等待。\nx = 1  # 一 (1)!\ny = "# no"\n```\n'


def test_comments_stay_with_their_code_where_their_number_differs() -> None:
    english = "Some words.\n\n```python\n# Wait.\nx = 1  # one\ny = 2\n```\n"
    own = "话。\n\n```python\nx = 1  # 一\ny = 3\n```\n"
    assert fixed(pair(english, own)) == "话。\n\n```python\n# Wait.\nx = 1  # 一\ny = 2\n```\n"


def test_text_that_slipped_into_a_fence_is_never_lost() -> None:
    english = "Some words.\n\n```\none\n```\n\nMore words.\n\n```\ntwo\n```\n"
    own = "一些话。\n\n```\none\n\n更多的话。\n"
    assert "更多的话。" in fixed(pair(english, own))


def test_a_missing_program_is_put_where_it_belongs() -> None:
    own = OWN.replace("```python\nx = 1  # 原因\n```\n\n1.  一条。\n2.  又一条。\n", "后面的话。\n")
    english = PAGE.replace("\n1.  One note.\n2.  Another.\n", "\nLater words.\n")
    assert fixed(pair(english, own)) == OWN.replace("# 原因", "# why").replace("1.  一条。\n2.  又一条。\n", "后面的话。\n")


def test_a_missing_program_is_set_in_as_its_box_is() -> None:
    english = '??? note "T"\n\n    Some text.\n\n    ```sh\n    ls\n    ```\n\nAfter.\n'
    own = '- 项\n\n??? note "题"\n\n    话。\n\n后来。\n'.removeprefix("- 项\n\n")
    assert fixed(pair(english, own)) == '??? note "题"\n\n    话。\n\n    ```sh\n    ls\n    ```\n\n后来。\n'


def test_what_a_person_must_decide_is_left() -> None:
    own = OWN.replace("## 乙 { #b }\n\n", "").replace("2.  又一条。\n", "")
    assert fixed(pair(PAGE, own)) == own


def test_ids_are_not_guessed_while_a_heading_is_missing() -> None:
    english = "# A { #a }\n\n## B { #b }\n\n## C { #c }\n\nWords.\n"
    own = "# 甲 { #a }\n\n## 丙\n\n话。\n"
    assert fixed(pair(english, own)) == own


def test_a_box_whose_title_lost_its_quotes_keeps_it() -> None:
    english, own = '!!! note "T"\n\n    Text here.\n', "!!! note 题目\n\n    话。\n"
    assert fixed(pair(english, own)) == own


@pytest.mark.parametrize(
    "line", ["!!! note “题目”", "!!! 注意 “题目”", "!!! 注意“题目”", "!!! note 「题目」", "！！！note “题目”", '!!!note "题目"']
)
def test_a_box_gets_narrow_marks_and_quotes(line: str) -> None:
    english, own = '!!! note "T"\n\n    Text here.\n', f"{line}\n\n    话。\n"
    assert fixed(pair(english, own)) == '!!! note "题目"\n\n    话。\n'


def test_a_heading_keeps_its_other_attributes() -> None:
    english = '## T { #a .wide lang="en" }\n\nSome words.\n'
    assert fixed(pair(english, '## 题 { .wide #b lang="en" }\n\n话。\n')) == '## 题 { #a .wide lang="en" }\n\n话。\n'
    assert fixed(pair(english, "题\n---\n\n话。\n")) == "题 { #a }\n---\n\n话。\n"


def test_a_notebook_is_left_as_it_is() -> None:
    book = Pair(Path("/book"), LANGUAGE, "book.ipynb", PAGE, OWN.replace("{ #b }", ""))
    assert fixed(book) == book.own
