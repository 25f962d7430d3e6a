"""Every page of the parts after the lessons has exercises, and every exercise a solution that was run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asyncbook import pages
from tests.conftest import ROOT

PARTS = ("model", "structure", "coordination")
PAGES = sorted(path for part in PARTS for path in (ROOT / "docs" / "en" / part).glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_has_something_to_predict_and_something_to_mend_and_their_solutions(page: Path, language: str) -> None:
    text = (ROOT / "docs" / language / page.parent.name / page.name).read_text(encoding="utf-8")
    heads = [heading for heading in pages.parse(text, page).headings if re.match("predict|mend", heading.id)]
    sections = [_section(text, heading.line) for heading in heads]
    assert {heading.id.partition("-")[0] for heading in heads} == {"predict", "mend"}
    for heading, section in zip(heads, sections, strict=True):
        folded = section.partition("\n??? success")[2]
        assert 'exec="1"' in folded, f"{heading.title} has no solution that was run"


def _section(text: str, line: int) -> str:
    """From the heading on *line* to the next of the second level."""
    return "\n".join(text.split("\n")[line:]).partition("\n## ")[0]
