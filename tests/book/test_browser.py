"""The site in a browser: search, languages, keyboard, recordings, accessibility, narrow screens."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("browser")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
LANGUAGES = ("en", "zh")
SOURCES = sorted((ROOT / "docs" / "en").rglob("*.[mi]*"))
PAGES = [re.sub(r"(^|/)index$", "", path.relative_to(ROOT / "docs" / "en").with_suffix("").as_posix()) for path in SOURCES]
ADDRESSES = [f"{language}/{page}/".replace("//", "/") for language in LANGUAGES for page in PAGES]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURS = RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}

# Elements that reach beyond the window, and the box that they should have stayed in.
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


@dataclass
class Heard:
    """What a browser asked for and complained of while it was open."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: while it is open, no other test of this process can run an event loop.
    if not CHROMIUM:
        pytest.skip("Chromium is not on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, LOCAL_ONLY])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="module")
def visit(browser: Browser, served: str, heard: Heard) -> Iterator[Any]:
    """Opens a context whose every request and complaint is heard."""
    contexts = []

    def opened(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=served, reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        context.on("request", lambda request: _note_request(heard, served, request.url))
        context.on("console", lambda told: _note_error(heard, told) if told.type in ("error", "warning") else None)
        context.on("weberror", lambda told: heard.errors.append(f"{told.page and told.page.url}: {told.error}"))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def _note_request(heard: Heard, served: str, url: str) -> None:
    if not url.startswith((served, "data:", "blob:")):
        heard.outside.append(url)


def _note_error(heard: Heard, told: Any) -> None:
    if not ("404" in told.text and urlsplit(told.location["url"]).path.endswith("/nowhere/")):
        heard.errors.append(f"{told.location['url']}: {told.text}")


@pytest.fixture(scope="module")
def desktop(visit: Any) -> Page:
    """A wide window that most tests share; each of them goes to its page first."""
    context = visit(viewport={"width": 1280, "height": 900}, color_scheme="light", locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


@pytest.fixture
def clean(heard: Heard) -> Iterator[None]:
    """Fails the test during which something was asked of another host, or complained of."""
    before = len(heard.outside), len(heard.errors)
    yield
    assert (heard.outside[before[0] :], heard.errors[before[1] :]) == ([], [])


# ---- Every page ----


@pytest.fixture(scope="module")
def narrow(visit: Any) -> Page:
    return visit(viewport={"width": 360, "height": 740}, color_scheme="light").new_page()


@pytest.mark.parametrize("address", [*ADDRESSES, "?choose", "zh/nowhere/", "en/nowhere/"])
def test_every_page_fits_a_telephone_is_accessible_and_asks_no_other_host(address: str, narrow: Page, clean: None) -> None:
    narrow.goto(address)
    narrow.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    assert narrow.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert narrow.evaluate(TOO_WIDE) == []
    _accessible(narrow, RULES)


def _accessible(page: Page, rules: dict[str, Any]) -> None:
    page.evaluate(f"if (!window.axe) {{ {AXE_SCRIPT} }}")
    violations = page.evaluate("(rules) => axe.run(rules)", rules)["violations"]
    told = [f"{v['id']}: {', '.join(str(n['target'][0]) + ' ' + n['html'][:80] for n in v['nodes'][:5])}" for v in violations]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "lessons/nesting/", "lessons/notebook/", "glossary/", "about/"])
def test_pages_are_accessible_in_light_and_in_dark(language: str, page: str, desktop: Page, clean: None) -> None:
    _light_and_dark(desktop, f"{language}/{page}")


@pytest.mark.parametrize("address", ["?choose", "zh/nowhere/", "en/nowhere/"])
def test_the_pages_above_the_languages_are_accessible_in_light_and_in_dark(address: str, desktop: Page, clean: None) -> None:
    _light_and_dark(desktop, address)


def _light_and_dark(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    _accessible(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    _accessible(page, COLOURS)
    page.emulate_media(color_scheme="light")


# ---- Search ----


@dataclass
class Found:
    """What a search lists: the pages in order, and all sections below them."""

    pages: list[str]
    sections: set[str]


def _search(page: Page, words: str) -> Found:
    field = page.locator(".md-search__input")
    meta = page.locator(".md-search-result__meta")
    for text in ("", words):
        before = meta.inner_text()
        field.fill(text)
        field.press("End")
        if text:
            expect(meta).not_to_have_text(before)
    links = page.eval_on_selector_all(".md-search-result__link", "(links) => links.map((link) => link.pathname + link.hash)")
    heads = page.eval_on_selector_all(
        ".md-search-result__item", "(items) => items.map((item) => item.querySelector('a').pathname)"
    )
    return Found(heads, set(links))


def _sections(site: Path, language: str) -> dict[str, str]:
    """What the search index says of each section, without the marks between Chinese words."""
    entries = json.loads((site / language / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    return {f"/{language}/{e['location']}": re.sub("<[^>]*>|\u200b", "", f"{e['title']} {e['text']}") for e in entries}


@pytest.fixture(scope="module")
def searching(desktop: Page) -> Any:
    def at(language: str) -> Page:
        if not urlsplit(desktop.url).path.startswith(f"/{language}/about/"):
            desktop.goto(f"{language}/about/")
            desktop.keyboard.press("/")
        return desktop

    return at


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "事件循环"),
        ("zh", "协程"),
        ("zh", "并发"),
        ("zh", "回调函数"),
        ("zh", "线程"),
        ("en", "event loop"),
        ("en", "create_task"),
    ],
)
def test_search_lists_a_page_with_the_words_first(language: str, words: str, site: Path, searching: Any, clean: None) -> None:
    found = _search(searching(language), words)
    texts = _sections(site, language)
    assert found.pages
    assert any(words in text.lower() for place, text in texts.items() if place.partition("#")[0] == found.pages[0])
    assert any(words in texts[place].lower() for place in found.sections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_part_of_a_name_finds_sections_that_have_only_the_whole(language: str, site: Path, searching: Any, clean: None) -> None:
    found = _search(searching(language), "task")
    bare = {place: re.sub(r"\w*tasks?_\w*|\w*_tasks?\w*", "", text) for place, text in _sections(site, language).items()}
    only = {
        place
        for place, text in _sections(site, language).items()
        if "create_task" in text and not re.search(r"(?i)\btask", bare[place])
    }
    assert only, "no section is left that could show it"
    assert only & found.sections


# ---- Languages ----


def test_changing_the_language_keeps_page_and_anchor(desktop: Page, served: str, clean: None) -> None:
    desktop.goto("en/lessons/nesting/#gather")
    for language, tag in (("zh", "zh-Hans"), ("en", "en")):
        desktop.locator(".md-header .md-select button").hover()
        desktop.locator(f".md-header a.md-select__link[hreflang={tag}]").click()
        desktop.wait_for_url(f"{served}{language}/lessons/nesting/#gather")
        expect(desktop.locator("html")).to_have_attribute("lang", tag)


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_first_page_sends_to_the_reader_s_language(locale: str, language: str, visit: Any, served: str, clean: None) -> None:
    page = visit(locale=locale).new_page()
    page.goto("?from=letter#five-words", wait_until="commit")
    page.wait_for_url(f"{served}{language}/?from=letter#five-words", wait_until="commit")


@pytest.mark.parametrize("place", ["?choose", "en/about/"])
def test_the_first_page_remembers_a_choice(place: str, visit: Any, served: str, clean: None) -> None:
    page = visit(locale="fr-FR").new_page()
    page.goto(place)
    if place != "?choose":
        page.locator(".md-header .md-select button").hover()
    page.locator("a[hreflang=zh-Hans]:visible").click()
    page.wait_for_url(f"{served}zh/**", wait_until="commit")
    page.goto("", wait_until="commit")
    page.wait_for_url(f"{served}zh/", wait_until="commit")


def test_the_first_page_works_without_javascript(visit: Any, served: str, clean: None) -> None:
    page = visit(java_script_enabled=False).new_page()
    page.goto("")
    expect(page.get_by_role("link", name="English")).to_have_attribute("href", "en/")
    page.get_by_role("link", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("h1")).to_contain_text("协程实录")


@pytest.mark.parametrize(("address", "tags"), [("zh/nowhere/", ["zh-Hans", "en"]), ("en/nowhere/", ["en", "zh-Hans"])])
def test_an_unknown_address_is_told_in_both_languages_the_reader_s_first(address: str, tags: list[str], desktop: Page) -> None:
    response = desktop.goto(address)
    assert response
    assert response.status == 404
    assert desktop.eval_on_selector_all("section", "(all) => all.map((one) => one.lang)") == tags
    assert desktop.eval_on_selector_all("section > :first-child", "(all) => all.map((one) => one.localName)") == ["h1", "h2"]
    assert desktop.eval_on_selector_all("section a", "(all) => all.map((one) => one.pathname)") == [
        f"/{tag[:2]}/" for tag in tags
    ]


# ---- A lesson ----


def test_search_and_the_way_past_the_header_are_a_key_away(desktop: Page, clean: None) -> None:
    desktop.goto("en/lessons/nesting/")
    desktop.keyboard.press("Tab")
    expect(desktop.locator(".md-skip")).to_be_focused()
    desktop.keyboard.press("Enter")
    assert desktop.url.endswith("#nesting-coroutines")
    for key in ("/", "s"):
        desktop.keyboard.press(key)
        expect(desktop.locator(".md-search__input")).to_be_focused()
        desktop.keyboard.press("Escape")
        expect(desktop.locator(".md-search__input")).not_to_be_focused()


def _copied(page: Page, name: str) -> str:
    tape = page.locator(f'[data-snippet="{name}"]').first
    tape.scroll_into_view_if_needed()
    page.evaluate("navigator.clipboard.writeText('')")
    tape.locator("button[data-md-type=copy]").click()
    page.wait_for_function("navigator.clipboard.readText()")
    return str(page.evaluate("navigator.clipboard.readText()"))


def _printed(site: Path, name: str) -> str:
    programs = json.loads((site / "recordings.json").read_text(encoding="utf-8"))["snippets"]
    program = next(program for program in programs if program["path"] == f"snippets/{name}.py")
    return "\n".join(text for _, _, text in program["recording"]["lines"])


def test_copying_an_output_leaves_out_times_and_signals_also_after_an_instant_turn(
    desktop: Page, site: Path, clean: None
) -> None:
    desktop.goto("en/lessons/nesting/")
    assert _copied(desktop, "nesting/gather_keeps_order") == _printed(site, "nesting/gather_keeps_order")
    desktop.evaluate("window.sameDocument = true")
    desktop.locator(".md-footer__link--next").click()
    expect(desktop).to_have_title(re.compile("Ctrl"))
    assert desktop.evaluate("window.sameDocument")
    assert desktop.locator(".recording .line--signal").count() >= 1
    assert _copied(desktop, "ctrl_c/never_yields") == _printed(site, "ctrl_c/never_yields")
    assert desktop.locator("nav.md-code__nav:not([role=none])").count() == 0


def test_annotations_open_and_are_no_part_of_the_program(desktop: Page, site: Path, clean: None) -> None:
    desktop.goto("zh/lessons/nesting/")
    source = desktop.locator(".highlight:has(.md-annotation)").first
    source.locator(".md-annotation__index").first.click()
    note = desktop.locator(".md-tooltip--active")
    expect(note).to_be_visible()
    assert re.search("[\u3400-\u9fff]", note.inner_text())
    assert "(1)" not in source.inner_text()


def test_the_palette_goes_round_system_light_and_dark(visit: Any, clean: None) -> None:
    page = visit(viewport={"width": 1280, "height": 900}, color_scheme="dark").new_page()
    page.goto("en/about/")
    schemes = []
    for _ in range(4):
        schemes.append(page.evaluate("document.body.dataset.mdColorScheme"))
        page.locator("form[data-md-component=palette] label:visible").click()
    assert schemes == ["slate", "default", "slate", "slate"]
    page.emulate_media(color_scheme="light")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default", "light was chosen, whatever the system says"
