"""Links that lead to no page, or to no anchor there."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncbook.translations.findings import Finding
from asyncbook.translations.links import Site, findings, ids
from asyncbook.translations.markdown import parts
from asyncbook.translations.pair import Pair
from asyncbook.translations.structure import findings as structure
from asyncbook.translations.tree import markdown

from .defects import LANGUAGE, ROOT

SITE = Site(
    own={"index.md": ("top",), "glossary.md": ("task", "event-loop"), "lessons/one.md": ("one", "start")},
    english={
        "index.md": ("top",),
        "glossary.md": ("task", "event-loop", "future"),
        "lessons/one.md": ("one", "start"),
        "lessons/two.md": ("two",),
        "lessons/book.ipynb": ("book",),
    },
    files={"img/loop.svg", "lessons/data.json"},
)


def found(text: str, page: str = "lessons/one.md") -> list[Finding]:
    return findings(Pair(Path("/book"), LANGUAGE, page, text, text), SITE)


def told(text: str, page: str = "lessons/one.md") -> list[tuple[str, str]]:
    return [(one.code, one.values.get("nearest", "")) for one in found(text, page)]


@pytest.mark.parametrize(
    "target",
    [
        "#start",
        "../glossary.md#task",
        "two.md",
        "two.md#two",
        "book.ipynb#book",
        "../img/loop.svg",
        "data.json",
        "https://a.b/c",
        "mailto:you@a.b",
        "//a.b/c",
        "../glossary.md?x=1#task",
        "one.md#one",
        "../index.md",
    ],
)
def test_links_that_lead_somewhere_are_no_finding(target: str) -> None:
    assert told(f"[a]({target})\n") == []


def test_a_page_that_is_not_there_is_told_with_the_nearest() -> None:
    [one] = found("text\n\n- [a](../glosary.md#task)\n")
    assert (one.code, one.here.line, one.here.text, one.error) == ("link-page", 3, "../glosary.md#task", True)
    assert one.values == {"target": "../glosary.md#task", "nearest": "../glossary.md"}


def test_a_page_that_only_english_has_is_shown_in_english() -> None:
    assert told("[a](two.md#two)\n") == []
    assert told("[a](two.md#too)\n") == [("link-anchor", "two.md#two")]


def test_an_anchor_that_is_not_there_is_told_with_the_nearest() -> None:
    assert told("[a](../glossary.md#event-lop)\n") == [("link-anchor", "../glossary.md#event-loop")]
    assert told("[a](#strat)\n") == [("link-anchor", "#start")]


def test_an_anchor_that_only_the_english_page_has_is_told_as_such() -> None:
    [one] = found("[a](../glossary.md#future)\n")
    assert (one.code, one.values["to"], one.values["anchor"]) == ("link-anchor-english", "glossary.md", "future")


def test_links_of_html_and_of_notebooks_are_addresses() -> None:
    assert told('<a href="../../glossary/#task">a</a>\n') == []
    assert told('<a href="../../glossary/#tsk">a</a>\n') == [("link-anchor", "../../glossary/#task")]
    assert told('<a href="../../../recordings.json">a</a>\n') == []
    assert told("[a](../../glossary/#task) [b](../one/) [c](../../)\n", "lessons/book.ipynb") == []
    assert told("[a](../../glosary/)\n", "lessons/book.ipynb") == [("link-page", "../../glossary/")]


def test_references_and_footnotes_need_what_they_lead_to() -> None:
    assert told("[a][x] b[^y]\n\n[x]: two.md\n\n[^y]: note\n") == []
    assert told("[a][x] b[^y]\n") == [("link-undefined", ""), ("link-undefined", "")]
    assert told("[a][x]\n\n[x]: too.md\n") == [("link-page", "two.md")]


def test_what_the_structure_tells_is_not_told_again() -> None:
    pair = Pair(Path("/book"), LANGUAGE, "lessons/one.md", "See [a](two.md).\n", "见[甲](没有.md)。\n")
    before = structure(pair)
    assert [one.code for one in before] == ["link-target"]
    assert findings(pair, SITE, before) == []
    assert [one.code for one in findings(pair, SITE)] == ["link-page"]


def test_ids_are_those_of_headings_html_attributes_and_the_glossary() -> None:
    text = '# A { #a }\n\n<span id="b"></span> text\n\ntext\n{ #c }\n\n```text\n<b id="d">\n```\n\n<h2 id="e">E</h2>\n'
    assert ids(parts(text), {"task"}) == {"a", "b", "c", "e"}
    assert ids(parts(text + "\n<!-- glossary -->\n"), {"task"}) == {"a", "b", "c", "e", "task"}


def test_no_link_of_the_site_leads_nowhere() -> None:
    import tomllib

    terms = tomllib.loads((ROOT / "config" / "glossary" / "en.toml").read_text(encoding="utf-8"))
    texts = {
        tag: {
            path.relative_to(ROOT / "docs" / tag).as_posix(): markdown(path.name, path.read_text(encoding="utf-8"))
            for path in (ROOT / "docs" / tag).rglob("*")
            if path.suffix in (".md", ".ipynb")
        }
        for tag in ("en", LANGUAGE)
    }
    offered = {tag: {name: ids(parts(text), terms) for name, text in pages.items()} for tag, pages in texts.items()}
    site = Site(offered[LANGUAGE], offered["en"])
    for name, text in texts[LANGUAGE].items():
        assert findings(Pair(ROOT, LANGUAGE, name, texts["en"][name], text), site) == []
