"""How pages stand, with git and without."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from asyncbook.translations.pins import pin
from asyncbook.translations.status import Row, status
from asyncbook.translations.tree import Tree

from .projects import ONE, commit, edit, git


def row(root: Path, page: str) -> Row:
    return next(row for row in status(root) if row.page == page)


def test_pages_stand_in_reading_order_and_are_in_step(plain: Path) -> None:
    assert [(row.language, row.page, row.state) for row in status(plain)] == [("zh", "part/two.md", "ok"), ("zh", "one.md", "ok")]
    assert row(plain, "one.md").translators == ("@you",)
    assert row(plain, "one.md").pin == pin(ONE)


def test_every_page_of_the_book_is_in_step(root: Path) -> None:
    rows = status(root)
    assert {row.state for row in rows} == {"ok"}
    assert len(rows) == len(Tree(root).english) * len(Tree(root).languages)


def test_pages_outside_the_navigation_come_last_by_name(plain: Path) -> None:
    for name in ("a.md", "z.md", ".hidden/x.md", ".ipynb_checkpoints/y.ipynb", "picture.svg"):
        path = plain / "docs" / "en" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# A\n")
    assert [row.page for row in status(plain)] == ["part/two.md", "one.md", "a.md", "z.md"]
    assert row(plain, "z.md").state == "missing"


@pytest.mark.parametrize("config", ["nav: [one.md, !ENV [X, y], part/two.md, gone.md, 'https://example.org/']", "nav: [", "\x00"])
def test_a_strange_configuration_leaves_all_pages(plain: Path, config: str) -> None:
    (plain / "config" / "en.yml").write_text(config)
    assert [row.page for row in status(plain)] == ["one.md", "part/two.md"]


def test_a_page_without_its_english_one_is_an_orphan(plain: Path) -> None:
    (plain / "docs" / "zh" / "old.md").write_text("# 旧\n")
    assert [row.state for row in status(plain)] == ["ok", "ok", "orphan"]


def test_a_page_that_asks_for_it_needs_review(plain: Path) -> None:
    edit(plain / "docs" / "zh" / "one.md", "source:", "review: needed\nmachine: true\nsource:")
    found = row(plain, "one.md")
    assert (found.state, found.review, found.machine) == ("review", True, True)
    edit(plain / "docs" / "en" / "one.md", "A task", "Each task")
    found = row(plain, "one.md")
    assert (found.state, found.review) == ("outdated", True)


def test_a_page_without_a_pin_needs_review(plain: Path) -> None:
    (plain / "docs" / "zh" / "part" / "two.md").write_text("# 二 { #two }\n")
    assert row(plain, "part/two.md").state == "review"


def test_a_page_that_cannot_be_read_needs_review(plain: Path) -> None:
    (plain / "docs" / "zh" / "one.md").write_bytes(b"\xff\xfe")
    shutil.rmtree(plain / "docs" / "zh" / "part")
    (plain / "docs" / "zh" / "part").write_text("")
    assert [row.state for row in status(plain)] == ["missing", "review"]


def test_an_outdated_page_names_its_sections_and_the_day(here: Path) -> None:
    english = here / "docs" / "en" / "one.md"
    edit(english, "A task runs", "A task always runs")
    edit(english, "## Next { #next }", "## More { #more }")
    commit(here, "2030-02-03")
    edit(english, "The first page", "This page")
    commit(here, "2030-03-04")
    found = row(here, "one.md")
    assert (found.state, found.since) == ("outdated", date(2030, 2, 3))
    assert [(change.kind, change.id) for change in found.changes or ()] == [
        ("changed", "one"), ("changed", "tasks"), ("added", "more"), ("removed", "next"),
    ]  # fmt: skip
    assert row(here, "part/two.md").state == "ok"


def test_a_change_that_is_not_committed_has_no_day(here: Path) -> None:
    edit(here / "docs" / "en" / "one.md", "A task", "Each task")
    found = row(here, "one.md")
    assert found.since is None
    assert [change.id for change in found.changes or ()] == ["tasks"]


def test_line_ends_are_no_change(here: Path) -> None:
    english = here / "docs" / "en" / "one.md"
    english.write_bytes(english.read_bytes().replace(b"\n", b"\r\n"))
    assert row(here, "one.md").state == "ok"


def test_front_matter_alone_changes_no_section(here: Path) -> None:
    edit(here / "docs" / "en" / "one.md", "First.", "The first.")
    assert (row(here, "one.md").state, row(here, "one.md").changes) == ("outdated", ())


def test_without_git_the_sections_are_unknown(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(plain / "docs" / "en" / "one.md", "A task", "Each task")
    found = row(plain, "one.md")
    assert (found.state, found.changes, found.since) == ("outdated", None, None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert row(plain, "one.md") == found


def test_a_shallow_clone_knows_the_state_and_not_the_sections(here: Path, tmp_path: Path) -> None:
    edit(here / "docs" / "en" / "one.md", "A task", "Each task")
    commit(here)
    git(tmp_path, "clone", "-q", "--depth", "1", here.as_uri(), "shallow")
    found = row(tmp_path / "shallow", "one.md")
    assert (found.state, found.changes, found.since) == ("outdated", None, None)


def test_a_squashed_branch_leaves_pins_as_they_are(here: Path) -> None:
    git(here, "switch", "-q", "-c", "work")
    edit(here / "docs" / "en" / "one.md", "A task", "Each task")
    commit(here, "2030-02-01")
    git(here, "switch", "-q", "main")
    git(here, "merge", "-q", "--squash", "work")
    commit(here, "2030-02-02")
    git(here, "branch", "-q", "-D", "work")
    found = row(here, "one.md")
    assert (found.since, [change.id for change in found.changes or ()]) == (date(2030, 2, 2), ["tasks"])


def test_a_book_in_a_folder_of_a_repository_has_its_history(here: Path, tmp_path: Path) -> None:
    shutil.rmtree(here / ".git")
    (tmp_path / "all").mkdir()
    inner = here.rename(tmp_path / "all" / "book")
    commit(tmp_path / "all")
    edit(inner / "docs" / "en" / "one.md", "A task", "Each task")
    commit(tmp_path / "all", "2030-02-03")
    assert row(inner, "one.md").since == date(2030, 2, 3)


def test_all_pages_in_step_ask_git_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", lambda *words, **options: pytest.fail("git was asked"))
    assert {row.state for row in status(here)} == {"ok"}


def test_a_changed_notebook_names_its_sections(here: Path) -> None:
    cell = '{{\n "cells": [\n  {{\n   "cell_type": "markdown",\n   "source": [\n    "<h2 id=\\"a\\">A</h2>\\n",\n    "{}"\n   ]\n  }}\n ],\n "metadata": {{\n{}  "k": 1\n }}\n}}\n'
    english = here / "docs" / "en" / "book.ipynb"
    english.write_text(cell.format("old", ""))
    commit(here)
    own = f'  "asyncbook": {{\n   "source": "{pin(english.read_text())}"\n  }},\n'
    (here / "docs" / "zh" / "book.ipynb").write_text(cell.format("旧", own))
    assert row(here, "book.ipynb").state == "ok"
    english.write_text(cell.format("new", ""))
    assert [change.id for change in row(here, "book.ipynb").changes or ()] == ["a"]


def test_a_text_that_came_back_was_replaced_when_it_last_went(here: Path) -> None:
    english = here / "docs" / "en" / "one.md"
    for day, text in (("2030-02-01", "other"), ("2030-02-02", ONE), ("2030-02-03", "third")):
        english.write_text(text)
        commit(here, day)
    assert row(here, "one.md").since == date(2030, 2, 3)
