"""The pages of every language: the same structure, the same programs, all of them used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample

from asyncbook import pages
from asyncbook.snippets import load
from tests.conftest import ROOT

DOCS = ROOT / "docs"
LIBRARY = load(ROOT / "snippets")
LANGUAGES = [path.stem for path in sorted((ROOT / "config").glob("*.yml")) if path.stem != "base"]
ENGLISH = sorted(path.relative_to(DOCS / "en") for path in (DOCS / "en").rglob("*.md"))
TRANSLATED = [
    (language, page) for language in LANGUAGES if language != "en" for page in ENGLISH if (DOCS / language / page).exists()
]


def _pages(language: str) -> list[pages.Page]:
    return [pages.read(path) for path in sorted((DOCS / language).rglob("*.md"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_have_no_mistakes(language: str) -> None:
    found = pages.all_mistakes(DOCS / language, LIBRARY)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_snippet_is_used(language: str) -> None:
    used = {path.removesuffix(".py") for page in _pages(language) for _, path in page.includes}
    assert used == set(LIBRARY.snippets)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_without_an_english_one(language: str) -> None:
    assert {path.relative_to(DOCS / language) for path in (DOCS / language).rglob("*.md")} <= set(ENGLISH)


@pytest.mark.parametrize(("language", "page"), TRANSLATED, ids=str)
def test_a_translation_has_the_headings_and_programs_of_the_english_page(language: str, page: Path) -> None:
    english, other = pages.read(DOCS / "en" / page), pages.read(DOCS / language / page)
    assert [(h.level, h.id) for h in other.headings] == [(h.level, h.id) for h in english.headings]
    assert [(f.language, f.include, f.options, f.items) for f in other.fences] == [
        (f.language, f.include, f.options, f.items) for f in english.fences
    ]


def _bare_fences() -> list[tuple[Path, pages.Fence]]:
    """Python in prose that no recording stands for."""
    texts = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    found = [(path, fence) for path in texts for fence in pages.read(path).fences]
    return [(path, fence) for path, fence in found if fence.language in ("python", "py") and not fence.include]


def test_python_fences_in_prose_are_clean_and_run(eval_example: EvalExample) -> None:
    eval_example.set_config(line_length=79, target_version="py311")
    for path, fence in _bare_fences():
        source = "\n".join(fence.body) + "\n"
        snippet = LIBRARY.find(source)
        example = CodeExample.create(snippet.program if snippet else source, path=path)
        eval_example.lint_ruff(example)
        eval_example.run(example)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_what_the_repository_says_of_itself_fits_one_screen(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 70


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.zh.md"])
def test_each_part_of_the_rules_fits_one_screen(name: str) -> None:
    parts = (ROOT / name).read_text(encoding="utf-8").split("\n## ")
    assert [part.partition("\n")[0] for part in parts if len(part.splitlines()) > 32] == []
    assert len(parts) <= 7
