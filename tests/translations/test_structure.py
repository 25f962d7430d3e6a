"""What a translated page has otherwise than the English one: the finding, its places, its words."""

from __future__ import annotations

import string
import time
from pathlib import Path

import pytest

from asyncbook.translations.findings import Finding
from asyncbook.translations.messages import LANGUAGES, tables
from asyncbook.translations.pair import Pair
from asyncbook.translations.structure import findings
from asyncbook.translations.targets import equal, localised

from .defects import corpus, pages


def pair(english: str, own: str, language: str = "zh") -> Pair:
    return Pair(Path("/book"), language, "page.md", english, own)


def told(english: str, own: str, language: str = "zh") -> list[tuple[str, int]]:
    return [(one.code, one.here.line) for one in findings(pair(english, own, language))]


def one(english: str, own: str) -> Finding:
    [finding] = findings(pair(english, own))
    return finding


PAGE = "# A { #a }\n\nSome words here.\n\n## B { #b }\n\nOther words there.\n\n```python\nx = 1  # why\n```\n\n1.  One note.\n2.  Another.\n"
OWN = "# 甲 { #a }\n\n一些话。\n\n## 乙 { #b }\n\n别的话。\n\n```python\nx = 1  # 原因\n```\n\n1.  一条。\n2.  又一条。\n"


def test_a_page_that_keeps_its_structure_has_no_findings() -> None:
    assert told(PAGE, OWN) == []


def test_a_finding_has_both_places_and_both_texts() -> None:
    found = one(PAGE, OWN.replace("{ #b }", "{ #c }"))
    assert (found.code, found.here.line, found.here.text) == ("heading-id", 5, "## 乙 { #c }")
    assert found.english
    assert (found.here.path, found.english.path) == ("/book/docs/zh/page.md", "/book/docs/en/page.md")
    assert (found.english.line, found.english.text) == (5, "## B { #b }")
    assert found.values == {"id": "b", "found": "c", "text": "## B { #b }"}


def test_what_is_missing_is_told_where_it_belongs_with_the_english_text() -> None:
    found = one(PAGE, OWN.replace("## 乙 { #b }\n\n", ""))
    assert (found.code, found.here.line, found.here.text) == ("heading-missing", 5, "")
    assert found.english
    assert (found.english.line, found.english.text) == (5, "## B { #b }")


def test_what_is_missing_at_the_end_is_told_at_the_last_line() -> None:
    assert told(PAGE + "\n## C { #c }\n", OWN) == [("heading-missing", 14)]


def test_one_thing_that_is_missing_is_one_finding_however_long_the_page() -> None:
    english = "".join(f"## S{n} {{ #s{n} }}\n\nWords `{n}`.\n\n```sh\nrun {n}\n```\n\n" for n in range(40))
    own = english.replace("Words", "词").replace("## S20 { #s20 }\n\n", "")
    assert told(english, own) == [("heading-missing", 161)]


def test_several_differences_are_all_told_in_the_order_of_the_page() -> None:
    own = OWN.replace("# 甲 { #a }", "## 甲").replace("x = 1", "x = 2").replace("2.  又一条。\n", "")
    assert told(PAGE, own) == [("heading-no-id", 1), ("heading-level", 1), ("fence-code", 10), ("notes-count", 13)]


@pytest.mark.parametrize(
    ("language", "english", "own", "same"),
    [
        ("python", "x = 1  # a", "x = 1  # 甲", True),
        ("python", "# a\nx = 1", "x = 1", True),
        ("python", "x = 1  # (1)!", "x = 1", False),
        ("python", "x = 1  # a (1)!", "x = 1  # 甲 (1)!", True),
        ("python", 'x = "# a"', 'x = "# b"', False),
        ("python", '"""a\n# b\n"""', '"""a\n# c\n"""', False),
        ("python", "x = 1", "x  = 1", False),
        ("sh", "run ${a#b} # c", "run ${a#d} # c", False),
        ("sh", "get http://a/#b", "get http://a/#c", False),
        ("js", "f() // a", "f() // 甲", True),
        ("js", 'f("//a")', 'f("//b")', False),
        ("js", "/* a\nb */ f()", "/* 甲 */ f()", True),
        ("html", "<b>x</b> <!-- a -->", "<b>x</b> <!-- 甲 -->", True),
        ("css", "a { } /* b */", "a { } /* 乙 */", True),
        ("text", "loop -> task", "循环 -> 任务", True),
        ("text", "loop -> task", "", False),
        ("mermaid", "A[Loop]", "A[循环]", True),
        ("", "loop", "循环", False),
    ],
)
def test_code_is_alike_but_for_its_comments(language: str, english: str, own: str, same: bool) -> None:
    pages = [
        f"# A {{ #a }}\n\n{words}\n\n```{language}\n{body}\n```\n" for words, body in (("Some words.", english), ("话。", own))
    ]
    assert (told(*pages) == []) is same


@pytest.mark.parametrize(
    ("english", "own", "same"),
    [
        ('python title="One"', 'python title="一"', True),
        ('python  exec="1"', "python exec='1'", True),
        ('python exec="1" source="above"', 'python source="above" exec="1"', True),
        ("{ .python }", "python", True),
        ("{ .python .wide }", "python", False),
        ('python title="One"', "python", False),
    ],
)
def test_options_are_alike_in_whatever_order(english: str, own: str, same: bool) -> None:
    pages = [f"{words}\n\n```{info}\nx\n```\n" for words, info in (("Some words.", english), ("话。", own))]
    assert (told(*pages) == []) is same


