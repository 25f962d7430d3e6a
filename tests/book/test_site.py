"""The built site: links, languages, recordings, downloads, search indexes, sitemaps, weight."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tempfile
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator

from asyncbook import glossary
from asyncbook.pages import read
from asyncbook.render import visible
from tests.book import built
from tests.book.built import Page, Tape
from tests.book.conftest import REPOSITORY
from tests.conftest import ROOT

HOME = "https://book.example/guide/"
LANGUAGES = {"en": "en", "zh": "zh-Hans"}
PAGES = sorted(path.relative_to(ROOT / "docs" / "en").with_suffix("") for path in (ROOT / "docs" / "en").rglob("*.[mi]*"))
HAN = re.compile("[\u3400-\u9fff]")
MACHINE = [ROOT, f"{Path.home()}/", f"{tempfile.gettempdir()}/asyncbook-", f"{tempfile.gettempdir()}/ipykernel"]
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
WEIGHT, SCRIPTS, TIMELINES = 120_000, 60_000, 12_000
"""Bytes, packed, of a page with all it loads, of its scripts, and of its timelines together."""
NODES = 600
"""Elements of one timeline with its table."""

Recordings = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return built.read(site)


@pytest.fixture(scope="module")
def programs(site: Path) -> Recordings:
    entries = json.loads((site / "recordings.json").read_text(encoding="utf-8"))["snippets"]
    return {entry["path"].removeprefix("snippets/").removesuffix(".py"): entry for entry in entries}


def _path(language: str, page: Path) -> str:
    """Where *page*, a source without its suffix, stands in the site."""
    folder = page.parent if page.name == "index" else page
    return (Path(language) / folder / "index.html").as_posix()


def _lessons(pages: dict[str, Page], language: str) -> list[Page]:
    return [page for path, page in pages.items() if path.startswith(f"{language}/lessons/") and "/notebook/" not in path]


def test_every_link_asset_and_anchor_leads_somewhere(site: Path, home: str) -> None:
    assert built.dead_links(site, home) == []


def test_nothing_is_loaded_from_another_host(site: Path, home: str) -> None:
    assert built.outside_resources(site, home) == []


def test_tracebacks_stand_only_in_recordings_that_have_one(site: Path) -> None:
    assert built.stray_tracebacks(site) == []


def test_no_path_of_this_machine_is_told(site: Path) -> None:
    assert built.leaks(site, MACHINE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_is_a_page_in_its_language(language: str, pages: dict[str, Page]) -> None:
    expected = {_path(language, page) for page in PAGES} | {f"{language}/404.html"}
    changes = f"{language}/changes/"  # of pages that are outdated at the moment
    assert {path for path in pages if path.startswith(f"{language}/") and not path.startswith(changes)} == expected
    assert {page.language for path, page in pages.items() if path in expected} == {LANGUAGES[language]}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_both_languages_have_the_same_headings_and_recordings_in_the_same_order(page: Path, pages: dict[str, Page]) -> None:
    english, chinese = (pages[_path(language, page)] for language in LANGUAGES)
    assert chinese.headings == english.headings
    assert all(id for _, id in english.headings)
    assert [tape.snippet for tape in chinese.tapes] == [tape.snippet for tape in english.tapes]
    for path in (english, chinese):
        assert len(path.ids) == len(set(path.ids)), f"{path.path} uses an id twice"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_shows_recordings_and_every_program_is_shown(
    language: str, pages: dict[str, Page], programs: Recordings
) -> None:
    lessons = _lessons(pages, language)
    assert len(lessons) == 7
    assert [lesson.path for lesson in lessons if not lesson.tapes] == []
    shown = {tape.snippet for path, page in pages.items() if path.startswith(language) for tape in page.tapes}
    modules = {name for path in (ROOT / "docs" / language).rglob("*.md") for name in read(path).programs if not _prints(name)}
    assert shown | modules == set(programs)


def _prints(name: str) -> bool:
    """Whether a program prints anything; one that does not is there to be read, and to be imported by others."""
    return bool((ROOT / "snippets" / f"{name}.out").read_text("utf-8")) if (ROOT / "snippets" / f"{name}.out").exists() else True


def test_pages_show_what_recordings_json_has(pages: dict[str, Page], programs: Recordings) -> None:
    for page in pages.values():
        for tape in page.tapes:
            if recording := programs[tape.snippet].get("recording"):
                _same_lines(tape, recording)
            else:
                assert tape.kind == "not-run"


def _same_lines(tape: Tape, recording: dict[str, Any]) -> None:
    assert tape.kind == recording["outcome"]["kind"]
    recorded = sorted(recording["lines"], key=lambda line: line[0])
    printed = [line for line in tape.lines if line[0] != "signal"]
    assert [(stream, text) for stream, _, text in printed] == [
        (stream, unescape(visible(text))) for _, stream, text in recorded
    ], tape.snippet
    for (_, when, _), (moment, _, _) in zip(printed, recorded, strict=True):
        assert when in ("", f"{moment:.2f}"), tape.snippet
    times = [when for _, when, _ in tape.lines if when]
    assert times == sorted(set(times), key=float), f"{tape.snippet}: a time is told twice or out of order"
    assert bool(times) == bool(tape.lines)


def test_recordings_json_is_as_its_schema_says(site: Path) -> None:
    data, schema = (
        json.loads((site / name).read_text(encoding="utf-8")) for name in ("recordings.json", "recordings.schema.json")
    )
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(data)] == []
    data["snippets"][0]["recording"]["outcome"]["kind"] = "fine"
    assert not validator.is_valid(data)


def test_recordings_json_holds_every_program(programs: Recordings) -> None:
    files = {path.relative_to(ROOT / "snippets").with_suffix("").as_posix(): path for path in (ROOT / "snippets").rglob("*.py")}
    assert set(programs) == set(files)
    for name, program in programs.items():
        assert program["sha256"] == hashlib.sha256(files[name].read_bytes()).hexdigest()
        assert ("recording" in program) != ("not_run" in program)
        if told := program.get("not_run"):
            assert told["reason"]
            assert told["detail"]
            continue
        recording = program["recording"]
        assert recording["sha256"] == program["sha256"]
        assert recording["outcome"]["kind"] in {"ok", "warns", "raises", "interrupted", "timed-out"}
        assert recording["duration"] > 0
        assert re.fullmatch(r"3\.\d+\.\d+", recording["python"])
        for moment, stream, text in recording["lines"]:
            assert 0 <= moment <= recording["duration"] + 0.5, name
            assert stream in ("out", "err"), name
            assert isinstance(text, str), name


def test_every_program_is_offered_without_header_and_markers(site: Path, programs: Recordings) -> None:
    for name in programs:
        source = (ROOT / "snippets" / f"{name}.py").read_text(encoding="utf-8")
        program = re.sub(r"\A(# /// \w+\n(#.*\n)*?# ///\n)*\n*", "", source)
        program = re.sub(r"[ \t]*# \(\d+\)!$", "", program, flags=re.MULTILINE)
        assert (site / "snippets" / f"{name}.py").read_text(encoding="utf-8") == program, name
    assert len(list((site / "snippets").rglob("*.*"))) == len(programs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_search_index_of_its_own(language: str, site: Path, pages: dict[str, Page]) -> None:
    index = json.loads((site / language / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == {"en": ["en"], "zh": ["zh", "en"]}[language]
    entries = {entry["location"]: entry for entry in index["docs"]}
    whole = {location for location in entries if "#" not in location}
    assert whole == {_path("", page).removesuffix("index.html") for page in PAGES}
    for location, entry in entries.items():
        address, _, anchor = location.partition("#")
        assert not anchor or anchor in pages[f"{language}/{address}index.html"].ids
        if not anchor:
            assert bool(HAN.search(entry["title"] + entry["text"])) == (language == "zh"), location


def _locations(file: Path) -> list[str]:
    return [entry.text or "" for entry in ElementTree.parse(file).iter(LOC)]


def test_the_sitemaps_name_every_page_and_its_translation(site: Path, home: str) -> None:
    assert _locations(site / "sitemap.xml") == [f"{home}{language}/sitemap.xml" for language in LANGUAGES]
    for language in LANGUAGES:
        tree = ElementTree.parse(site / language / "sitemap.xml")
        expected = {home + _path(language, page).removesuffix("index.html") for page in PAGES}
        assert set(_locations(site / language / "sitemap.xml")) == expected
        for url in tree.getroot():
            page = str(url.findtext(LOC)).removeprefix(f"{home}{language}/")
            others = {link.get("hreflang"): link.get("href") for link in url if link.tag.endswith("}link")}
            assert others == {"en": f"{home}en/{page}", "zh-Hans": f"{home}zh/{page}", "x-default": f"{home}en/{page}"}
    for packed in site.rglob("sitemap.xml.gz"):
        assert gzip.decompress(packed.read_bytes()) == packed.with_suffix("").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_links_to_its_source_and_to_its_own_address(language: str, pages: dict[str, Page], home: str) -> None:
    for source in PAGES:
        page = pages[_path(language, source)]
        suffix = next((ROOT / "docs" / language).glob(f"{source}.*")).suffix
        assert page.edit == f"{REPOSITORY}/edit/main/docs/{language}/{source}{suffix}"
        assert page.canonical == home + page.address
    assert pages["index.html"].canonical == home


def _words(markdown: str) -> str:
    return re.sub(r"\[(.*?)\]\(.*?\)|[`*]", lambda match: match[1] or "", markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_explains_terms_of_the_glossary(language: str, pages: dict[str, Page]) -> None:
    terms = glossary.load(ROOT / glossary.FOLDER)
    meanings = {term.name(language): _words(term.text(language)) for term in terms if term.text("en")}
    explained: set[str] = set()
    for lesson in _lessons(pages, language):
        assert len(lesson.tooltips) >= 3, lesson.path
        assert [(term, text) for term, text in lesson.tooltips if meanings.get(term) != text] == []
        assert len({term for term, _ in lesson.tooltips}) == len(lesson.tooltips), f"{lesson.path} explains a term twice"
        explained |= {term for term, _ in lesson.tooltips}
    taught = ("event-loop", "coroutine", "task", "thread", "task-group")
    assert {term.name(language) for term in terms if term.id in taught} <= explained
    ids = pages[f"{language}/glossary/index.html"].ids
    assert [term.id for term in terms if (term.id in ids) != bool(term.text("en"))] == []


def test_every_page_is_light(site: Path, pages: dict[str, Page], home: str) -> None:
    packed = {
        path: len(gzip.compress(path.read_bytes())) for path in site.rglob("*.*") if path.suffix in (".html", ".css", ".js")
    }
    for page in pages.values():
        if "/notebook/" in page.path:
            continue  # JupyterLab's style sheets alone are 90 kB
        addresses = {urljoin(home + page.path, link.url) for link in page.links if link.loaded}
        files = {site / built.file_of(address.removeprefix(home)) for address in addresses} | _started(site, page)
        scripts = sum(packed[path] for path in files if path.suffix == ".js")
        styles = sum(packed[path] for path in files if path.suffix == ".css")
        assert scripts <= SCRIPTS, page.path
        assert packed[site / page.path] + styles + scripts <= WEIGHT, page.path


def test_the_timelines_of_a_page_are_light_and_no_more_than_a_screen_can_show(site: Path, pages: dict[str, Page]) -> None:
    drawn = {path: re.findall(r'<figure class="timeline">.*?</figure>', (site / path).read_text("utf-8"), re.S) for path in pages}
    assert sum(map(bool, drawn.values())) >= 14
    for path, figures in drawn.items():
        assert len(gzip.compress("".join(figures).encode())) <= TIMELINES, path
        assert max((figure.count("<") // 2 for figure in figures), default=0) <= NODES, path


def _started(site: Path, page: Page) -> set[Path]:
    """What Material's script fetches by itself: the search, and how Chinese is cut into words."""
    folder = site / page.path.split("/")[0] / "assets" / "javascripts"
    chinese = [f"lunr/min/lunr.{name}.min.js" for name in ("stemmer.support", "zh", "multi")] if page.language != "en" else []
    return {*folder.glob("workers/search.*.js"), *(folder / name for name in chinese)} if folder.is_dir() else set()


