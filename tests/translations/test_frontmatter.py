"""What pages say of themselves, and changing it by line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.translations.frontmatter import SOURCE, TRANSLATORS, FrontMatterError, read, written

PIN, OTHER = "a" * 40, "1" * 40
NOTEBOOK = json.dumps(
    {"cells": [], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}, indent=1
)


def test_a_page_says_what_it_was_made_from_and_by_whom() -> None:
    own = read("a.md", f'---\ntitle: A\nsource: {PIN}\ntranslators: ["@you", A. Name]\nreview: needed\nmachine: true\n---\n# A\n')
    assert (own.source, own.translators, own.review, own.machine) == (PIN, ("@you", "A. Name"), True, True)
    assert [own.line(key) for key in ("title", "source", "machine", "nothing")] == [2, 3, 6, 1]


def test_a_page_without_front_matter_says_nothing() -> None:
    for text in ("", "# A\n", "---\n\nBelow a line across the page.\n", "---\n---\n# A\n"):
        own = read("a.md", text)
        assert (own.source, own.translators, own.review, own.machine, own.error) == ("", (), False, False, "")


def test_one_translator_needs_no_list() -> None:
    assert read("a.md", "---\ntranslators: Someone\n---\n").translators == ("Someone",)


def test_a_pin_of_digits_alone_is_text() -> None:
    assert read("a.md", f"---\nsource: {OTHER}\n---\n").source == OTHER


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntitle: A\ntranslators: [@you]\n---\n", "frontmatter-broken", 3),
        ("---\ntitle: A: B\n---\n", "frontmatter-broken", 2),
        ("---\n\ttitle: A\n---\n", "frontmatter-broken", 2),
        ("---\ntitle: \x00\n---\n", "frontmatter-broken", 1),
        ("---\ntitle: A\n# A\n", "frontmatter-open", 1),
        ("---\n- a\n---\n", "frontmatter-no-table", 2),
        ("---\ntitle: A\ntitle: B\n---\n", "frontmatter-twice", 3),
        ("---\nsource: !!python/none x\ntitle: !!int x\n---\n", "frontmatter-broken", 1),
    ],
)
def test_broken_front_matter_has_a_code_and_a_line(text: str, code: str, line: int) -> None:
    own = read("a.md", text)
    assert (own.error, own.error_line, own.entries) == (code, line, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n", f"---\nsource: {PIN}\n---\n# A\n"),
        ("\ufeff# A\n", f"\ufeff---\nsource: {PIN}\n---\n# A\n"),
        ("# A\r\n\r\nb\r\n", f"---\r\nsource: {PIN}\r\n---\r\n# A\r\n\r\nb\r\n"),
        ("---\ntitle: A\n---\n# A\n", f"---\ntitle: A\nsource: {PIN}\n---\n# A\n"),
        ("\ufeff---\r\ntitle: A\r\n---\r\n", f"\ufeff---\r\ntitle: A\r\nsource: {PIN}\r\n---\r\n"),
        (f"---\nsource: {OTHER}\ntitle: A\n---\n", f"---\nsource: {PIN}\ntitle: A\n---\n"),
        (
            f"---\n# mine\nsource:  {OTHER}  # of old\ntitle: 'A # B'\n---\n",
            f"---\n# mine\nsource:  {PIN}  # of old\ntitle: 'A # B'\n---\n",
        ),
        (f'---\r\nsource: "{OTHER}"\r\n---\r\n', f"---\r\nsource: {PIN}\r\n---\r\n"),
        ("---\nsource:\n---\n", f"---\nsource: {PIN}\n---\n"),
        ("---\ntitle: A\n...\nb\n", f"---\ntitle: A\nsource: {PIN}\n...\nb\n"),
    ],
)
def test_a_pin_changes_one_line_and_nothing_else(text: str, expected: str) -> None:
    new = written("a.md", text, {SOURCE: PIN})
    assert new == expected
    assert read("a.md", new).source == PIN
    assert written("a.md", new, {SOURCE: PIN}) == new


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\n# A\n", "---\ntranslators: [@you]\n---\n", "---\n{title: A}\n---\n", "---\nsource:\n  abc\n---\n"]
)
def test_what_cannot_be_changed_by_line_is_not_changed(text: str) -> None:
    with pytest.raises(FrontMatterError):
        written("a.md", text, {SOURCE: PIN})


def test_a_list_of_translators_is_written_as_one() -> None:
    assert written("a.md", "# A\n", {SOURCE: PIN, TRANSLATORS: []}) == f"---\nsource: {PIN}\ntranslators: []\n---\n# A\n"
    assert read("a.md", written("a.md", "# A\n", {TRANSLATORS: ["@you"]})).translators == ("@you",)


def test_a_notebook_says_it_in_its_metadata() -> None:
    new = written("a.ipynb", NOTEBOOK, {SOURCE: PIN})
    assert json.loads(new)["metadata"] == {"asyncbook": {"source": PIN}, "kernelspec": {"name": "python3"}}
    own = read("a.ipynb", written("a.ipynb", new, {SOURCE: OTHER, TRANSLATORS: ["@you"]}))
    assert (own.source, own.translators) == (OTHER, ("@you",))
    assert set(NOTEBOOK.split("\n")) <= set(new.split("\n"))
    line = new.split("\n")[read("a.ipynb", new).line(SOURCE) - 1]
    assert PIN in line


@pytest.mark.parametrize("text", ["{", "[]", '{"metadata": []}', '{"metadata": {"asyncbook": 1}}'])
def test_a_broken_notebook_is_told(text: str) -> None:
    assert read("a.ipynb", text).error == "notebook-broken"


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    for page in ("a.md", "a.ipynb"):
        read(page, f"---\n{text}\n---\n")
        try:
            new = written(page, text, {SOURCE: PIN})
        except FrontMatterError:
            continue
        assert read(page, new).source == PIN
