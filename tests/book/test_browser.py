"""The site in a browser: search, languages, keyboard, recordings, accessibility, narrow screens."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from asyncbook.snippets import load
from tests.conftest import ROOT
from tests.helpers import python_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
LANGUAGES = ("en", "zh")
ENGLISH = ROOT / "docs" / "en"
NAMES = [path.relative_to(ENGLISH).with_suffix("").as_posix() for path in sorted(ENGLISH.rglob("*.[mi]*"))]
PAGES = [f"{language}/" + ("" if name == "index" else f"{name}/") for language in LANGUAGES for name in NAMES]
LESSONS = ["en/lessons/ctrl_c/", "zh/lessons/coroutines/"]  # one has signals, the other warns and fails
COLOURED = [
    f"{language}/{page}" for page in ("", "lessons/notebook/", "versions/", "glossary/", "about/") for language in LANGUAGES
] + LESSONS
ABOVE = ["?choose", "zh/nowhere/", "en/nowhere/"]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURS = RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
STRUCTURE = RULES | {"rules": {"color-contrast": {"enabled": False}}}  # which takes most of the time
SEARCH_STARTS = re.compile("Initializing|正在初始化")
SEARCH_IS_EMPTY = re.compile("Type to start|键入以开始")

# What reaches beyond the window, unless a box around it scrolls.
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || box.left >= innerWidth || box.right <= innerWidth + 1) return false;
  for (let around = element; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (style.position === "fixed" || style.visibility === "hidden" || style.clipPath !== "none") return false;
    if (around !== element && around !== document.body && style.overflowX !== "visible") return false;
  }
  return true;
}).map((element) => element.outerHTML.slice(0, 120))"""
OPEN_DETAILS = "document.querySelectorAll('details').forEach((details) => { details.open = true })"
GROUND = "getComputedStyle(document.body).backgroundColor"

Visit = Callable[..., BrowserContext]
Reader = Callable[..., Page]


@dataclass
class Heard:
    """What the browser asked of other hosts, and what it complained of."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: while it is open, nothing else in this process can run an event loop.
    if not CHROMIUM:
        pytest.skip("Chromium is not on this machine.")
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="module")
def visit(browser: Browser, served: str, heard: Heard) -> Visit:
    """Opens the window of a new reader: a context, everything in which is heard."""

    def opened(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=served, reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        context.on("request", lambda request: _note_request(heard, served, request.url))
        context.on("console", lambda told: _note_message(heard, told))
        context.on("weberror", lambda told: heard.errors.append(str(told.error)))
        return context

    return opened


def _note_request(heard: Heard, served: str, url: str) -> None:
    if not url.startswith((served, "data:", "blob:")):
        heard.outside.append(url)


def _note_message(heard: Heard, told: Any) -> None:
    url = told.location["url"]
    meant = "404" in told.text and urlsplit(url).path.endswith("/nowhere/")
    if told.type in ("error", "warning") and not meant:
        heard.errors.append(f"{url}: {told.text}")


@pytest.fixture
def reader(visit: Visit) -> Iterator[Reader]:
    """A page of a new reader, gone after the test."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        contexts.append(visit(**options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def clean(heard: Heard) -> Iterator[None]:
    """Fails the test during which another host was asked or the browser complained."""
    outside, errors = len(heard.outside), len(heard.errors)
    yield
    assert (heard.outside[outside:], heard.errors[errors:]) == ([], [])


