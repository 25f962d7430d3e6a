"""`asyncbook translations fix`: what it mends, what it shows, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asyncbook.translations.notebook import as_markdown, with_lines
from asyncbook.translations.pins import pin

from .projects import asked, edit, files

OWN = Path("docs/zh/part/two.md")
CELL = '{{\n "cells": [\n  {{\n   "cell_type": "markdown",\n   "source": [\n    "<h2 id=\\"a\\">{title}</h2>\\n",\n    "\\n",\n    "{text}"\n   ]\n  }},\n  {{\n   "cell_type": "code",\n   "source": [\n    "x = 1\\n",\n    "y = 2"\n   ]\n  }}\n ],\n "metadata": {{\n{own}  "k": 1\n }}\n}}\n'


def test_spaces_are_mended_and_shown(here: Path) -> None:
    edit(OWN, "第二页", "第2页讲asyncio的任务")
    result = asked("fix")
    assert result.exit_code == 0
    assert "-第2页讲asyncio的任务。" in result.stdout
    assert "+第 2 页讲 asyncio 的任务。" in result.stdout
    assert result.stdout.endswith("docs/zh/part/two.md: mended\n")
    assert "第 2 页讲 asyncio 的任务。" in OWN.read_text()
    assert asked("fix").stdout == "pages looked at: 2; nothing that a program could mend\n"


def test_a_dry_run_writes_nothing(here: Path) -> None:
    edit(OWN, "第二页", "第2页")
    before = files(here)
    result = asked("fix", "zh", "two", "--dry-run")
    assert "+第 2 页。" in result.stdout
    assert result.stdout.endswith("docs/zh/part/two.md: would be mended; nothing was written\n")
    assert files(here) == before


def test_check_names_the_command_that_mends(here: Path) -> None:
    edit(OWN, "第二页", "第2页")
    assert "To mend 1 of them: asyncbook translations fix zh part/two.md" in asked("check").stdout


def test_line_ends_and_mark_are_kept(here: Path) -> None:
    text = OWN.read_text().replace("第二页", "第2页").replace("\n", "\r\n")
    OWN.write_bytes(f"\ufeff{text}".encode())
    asked("fix")
    assert OWN.read_bytes() == f"\ufeff{text}".replace("第2页", "第 2 页").encode()


@pytest.mark.parametrize(
    "data",
    [b"\xff", "# 二 { #two }\n<<<<<<< mine\n第2页\n".encode(), "---\ntitle: 第2页\n# 二 { #two }\n\n第2页。\n".encode()],
)
def test_what_cannot_be_read_is_left_alone(here: Path, data: bytes) -> None:
    OWN.write_bytes(data)
    assert "docs/zh/part/two.md: left as it is: " in asked("fix").stdout
    assert OWN.read_bytes() == data


def test_a_notebook_is_mended_in_its_cells_alone(here: Path) -> None:
    english = CELL.format(title="A", text="The second page.", own="")
    Path("docs/en/book.ipynb").write_text(english)
    own = f'  "asyncbook": {{\n   "source": "{pin(english)}"\n  }},\n'
    Path("docs/zh/book.ipynb").write_text(CELL.format(title="甲", text='第2页说 \\"x\\"。', own=own))
    asked("fix", "zh", "book")
    text = Path("docs/zh/book.ipynb").read_text()
    assert json.loads(text)["cells"][0]["source"][2].startswith("第 2 页")
    assert [line for line in text.split("\n") if "页" not in line] == [
        line for line in CELL.format(title="甲", text="页", own=own).split("\n") if "页" not in line
    ]


def test_a_notebook_is_a_page_of_as_many_lines() -> None:
    text = CELL.format(title="A", text="Words.", own="")
    page = as_markdown(text)
    assert page.count("\n") == text.count("\n")
    numbers = {line: number for number, line in enumerate(page.split("\n"), 1) if line}
    assert numbers == {"## A { #a }": 6, "Words.": 8, "```python": 13, "x = 1": 14, "y = 2": 15, "```": 16}


def test_lines_that_came_or_went_change_no_notebook() -> None:
    text = CELL.format(title="A", text="Words.", own="")
    page = as_markdown(text)
    assert with_lines(text, page, page + "\n") == text
    assert with_lines(text, page, page.replace("A {", "B {")) == text
    assert with_lines(text, page, page.replace("Words.", "Other\twords.")) == text.replace("Words.", "Other\\twords.")