@pytest.mark.parametrize(
    ("english", "own", "same"),
    [
        ("https://docs.python.org/3/a.html#b", "https://docs.python.org/zh-cn/3/a.html#b", True),
        ("https://docs.python.org/3/a.html#b", "https://docs.python.org/ja/3/a.html#b", False),
        ("https://docs.python.org/3/a.html#b", "https://docs.python.org/zh-cn/3/a.html#c", False),
        ("https://developer.mozilla.org/en-US/docs/A", "https://developer.mozilla.org/zh-CN/docs/A", True),
        ("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/deed.zh-hans", True),
        ("https://en.wikipedia.org/wiki/Coroutine", "https://zh.wikipedia.org/wiki/协程", True),
        ("https://a.b/c", "https://a.b/d", False),
        ("./a.md#b", "a.md#b", True),
        ("a%20b.md", "a b.md", True),
        ("a.md", "a.md#b", False),
        ("en/a.md", "zh/a.md", False),
    ],
)
def test_the_same_page_in_the_language_is_the_same_target(english: str, own: str, same: bool) -> None:
    assert equal(english, own, "zh") is same


def test_the_official_documentation_is_led_to_in_the_language() -> None:
    assert localised("https://docs.python.org/3/a.html", "ja") == "https://docs.python.org/ja/3/a.html"
    assert localised("https://docs.python.org/3/a.html", "de") == "https://docs.python.org/3/a.html"
    english = "See [a](https://docs.python.org/3/a.html).\n"
    found = one(english, english.replace("See", "见"))
    assert (found.code, found.error, found.fixable) == ("link-language", False, True)


def test_links_may_stand_in_another_order_within_a_section() -> None:
    english, own = "See [a](a.md) and [b](b.md#c).\n\nThen [d](d.md).\n", "先看 [b](b.md#c)。\n\n再看 [d](d.md) 和 [a](a.md)。\n"
    assert told(english, own) == []
    english = "[a](a.md)\n\n## B { #b }\n\n[b](b.md)\n"
    own = "[乙](b.md)\n\n## 乙 { #b }\n\n[甲](a.md)\n"
    assert told(english, own) == [("link-target", 1), ("link-target", 5)]


def test_a_reference_link_and_one_in_full_are_the_same() -> None:
    assert told("See [a][x].\n\n[x]: a.md\n", "见[甲][x]。\n\n[x]: a.md\n") == []
    assert told("See [a](a.md).\n", "见[甲][x]。\n\n[x]: a.md\n") == []


def test_two_paragraphs_that_became_one_are_no_finding_if_their_links_are_there() -> None:
    assert told("See [a](a.md).\n\nAnd [b](b.md).\n", "见[甲](a.md)和[乙](b.md)。\n") == []
    found = findings(pair("One thing.\n\nAnother.\n\nA third.\n", "一件事。\n\n第三件。\n"))
    assert [(one.code, one.error) for one in found] == [("paragraph-missing", False)]


def test_more_paragraphs_than_in_english_are_no_finding() -> None:
    assert told("One thing. Another.\n", "一件事。\n\n另一件。\n") == []


def test_a_conflict_hides_everything_else() -> None:
    own = OWN.replace("一些话。", "<<<<<<< HEAD\n一些话。\n=======\n另一些话。\n>>>>>>> main").replace("{ #b }", "")
    assert told(PAGE, own) == [("conflict", 3)]


def test_marks_of_a_conflict_that_english_shows_in_code_are_none() -> None:
    code = "\n```text\n<<<<<<< HEAD\n```\n"
    assert told(PAGE + code, OWN + code) == []


def test_a_fence_without_an_end_is_one_finding_and_hides_nothing_behind_it() -> None:
    english = PAGE + "\n## C { #c }\n\n```sh\nls\n```\n"
    own = (OWN + "\n## 丙 { #d }\n\n```sh\nls\n```\n").replace("原因\n```\n", "原因\n")
    assert told(english, own) == [("fence-open", 9), ("heading-id", 15)]


def test_plain_fences_that_lost_one_mark_are_told_at_the_first() -> None:
    english = "Some words.\n\n```\none\n```\n\nMore words.\n\n```\ntwo\n```\n\nThe last words.\n"
    own = "一些话。\n\n```\none\n\n更多的话。\n\n```\ntwo\n```\n\n最后的话。\n"
    assert told(english, own)[0] == ("fence-open", 3)


def test_a_notebooks_findings_are_not_mended() -> None:
    book = Pair(Path("/book"), "zh", "book.ipynb", PAGE, OWN.replace("{ #b }", ""))
    assert [(one.code, one.fixable) for one in findings(book)] == [("heading-no-id", False)]


def test_every_finding_fills_its_message_in_both_languages() -> None:
    filled: dict[str, set[str]] = {}
    for defect in corpus()[::5]:
        for found in findings(Pair(Path("/book"), "zh", defect.page, defect.english, defect.own)):
            filled[found.code] = filled.get(found.code, set(found.values)) & set(found.values)
    assert len(filled) > 40
    for language in LANGUAGES:
        for code, given in filled.items():
            for text in tables(language)[code].values():
                assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= given | {"language", "page"}, code


def test_eighty_pages_are_compared_well_within_a_second() -> None:
    texts = [(page.name, page.english, page.own) for page in pages() if len(page.own) > 4000]
    many = [(name, f"{english}\n{n}\n", f"{own}\n{n}\n") for n in range(80) for name, english, own in [texts[n % len(texts)]]]
    start = time.process_time()
    for name, english, own in many:
        findings(Pair(Path("/book"), "zh", name, english, own))
    assert time.process_time() - start < 1.4  # a fifth of that on a machine at rest
