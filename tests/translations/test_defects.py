"""Every seeded defect is told, by its name and at its line, and an unbroken page says nothing."""

from __future__ import annotations

import pytest

from asyncbook.translations.pair import Pair
from asyncbook.translations.structure import findings

from .defects import FORMS, LANGUAGE, MUTATIONS, ROOT, Defect, Page, corpus, pages

CORPUS = corpus()
PAGES = pages()


def told(page: str, english: str, own: str) -> list[tuple[str, int]]:
    return [(one.code, one.here.line) for one in findings(Pair(ROOT, LANGUAGE, page, english, own))]


@pytest.mark.parametrize("defect", CORPUS, ids=lambda defect: defect.name)
def test_a_defect_is_told_at_its_line_and_nothing_else_is(defect: Defect) -> None:
    found = told(defect.page, defect.english, defect.own)
    assert any(code == defect.code and (line == defect.line or line in defect.around) for code, line in found)
    assert {code for code, _ in found} <= {defect.code, *defect.also}
    assert sum(code == defect.code for code, _ in found) <= 2


@pytest.mark.parametrize("form", ["as they are", *FORMS])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_unbroken_page_has_no_findings(page: Page, form: str) -> None:
    assert told(page.name, page.english, FORMS.get(form, str)(page.own)) == []


def test_there_are_defects_of_every_kind_in_plenty() -> None:
    assert len(CORPUS) >= 150
    assert all(any(True for page in PAGES for _ in mutate(page)) for mutate in MUTATIONS)
    assert len({defect.code for defect in CORPUS}) >= 40