GOOD = {
    "index.html": '<h1 id="top">Book</h1><a href="part/#one">1</a><a href="https://elsewhere.example/">out</a><a href="#top">up</a>',
    "part/index.html": '<h2 id="one">One</h2><img src="../fine.png"><a href="..">up</a><a href="/guide/part/?q=1#one">here</a>',
    "404.html": '<link rel="stylesheet" href="/guide/fine.css"><a href="/guide/">Book</a>',
    "fine.css": "p { background: url('fine.png') } q { background: url(data:image/png;base64,AAAA) }",
    "fine.png": "",
}
DEAD = {
    "a page": ('<a href="../gone/">', "../gone/ leads to gone/index.html, which does not exist"),
    "a folder without its slash": ('<a href="../part">', "../part leads to part, which does not exist"),
    "an anchor": ('<a href="#two">', "#two: part/index.html has no #two"),
    "an anchor of another page": ('<a href="../#bottom">', "../#bottom: index.html has no #bottom"),
    "an image": ('<img src="gone.png">', "gone.png leads to part/gone.png, which does not exist"),
    "a larger image": ('<img srcset="../fine.png 1x, gone.png 2x">', "gone.png leads to part/gone.png, which does not exist"),
    "a script": ('<script src=""></script>', "an empty address"),
    "a style": ('<p style="background: url(gone.png)">', "gone.png leads to part/gone.png, which does not exist"),
    "the canonical address": (
        f'<link rel="canonical" href="{HOME}gone/">',
        f"{HOME}gone/ leads to gone/index.html, which does not exist",
    ),
    "an address at the server's root": ('<a href="/part/">', "/part/ leads out of the site"),
}
OUTSIDE = {
    "a script": '<script src="https://cdn.example/x.js"></script>',
    "a script without a scheme": '<script src="//cdn.example/x.js"></script>',
    "a style sheet": '<link rel="stylesheet" href="https://cdn.example/x.css">',
    "an image": '<img srcset="//cdn.example/x.png 2x">',
    "a frame": '<iframe src="https://cdn.example/"></iframe>',
    "a connection": '<link rel="preconnect" href="https://cdn.example">',
    "a style": "<style>@import 'https://cdn.example/x.css';</style>",
    "a request": '<script>fetch("https://cdn.example/x.json")</script>',
    "a script made by a script": "<script>s.src = '//cdn.example/x.js'</script>",
    "a handler": "<p onclick=\"import('https://cdn.example/x.js')\">",
}


