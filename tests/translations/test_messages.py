"""Every finding has its message, in both languages."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from asyncbook.translations import messages
from asyncbook.translations.findings import Finding, Place
from asyncbook.translations.messages import FOLDER, LANGUAGES, Messages, tables

PYTHON = sorted(FOLDER.parent.glob("*.py"))
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def written() -> Iterator[tuple[Path, str]]:
    """Every text in the package's Python that is no documentation."""
    for path in PYTHON:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


def codes() -> Iterator[tuple[Path, str]]:
    """Every code that Python gives to a finding, or to what becomes one."""
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and re.search(r"(?i)finding|unreadable$|_broken$", ast.unparse(node.func)):
                for given in (*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")):
                    yield from ((path, one.value) for one in ast.walk(given) if _is_code(one))


def _is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CODE.fullmatch(node.value))


def test_every_code_in_python_has_its_messages() -> None:
    found = list(codes())
    assert len(found) > 15
    assert [(path.name, code) for path, code in found if code not in tables("en")] == []


def test_every_message_is_used() -> None:
    texts = {text for _, text in written()}
    made = {f"section-{kind}" for kind in ("changed", "added", "removed")}
    words = {f"blocks_{kind}" for kind in ("changed", "added", "removed")}
    assert [code for code in tables("en") if code not in texts | made | {"words"}] == []
    assert [word for word in tables("en")["words"] if word not in texts | words] == []


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
