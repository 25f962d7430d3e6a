"""Timelines in a browser: what a stretch was, and the run once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.book import test_browser as shared
from tests.book.test_browser import COLOURS, GROUND, RULES, TOO_WIDE, Reader, Visit

browser, heard, visit, reader, clean = shared.browser, shared.heard, shared.visit, shared.reader, shared.clean

PAGE = "en/lessons/nesting/"
NAME = "nesting/gather_keeps_order"  # four lanes, four lines at three moments, 0.4 s

# Replays at a speed, and tells what each frame showed.
WATCH = """async (box, speed) => {
  const button = box.querySelector(".tl-play"), svg = box.querySelector(".tl"), seen = [];
  box.querySelector(".tl-controls select").value = speed;
  const started = performance.now();
  button.click();
  const playing = button.textContent;
  while (button.textContent === playing) {
    seen.push({
      lines: [...box.querySelectorAll(".line")].map((line) => getComputedStyle(line).visibility === "visible"),
      place: parseFloat(svg.querySelector(".tl-cursor").getAttribute("x1")),
      marks: svg.querySelectorAll(".is-now").length,
    });
    await new Promise(requestAnimationFrame);
  }
  return { seen, seconds: (performance.now() - started) / 1000 };
}"""
# Where something happened, in percent of the width.
PLACES = """(box) => [...box.querySelectorAll("[data-from]")].flatMap((rect) => {
  const [start, width] = [rect.getAttribute("x"), rect.getAttribute("width")].map(parseFloat);
  return [start, start + width];
}).concat(0, [...box.querySelectorAll(".tl-print")].map((dot) => parseFloat(dot.getAttribute("cx"))))"""


@pytest.fixture(scope="module")
def window(visit: Visit) -> Iterator[Page]:
    context = visit(viewport={"width": 1280, "height": 900}, color_scheme="light", locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def box(window: Page) -> Locator:
    """A recording with a timeline, as a reader finds it."""
    window.emulate_media(reduced_motion="no-preference")
    window.goto(PAGE, wait_until="domcontentloaded")
    return _box(window)


def _box(page: Page) -> Locator:
    found = page.locator(f'[data-snippet="{NAME}"]')
    expect(found.locator(".tl-controls")).to_have_count(1)
    return found


def _scrub(box: Locator, value: int) -> None:
    box.locator("input").evaluate("(range, value) => { range.value = value; range.dispatchEvent(new Event('input')) }", value)


def _visible(box: Locator) -> list[str]:
    """The printed lines that can be seen."""
    return [line.strip() for line in box.locator(".line:visible").all_inner_texts()]


def _looks_as_before(box: Locator) -> None:
    expect(box.locator(".line:visible")).to_have_count(4)
    expect(box.locator(".tl-cursor")).to_have_css("display", "none")
    expect(box.locator(".is-now, .is-ahead, .is-marked")).to_have_count(0)


def test_pointing_at_a_stretch_marks_its_line_and_what_it_led_to(window: Page, box: Locator) -> None:
    program = window.locator(f"div.highlight:has(+ ol + [data-snippet='{NAME}']) > pre > code")
    expect(program.locator("a.md-annotation__index[aria-label]")).to_have_count(2)  # which Material takes its time for
    read = "(code) => [code.dataset.copy, code.clientHeight, code.querySelectorAll('.md-annotation__index').length]"
    before = program.evaluate(read)
    box.locator("rect.tl-wait").nth(2).hover()
    expect(window.locator(".source-line.is-marked")).to_have_text("    await asyncio.sleep(seconds)\n")
    assert "asyncio.gather(" in before[0]
    assert program.evaluate("(code) => code.querySelector('.is-marked').parentElement === code")
    expect(box.locator(".line.is-marked")).to_have_text(["    fetched mail"])
    expect(box.get_by_role("status")).to_have_text(re.compile(r"^Task-3 fetch\(\), .* sleep\(0\.1\), line 8$"))
    window.mouse.move(5, 5)
    expect(box.get_by_role("status")).to_contain_text("Point at")
    expect(window.locator(".is-marked")).to_have_count(0)
    assert program.evaluate(read) == before
    lines = program.locator(".source-line").evaluate_all("(all) => all.map((line) => line.textContent.trimEnd())")
    assert len(lines) == len(before[0].split("\n")) + 1  # the last one is empty
    assert lines[0] == before[0].split("\n")[0]


def test_a_wait_marks_what_was_printed_in_the_step_after_it(window: Page) -> None:
    page = "en/lessons/threads/"

    def hold(route: Route) -> None:  # a machine that kept the second tick back, in the middle of its step
        answer = route.fetch()
        head, name, tail = answer.text().partition('aria-label="Timeline of threads/blocking_call_fixed')
        tick = re.findall(r"2:([\d.]+)", tail)[1]
        steps = re.findall(r'class="tl-run"[^>]*(data-from="([\d.]+)" data-to="([\d.]+)")', tail)
        step, begun, done = next(one for one in steps if one[1] <= tick <= one[2])
        late = f'data-from="{begun}" data-to="{float(done) + 0.04:.4f}"'
        tail = tail.replace(f"2:{tick}", f"2:{float(tick) + 0.04:.4f}", 1).replace(step, late, 1)
        route.fulfill(response=answer, body=head + name + tail)

    window.route(f"**/{page}", hold)
    window.goto(page, wait_until="domcontentloaded")
    window.unroute(f"**/{page}")
    box = window.locator("[data-snippet='threads/blocking_call_fixed']")
    expect(box.locator(".tl-controls")).to_have_count(1)
    sleeps = box.locator("rect.tl-wait").filter(has_text="sleep(0.1)")
    for number in range(3):
        sleeps.nth(number).hover()
        expect(box.locator(".line.is-marked")).to_have_text([re.compile(f"^tick {number + 2}$")])


def test_a_timeline_is_one_stop_of_the_tab_key_and_arrows_move_in_it(window: Page, box: Locator) -> None:
    told = box.get_by_role("status")
    box.locator("a").last.focus()
    window.keyboard.press("Tab")
    expect(box.get_by_role("application", name="Arrow keys")).to_be_focused()
    for key, what in [
        ("", r"^Task-1 .* ran "),
        ("ArrowRight", r"^Task-1 .* gather\(\), line 14$"),
        ("ArrowDown", r"^Task-2 .* sleep\(0\.4\), line 8$"),
        ("End", r"^Task-2 .* ran "),
        ("ArrowLeft", r"^Task-2 .* sleep\(0\.4\), line 8$"),
        ("ArrowUp", r"^Task-1 .* gather\(\), line 14$"),
        ("ArrowUp", r"^Task-1 .* gather\(\), line 14$"),
    ]:
        if key:
            window.keyboard.press(key)
        expect(told).to_have_text(re.compile(what))
    expect(window.locator(".source-line.is-marked")).to_have_text(re.compile("return await asyncio.gather"))
    expect(box.locator(".line.is-marked")).to_have_text([re.compile("^main has")])  # not what others printed meanwhile
    window.keyboard.press("Escape")
    expect(window.locator(".is-marked")).to_have_count(0)
    window.keyboard.press("Tab")
    expect(box.get_by_role("slider")).to_be_focused()


def test_a_replay_prints_the_lines_in_order_and_ends_as_before(box: Locator) -> None:
    watched = box.evaluate(WATCH, "1")
    seen = watched["seen"]
    assert 0.35 < watched["seconds"] < 0.9
    assert [sum(lines) for lines in _changes(seen)] in ([0, 1, 2], [0, 1, 2, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3])
    assert all(lines == sorted(lines, reverse=True) for lines in _changes(seen))
    assert len({frame["place"] for frame in seen}) > 8
    assert all(one["place"] <= other["place"] for one, other in pairwise(seen))
    assert max(frame["marks"] for frame in seen) >= 4
    _looks_as_before(box)


def _changes(seen: list[dict[str, Any]]) -> list[list[bool]]:
    """What was visible, once for each change."""
    shown = [frame["lines"] for frame in seen]
    return [lines for n, lines in enumerate(shown) if n == 0 or lines != shown[n - 1]]


def test_a_replay_pauses_and_goes_on(window: Page, box: Locator) -> None:
    box.get_by_role("combobox", name="Speed").select_option("0.25")
    box.get_by_role("button", name="Replay").focus()
    window.keyboard.press("Space")
    expect(box.locator(".line").first).to_be_visible()
    box.get_by_role("button", name="Pause").press("Enter")
    clock = box.locator(".tl-clock")
    at, shown = clock.inner_text(), _visible(box)
    window.wait_for_timeout(150)
    assert clock.inner_text() == at
    assert _visible(box) == shown
    assert 0 < len(shown) < 4
    box.get_by_role("combobox", name="Speed").select_option("4")
    box.get_by_role("button", name="Replay").click()
    _looks_as_before(box)


def test_the_time_is_moved_by_keyboard_and_all_is_copied_meanwhile(window: Page, box: Locator, site: Path) -> None:
    slider = box.get_by_role("slider", name="Time in the recording")
    slider.press("Home")
    assert _visible(box) == []
    expect(slider).to_have_attribute("aria-valuetext", "0.00 s")
    expect(box.locator(":is(.tl-print, .tl-end):visible")).to_have_count(0)
    for _ in range(4):
        slider.press("PageUp")
    assert _visible(box) == ["fetched mail"]
    expect(box.locator(".tl-end:visible")).to_have_text([re.compile(r"✓ done 0\.1\d s")])
    expect(box.locator(".tl-cursor")).to_have_css("display", "inline")
    assert shared._copied(window, NAME) == shared._printed(site, NAME)
    slider.press("End")
    _looks_as_before(box)
    slider.press("ArrowLeft")
    assert len(_visible(box)) == 2
    slider.press("Escape")
    _looks_as_before(box)


def test_with_less_motion_the_cursor_goes_from_event_to_event(window: Page, box: Locator) -> None:
    window.emulate_media(reduced_motion="reduce")
    seen = box.evaluate(WATCH, "1")["seen"]
    happened = box.evaluate(PLACES)
    assert [min(abs(frame["place"] - place) for place in happened) for frame in seen] == pytest.approx([0] * len(seen), abs=0.05)
    assert len(_changes(seen)) >= 3
    _looks_as_before(box)


def test_a_long_idle_stretch_is_played_in_a_second(window: Page) -> None:
    folded = 'data-stops="0.0000,0.00 0.0500,40.00 60.0500,60.00 60.2500,100.00"'

    def fold(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub('data-stops="[^"]*"', folded, answer.text()))

    window.route(f"**/{PAGE}", fold)
    window.goto(PAGE, wait_until="domcontentloaded")
    window.unroute(f"**/{PAGE}")
    box = _box(window)
    assert 0.9 < box.evaluate(WATCH, "4")["seconds"] < 2
    _looks_as_before(box)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Replay", "Pause", "Speed", "Time", "Point"]), ("zh", ["播放", "暂停", "速度", "时间", "点按"])],
)
def test_a_telephone_has_the_controls_in_the_language_of_the_page(language: str, words: list[str], reader: Reader) -> None:
    page = reader(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{language}/lessons/nesting/")
    box = _box(page)
    expect(box.get_by_role("status")).to_contain_text(words[4])
    controls = [box.get_by_role("slider", name=words[3]), box.get_by_role("combobox", name=words[2])]
    for control in [*controls, box.get_by_role("button", name=words[0])]:
        size = control.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 24
    box.locator("rect.tl-wait").nth(3).tap()
    expect(box.get_by_role("status")).to_contain_text("sleep(0.2)")
    expect(box.locator(".line.is-marked")).to_have_text(["    fetched weather"])
    controls[1].select_option("0.25")
    box.get_by_role("button", name=words[0]).tap()
    expect(box.get_by_role("button", name=words[1])).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []


def test_the_controls_are_accessible_in_light_and_in_dark(window: Page, box: Locator) -> None:
    _scrub(box, 80)
    box.locator("rect.tl-wait").nth(2).hover()
    light = window.evaluate(GROUND)
    shared._accessible(window, RULES)
    window.emulate_media(color_scheme="dark")
    window.wait_for_function(f"(light) => {GROUND} !== light", arg=light)
    shared._accessible(window, COLOURS)
    window.emulate_media(color_scheme="light")


def test_timelines_answer_after_an_instant_turn(window: Page, box: Locator) -> None:
    _scrub(box, 80)
    window.evaluate("window.sameDocument = true")
    window.locator(".md-footer__link--next").click()
    expect(window).to_have_title(re.compile("Ctrl"))
    assert window.evaluate("window.sameDocument")
    window.go_back()
    box = _box(window)
    _looks_as_before(box)
    box.locator("rect.tl-wait").nth(2).hover()
    expect(box.locator(".line.is-marked")).to_have_text(["    fetched mail"])
    assert len(box.evaluate(WATCH, "4")["seen"]) > 2


def test_every_stretch_stands_on_a_line_of_the_program_above_it(window: Page, box: Locator) -> None:
    window.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    found = 0
    for number, recording in enumerate(window.locator(".recording:has(.timeline)").all()):
        recording.locator("svg.tl").focus()
        for stretch in recording.locator("rect[data-line]").all()[:4]:
            stretch.dispatch_event("pointerover", {"pointerType": "mouse", "bubbles": True})
            expect(window.locator(".source-line.is-marked"), str(number)).to_have_text(re.compile("await|async|for |gather"))
            found += 1
    assert found > 10


def test_paper_and_readers_without_javascript_have_no_controls(window: Page, box: Locator, reader: Reader) -> None:
    _scrub(box, 80)
    window.emulate_media(media="print")
    expect(box.locator(".tl-controls")).to_be_hidden()
    expect(box.locator(".line:visible")).to_have_count(4)
    expect(box.locator(".tl-cursor")).to_have_css("display", "none")
    window.emulate_media(media="screen")
    page = reader(java_script_enabled=False)
    page.goto(PAGE)
    expect(page.locator("svg.tl").first).to_have_attribute("role", "img")
    expect(page.locator(".tl-controls, svg.tl[tabindex]")).to_have_count(0)