def _small(folder: Path, added: str) -> Path:
    for name, text in (GOOD | {"part/index.html": GOOD["part/index.html"] + added}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_checks_are_content_with_a_good_site(tmp_path: Path) -> None:
    assert built.dead_links(_small(tmp_path, ""), HOME) == []
    assert built.outside_resources(tmp_path, HOME) == []


@pytest.mark.parametrize("kind", DEAD)
def test_the_check_finds_a_dead_link(kind: str, tmp_path: Path) -> None:
    added, told = DEAD[kind]
    assert built.dead_links(_small(tmp_path, added), HOME) == [f"part/index.html: {told}"]


@pytest.mark.parametrize("kind", OUTSIDE)
def test_the_check_finds_what_comes_from_another_host(kind: str, tmp_path: Path) -> None:
    found = built.outside_resources(_small(tmp_path, OUTSIDE[kind]), HOME)
    assert len(found) == 1
    assert re.fullmatch(r"part/index.html: .*//cdn.example\S*", found[0])


def test_the_checks_read_style_sheets(tmp_path: Path) -> None:
    (_small(tmp_path, "") / "more.css").write_text("p { background: url(gone.png) } q { background: url(//cdn.example/x.png) }")
    assert built.dead_links(tmp_path, HOME) == ["more.css: gone.png leads to gone.png, which does not exist"]
    assert built.outside_resources(tmp_path, HOME) == ["more.css: //cdn.example/x.png"]


def test_the_check_finds_a_traceback_in_a_wrong_place(tmp_path: Path) -> None:
    lines = f'<span class="line line--err">{built.TRACEBACK}:</span>'
    tape = f'<div class="recording recording--ok" data-snippet="part/NAME"><pre>{lines}</pre></div>'
    recordings = [
        {"recording": {"snippet": f"part/{name}", "lines": [[0.1, "err", text]]}}
        for name, text in (("bad", f"{built.TRACEBACK}:"), ("good", "x"))
    ]
    (tmp_path / "recordings.json").write_text(json.dumps({"snippets": recordings}))
    (tmp_path / "fine.html").write_text(tape.replace("NAME", "bad"))
    assert built.stray_tracebacks(tmp_path) == []
    (tmp_path / "fine.html").write_text(tape.replace("NAME", "good"))
    (tmp_path / "text.html").write_text(f"<p>{built.TRACEBACK}:</p>{tape.replace('NAME', 'bad')}")
    index = tmp_path / "en" / "search" / "search_index.json"
    index.parent.mkdir(parents=True)
    index.write_text(json.dumps({"docs": [{"location": "part/#one", "title": "", "text": built.TRACEBACK}]}))
    assert built.stray_tracebacks(tmp_path) == [
        "fine.html: part/good prints none",
        "text.html: outside a recording",
        "search index: en/part/ has no recording with a traceback",
    ]


def test_the_check_finds_a_path_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>docs/home/ada/x and /home/adam/x</p>")
    assert built.leaks(tmp_path, ["/home/ada/"]) == []
    (tmp_path / "b.json").write_text('["File \\"/home/ada/x.py\\""]')
    assert len(built.leaks(tmp_path, ["/home/ada/"])) == 1
