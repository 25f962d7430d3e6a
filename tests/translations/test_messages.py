"""Every finding has its message, in both languages."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator

import pytest

from asyncbook.translations import messages
from asyncbook.translations.findings import Finding, Place
from asyncbook.translations.messages import FOLDER, LANGUAGES, Messages, tables
from asyncbook.translations.pair import Pair
from asyncbook.translations.structure import findings

from .defects import LANGUAGE, ROOT, Defect, corpus

PYTHON = sorted(FOLDER.parent.glob("*.py"))
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


OTHERS = {"rev-parse", "ls-files", "merge-base", "cat-file", "utf-8", "utf-8-sig"}
"""Words with a hyphen that are no codes; language tags are others."""
TAG = re.compile(r"[a-z]{2}-[a-z]{2}")
ONE_OF_EACH = {defect.code: defect for defect in corpus()}


def written() -> Iterator[ast.AST]:
    """Every text in the package's Python, with those that are put together."""
    for path in PYTHON:
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def constants() -> set[str]:
    return {node.value for node in written() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def composed() -> list[re.Pattern[str]]:
    """What texts with one word of the code left open may become."""
    found = []
    for node in written():
        if isinstance(node, ast.JoinedStr) and len(node.values) == 2:
            parts = [one.value if isinstance(one, ast.Constant) else None for one in node.values]
            if any(isinstance(part, str) and re.fullmatch(r"-[a-z]+|[a-z]+[-_]", part) for part in parts):
                found.append(re.compile("".join(str(part) if part else "[a-z]+" for part in parts)))
    return found


def test_every_code_in_python_has_its_messages() -> None:
    codes = {text for text in constants() if CODE.fullmatch(text) and not TAG.fullmatch(text)} - OTHERS
    assert len(codes) > 60
    assert codes - tables("en").keys() == set()


def test_every_message_is_used() -> None:
    texts, patterns = constants(), composed()

    def used(text: str) -> bool:
        return text in texts or any(pattern.fullmatch(text) for pattern in patterns)

    assert [code for code in tables("en") if code != "words" and not used(code)] == []
    assert [word for word in tables("en")["words"] if not used(word)] == []


@pytest.mark.parametrize("defect", ONE_OF_EACH.values(), ids=ONE_OF_EACH.keys())
def test_a_defect_brings_what_its_message_names(defect: Defect) -> None:
    for finding in findings(Pair(ROOT, LANGUAGE, defect.page, defect.english, defect.own)):
        for language in LANGUAGES:
            named = set().union(*(placeholders(text) for text in tables(language)[finding.code].values()))
            assert named <= finding.values.keys() | {"language", "page"}


def test_both_languages_say_the_same_things() -> None:
    english, chinese = (tables(language) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for code, table in english.items():
        assert table.keys() == chinese[code].keys(), code
        for key, text in table.items():
            assert placeholders(text) == placeholders(chinese[code][key]), (code, key)


def test_every_finding_says_what_why_and_how_to_mend_it() -> None:
    for language in LANGUAGES:
        for code, table in tables(language).items():
            if code != "words":
                assert set(table) == {"what", "why", "mend"}, (language, code)
                assert all(table.values()), (language, code)


def test_no_code_is_told_in_two_files() -> None:
    for language in LANGUAGES:
        seen: list[str] = []
        for path in sorted(FOLDER.glob(f"*.{language}.toml")):
            seen += [code for code in tomllib.loads(path.read_text(encoding="utf-8")) if code != "words"]
        assert len(seen) == len(set(seen))


def test_english_messages_hold_no_chinese_and_chinese_ones_do() -> None:
    han = re.compile("[\u3400-\u9fff]")
    for code, table in tables("en").items():
        assert not any(han.search(text) for text in table.values()), code
    for code, table in tables("zh").items():
        assert code == "words" or all(han.search(table[key]) for key in ("why", "mend") if "asyncbook" not in table[key]), code


def test_a_message_is_filled_in_with_values_that_may_hold_braces() -> None:
    finding = Finding("orphan", Place("docs/zh/a.md", 1), values={"nearest": "`{page}`"})
    assert Messages("en").told(finding, "zh", "a.md").mend.endswith("Nearest: `{page}`")
    assert messages.filled("{a} {b}", {"a": "x"}) == "x {b}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_is_left_in_a_finding_that_brings_its_values(language: str) -> None:
    told = Messages(language).told(Finding("pin-missing", Place("docs/zh/a.md", 1)), "zh", "a.md")
    assert told.mend.endswith("asyncbook translations done zh a.md")