@pytest.fixture(scope="module")
def desktop(visit: Visit) -> Page:
    """A wide window that most tests share; each goes to its own page first."""
    context = visit(viewport={"width": 1280, "height": 900}, color_scheme="light", locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


@pytest.fixture(scope="module")
def telephone(visit: Visit) -> Page:
    return visit(viewport={"width": 360, "height": 740}, color_scheme="light").new_page()


@pytest.mark.parametrize("address", [*PAGES, *ABOVE])
def test_every_page_fits_a_telephone_and_its_structure_is_accessible_there(address: str, telephone: Page) -> None:
    telephone.goto(address, wait_until="domcontentloaded")
    telephone.evaluate(OPEN_DETAILS)
    assert telephone.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert telephone.evaluate(TOO_WIDE) == []
    if address not in COLOURED and not address.startswith("zh/lessons/"):  # whose structure is that of the English one
        _accessible(telephone, STRUCTURE)


def test_carets_take_one_row_on_a_telephone(telephone: Page) -> None:
    telephone.goto("en/structure/exceptions/", wait_until="domcontentloaded")
    carets = telephone.locator(".line--carets")
    assert carets.count() > 5
    rows = carets.evaluate_all("all => all.map(it => it.offsetHeight / parseFloat(getComputedStyle(it).lineHeight))")
    assert max(rows) < 1.5


@pytest.mark.parametrize("address", [*COLOURED, *ABOVE])
def test_pages_are_accessible_in_light_and_in_dark(address: str, desktop: Page) -> None:
    desktop.emulate_media(color_scheme="light")
    desktop.goto(address, wait_until="domcontentloaded")
    desktop.evaluate(OPEN_DETAILS)
    light = desktop.evaluate(GROUND)
    _accessible(desktop, RULES)
    if address.startswith("zh/") and address not in LESSONS:  # colours are those of the English page
        return
    desktop.emulate_media(color_scheme="dark")
    desktop.wait_for_function(f"(light) => {GROUND} !== light", arg=light)
    _accessible(desktop, COLOURS)
    desktop.emulate_media(color_scheme="light")


def _accessible(page: Page, rules: dict[str, Any]) -> None:
    page.evaluate(f"if (!window.axe) {{ {AXE_SCRIPT} }}")
    violations = page.evaluate("(rules) => axe.run(rules)", rules)["violations"]
    told = [f"{v['id']}: {', '.join(str(n['target'][0]) + ' ' + n['html'][:80] for n in v['nodes'][:5])}" for v in violations]
    assert not told, "\n".join(told)


@pytest.fixture(scope="module")
def searching(desktop: Page) -> Callable[[str], Page]:
    """A page of a language, its search open."""

    def at(language: str) -> Page:
        if not urlsplit(desktop.url).path.startswith(f"/{language}/about/"):
            desktop.goto(f"{language}/about/")
            expect(desktop.locator(".md-search-result__meta")).not_to_have_text(SEARCH_STARTS)
            desktop.locator("h1").click()  # the window has to have the focus
            desktop.keyboard.press({"en": "s", "zh": "/"}[language])
        return desktop

    return at


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_opens_the_search(language: str, searching: Callable[[str], Page]) -> None:
    page = searching(language)
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search__output")).to_be_visible()


def _search(page: Page, words: str) -> tuple[list[str], set[str]]:
    """The pages that are listed, in order, and the addresses of all that is listed below them."""
    field, told = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    for text in ("", words):
        field.fill(text)
        field.press("End")  # the search listens to keys
        found = expect(told).not_to_have_text if text else expect(told).to_have_text
        found(SEARCH_IS_EMPTY)
    sections = page.eval_on_selector_all(".md-search-result__link", "(all) => all.map((link) => link.pathname + link.hash)")
    pages = page.eval_on_selector_all(".md-search-result__item", "(all) => all.map((item) => item.querySelector('a').pathname)")
    return pages, set(sections)


def _indexed(site: Path, language: str) -> dict[str, str]:
    """What the search index says of each section, without the marks between Chinese words."""
    entries = json.loads((site / language / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    return {f"/{language}/{e['location']}": re.sub("<[^>]*>|\u200b", "", f"{e['title']} {e['text']}").lower() for e in entries}


@pytest.mark.parametrize(
    ("language", "words", "contained"),
    [
        ("zh", "事件循环", "事件循环"),
        ("zh", "协程", "协程"),
        ("zh", "并发", "并发"),
        ("zh", "回调函数", "回调函数"),
        ("zh", "线程", "线程"),
        ("en", "event loop", "event loop"),
        ("en", "create_task", "create_task"),
    ],
)
def test_search_lists_first_a_page_with_the_words(
    language: str, words: str, contained: str, site: Path, searching: Callable[[str], Page]
) -> None:
    pages, sections = _search(searching(language), words)
    texts = _indexed(site, language)
    assert pages
    assert any(contained in texts[place] for place in sections if place.partition("#")[0] == pages[0])
    if len(words) == 2:  # one word, which every section that is listed has
        assert not {place for place in sections if "#" in place and contained not in texts[place]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_part_of_a_name_finds_the_whole(language: str, searching: Callable[[str], Page]) -> None:
    page = searching(language)
    _search(page, "task")
    before = "(all) => all.map((mark) => mark.previousSibling?.textContent ?? '')"
    assert any(text.endswith("create_") for text in page.eval_on_selector_all(".md-search-result mark", before))


def _choose(page: Page, tag: str) -> None:
    page.locator(".md-header .md-select button").hover()
    page.locator(f".md-header a.md-select__link[hreflang={tag}]").click()


def test_changing_the_language_keeps_page_and_anchor(desktop: Page, served: str) -> None:
    desktop.goto("en/lessons/nesting/#gather")
    for language, tag in (("zh", "zh-Hans"), ("en", "en")):
        _choose(desktop, tag)
        desktop.wait_for_url(f"{served}{language}/lessons/nesting/#gather")
        expect(desktop.locator("html")).to_have_attribute("lang", tag)


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_first_page_sends_to_the_language_of_the_reader(locale: str, language: str, reader: Reader, served: str) -> None:
    page = reader(locale=locale)
    page.goto("?from=letter#five-words", wait_until="commit")
    page.wait_for_url(f"{served}{language}/?from=letter#five-words", wait_until="commit")


@pytest.mark.parametrize("place", ["?choose", "en/about/"])
def test_the_first_page_remembers_a_choice(place: str, reader: Reader, served: str) -> None:
    page = reader(locale="fr-FR")
    page.goto(place)
    if place == "?choose":
        page.locator("a[hreflang=zh-Hans]").click()
    else:
        _choose(page, "zh-Hans")
    page.wait_for_url(f"{served}zh/**", wait_until="commit")
    page.goto("", wait_until="commit")
    page.wait_for_url(f"{served}zh/", wait_until="commit")


def test_the_first_page_works_without_javascript(reader: Reader) -> None:
    page = reader(java_script_enabled=False)
    page.goto("")
    expect(page.get_by_role("link", name="English")).to_have_attribute("href", "en/")
    page.get_by_role("link", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("h1")).to_contain_text("协程实录")


@pytest.mark.parametrize(("address", "tags"), [("zh/nowhere/", ["zh-Hans", "en"]), ("en/nowhere/", ["en", "zh-Hans"])])
def test_a_wrong_address_is_told_in_both_languages_its_own_first(address: str, tags: list[str], desktop: Page) -> None:
    response = desktop.goto(address)
    assert response
    assert response.status == 404
    expect(desktop.locator("html")).to_have_attribute("lang", tags[0])
    sections = desktop.eval_on_selector_all(
        "section", "(all) => all.map((one) => [one.lang, one.firstElementChild.localName, one.querySelector('a').pathname])"
    )
    assert sections == [[tags[0], "h1", f"/{tags[0][:2]}/"], [tags[1], "h2", f"/{tags[1][:2]}/"]]


def test_the_first_tab_leads_past_the_header(desktop: Page) -> None:
    desktop.goto("en/lessons/nesting/")
    desktop.keyboard.press("Tab")
    expect(desktop.locator(".md-skip")).to_be_focused()
    expect(desktop.locator(".md-skip")).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("#nesting-coroutines$"))


def _listed(page: Page) -> list[str]:
    return page.locator("table.versions-all tbody tr:visible th").all_inner_texts()


def test_the_table_of_all_versions_is_filtered_and_sorted(desktop: Page) -> None:
    desktop.goto("en/versions/")
    everything = _listed(desktop)
    python, outcome = desktop.locator(".versions-filter select").all()
    python.select_option("3.8")
    committed = json.loads((ROOT / "snippets" / "versions.json").read_text(encoding="utf-8"))
    old = {name: did["3.8"]["outcome"] for name, did in committed.items() if "3.8" in did}
    assert sorted(_listed(desktop)) == sorted(old)
    outcome.select_option("warns")
    warned = [name for name, kind in old.items() if kind == "warns"]
    assert sorted(_listed(desktop)) == sorted(warned)
    assert desktop.locator(".versions-filter output").inner_text() == f"{len(warned)} of {len(everything)} programs"
    python.select_option("")
    outcome.select_option("")
    desktop.get_by_role("button", name="3.15", exact=True).press("Enter")
    expect(desktop.locator("th[aria-sort=ascending]")).to_have_text("3.15")
    assert _listed(desktop) != everything
    desktop.get_by_role("button", name="Program").click()
    assert _listed(desktop) == sorted(everything)
    desktop.get_by_role("button", name="Program").click()
    assert _listed(desktop) == sorted(everything, reverse=True)


def test_a_version_unfolds_to_what_it_printed(desktop: Page) -> None:
    python_of("3.8")
    desktop.goto("en/lessons/ctrl_c/")
    fold = desktop.locator('[data-snippet="ctrl_c/classic_all_tasks"] .version', has_text="3.8")
    fold.locator("summary").press("Enter")
    expect(fold.locator(".version-line--new").first).to_contain_text("DeprecationWarning: Task.all_tasks() is deprecated")


def _copied(page: Page, name: str) -> str:
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(f'[data-snippet="{name}"] button[data-md-type=copy]').first.click()
    page.wait_for_function("navigator.clipboard.readText()")
    return str(page.evaluate("navigator.clipboard.readText()"))


def _printed(site: Path, name: str) -> str:
    programs = json.loads((site / "recordings.json").read_text(encoding="utf-8"))["snippets"]
    program = next(program for program in programs if program["path"] == f"snippets/{name}.py")
    return "\n".join(text for _, _, text in program["recording"]["lines"])


def test_an_output_is_copied_without_times_and_signals_also_after_an_instant_turn(desktop: Page, site: Path) -> None:
    desktop.goto("en/lessons/nesting/")
    assert _copied(desktop, "nesting/gather_keeps_order") == _printed(site, "nesting/gather_keeps_order")
    desktop.evaluate("window.sameDocument = true")
    desktop.locator(".md-footer__link--next").click()
    expect(desktop).to_have_title(re.compile("Ctrl"))
    assert desktop.evaluate("window.sameDocument")
    assert desktop.locator(".recording .line--signal").count() >= 1
    assert _copied(desktop, "ctrl_c/never_yields") == _printed(site, "ctrl_c/never_yields")


def test_annotations_open_and_take_their_marks_out_of_the_program(desktop: Page) -> None:
    desktop.goto("zh/lessons/nesting/")
    source = desktop.locator(".highlight:has(.md-annotation)").first
    source.locator(".md-annotation__index").first.click()
    note = desktop.locator(".md-tooltip--active")
    expect(note).to_be_visible()
    assert re.search("[\u3400-\u9fff]", note.inner_text())
    assert "(1)" not in source.inner_text()


def test_a_program_is_copied_without_the_marks_of_its_notes(desktop: Page, site: Path) -> None:
    desktop.goto("en/lessons/nesting/")
    source = desktop.locator(".highlight:has(.md-annotation)").first
    source.hover()
    desktop.evaluate("navigator.clipboard.writeText('')")
    source.locator("button[data-md-type=copy]").click()
    desktop.wait_for_function("navigator.clipboard.readText()")
    copied = desktop.evaluate("navigator.clipboard.readText()")
    assert copied in {program.program.rstrip("\n") for program in load(ROOT / "snippets").snippets.values()}


def test_the_palette_goes_round_system_light_and_dark(reader: Reader) -> None:
    page = reader(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page.goto("en/about/")
    schemes = []
    for _ in range(4):
        schemes.append(page.evaluate("document.body.dataset.mdColorScheme"))
        page.locator("form[data-md-component=palette] label:visible").click()
    assert schemes == ["slate", "default", "slate", "slate"]
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")  # chosen, whatever the system says
    _choose(page, "zh-Hans")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
