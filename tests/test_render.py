"""A recording as HTML: what was printed is text, whatever it looks like."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asyncbook.events import Events
from asyncbook.header import Header
from asyncbook.mistakes import Mistake
from asyncbook.pool import NotRun
from asyncbook.recordings import Line, Outcome, Recording
from asyncbook.render import recording_html, visible
from asyncbook.snippets import Snippet

from .helpers import recording_of, snippet_of, write
from .test_timeline import MAIN, ONE, TWO

PLAIN = Snippet("part/name", Path("part/name.py"), "", Header())
OURS = {"time", "div", "pre", "code", "span", "p", "a", "ul", "li"}
ATTRIBUTES = {"class", "data-search-exclude", "data-snippet", "data-time", "aria-label", "datetime", "role", "href", "download"}


class Read(HTMLParser):
    """The lines of a recording's HTML, its other text, and all its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.classes: list[str] = []
        self.times: list[str | None] = []
        self.other: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(dict(attrs).get("class") or tag)
        if self.open[-1].split()[0] == "line":
            self.lines.append("")
            self.classes.append(self.open[-1])
            self.times.append(dict(attrs).get("data-time"))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].split()[0] == "line":
            self.lines[-1] += data
        else:
            self.other.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")

    def handle_decl(self, decl: str) -> None:
        self.tags.add("!")

    def handle_pi(self, data: str) -> None:
        self.tags.add("?")


def read(answer: Recording | NotRun, snippet: Snippet = PLAIN, language: str = "en", mistakes: tuple[Mistake, ...] = ()) -> Read:
    return Read(recording_html(snippet, answer, language, list(mistakes)))


def pictured(text: str) -> str:
    """What a reader must see of *text*: control characters as pictures or escapes, all else as it is."""
    seen = ""
    for character in text:
        code = ord(character)
        if code < 0x20 and character not in "\t\n":
            seen += chr(0x2400 + code)
        elif code == 0x7F:
            seen += "␡"
        elif 0x80 <= code < 0xA0 or code in (0x2028, 0x2029):
            seen += f"\\u{code:04x}"
        else:
            seen += character
    return seen


NASTY = [
    "<script>alert(1)</script>", "<!-- x -->", "&amp;&#0;&lt", "]]>", "</code></pre></div>", "```", "````python exec='1'", '--8<-- "x.py"',
    "\x1b[31mred\x1b[0m", "\x02wzxhzdk:3\x03", "wzxhzdk:0", "<!--asyncbook:0-->", "asyncbook:download/x", "{{ x }}", "*[a]: b", "# h",
    "\r\x08", "\x00", "\u202e", "\x85", '" onload="x', "'", "{text}", "%s", "\\", "[link](x)", "$x$", "    indented", "\t", "",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_characters="\n")), max_size=4).map("".join)
BYTES = st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"").decode(errors="backslashreplace"))
PRINTED = st.lists(st.tuples(st.sampled_from(["out", "err"]), TEXT | BYTES), max_size=6)


@given(PRINTED)
@example([("out", text) for text in NASTY])
def test_every_printed_line_is_shown_as_text_and_nothing_else(printed: list[tuple[str, str]]) -> None:
    page = read(recording_of(*(Line(float(n), stream, text) for n, (stream, text) in enumerate(printed))))
    assert page.lines == [pictured(text) for _, text in printed]
    assert [told.removesuffix(" line--carets") for told in page.classes] == [f"line line--{stream}" for stream, _ in printed]
    assert page.tags <= OURS
    assert page.attributes <= ATTRIBUTES


@pytest.mark.parametrize(
    ("stream", "text", "carets"),
    [
        ("err", "    ~~~~~~~~~~~^^^^^^^^", True),
        ("err", "  | |     ^^^", True),
        ("out", "    ^^^^", False),
        ("err", "  +---------------- 1 ----------------", False),
        ("err", "", False),
    ],
)
def test_carets_of_a_traceback_are_told_apart(stream: str, text: str, carets: bool) -> None:
    page = read(recording_of(Line(0.0, stream, text)))
    assert page.classes == [f"line line--{stream}" + " line--carets" * carets]


@given(TEXT)
def test_the_text_of_an_outcome_is_shown_as_text(text: str) -> None:
    page = read(recording_of(outcome=Outcome("raises", "ValueError", text)))
    assert page.tags <= OURS
    assert page.attributes <= ATTRIBUTES
    assert pictured(f"ended with ValueError: {text}" if text else "ended with ValueError") in "".join(page.other)


@given(TEXT)
def test_what_is_wrong_is_shown_as_text(text: str) -> None:
    page = read(recording_of(), mistakes=(Mistake("a.py", 1, text, text, text),))
    assert page.tags <= OURS
    assert page.attributes <= ATTRIBUTES


@given(st.text())
def test_control_characters_do_nothing(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029<>]", visible(text))


def test_each_line_has_its_time_once() -> None:
    times = (0.0, 0.001, 0.1, 0.104, 1.25)
    assert read(recording_of(*(Line(time, "out", "x") for time in times))).times == ["0.00", None, "0.10", None, "1.25"]


@pytest.mark.parametrize(("language", "words"), [("en", ["Ctrl+C", "SIGTERM"]), ("zh", ["Ctrl+C", "SIGTERM"])])
def test_signals_stand_where_they_were_sent(language: str, words: list[str]) -> None:
    snippet = replace(PLAIN, header=Header(interrupt=(0.5,), terminate=(1.5, 99.0)))
    page = read(
        recording_of(Line(0.1, "out", "a"), Line(1.0, "out", "b"), Line(2.0, "out", "c"), duration=3.0), snippet, language
    )
    assert page.lines == ["a", words[0], "b", words[1], "c"]


@pytest.mark.parametrize(
    ("language", "outcome", "told"),
    [
        ("en", Outcome("ok"), "ended normally"),
        ("en", Outcome("warns", "DeprecationWarning", "old"), "warned: DeprecationWarning: old"),
        ("en", Outcome("raises", "KeyError", "1"), "ended with KeyError: 1"),
        ("en", Outcome("interrupted", "KeyboardInterrupt"), "stopped by Ctrl+C"),
        ("en", Outcome("timed-out"), "still running after 20 s, then killed"),
        ("zh", Outcome("ok"), "正常结束"),
        ("zh", Outcome("warns", "DeprecationWarning", "old"), "有警告：DeprecationWarning: old"),
        ("zh", Outcome("raises", "KeyError", "1"), "以 KeyError: 1 结束"),
        ("zh", Outcome("interrupted", "KeyboardInterrupt"), "被 Ctrl+C 停止"),
        ("zh", Outcome("timed-out"), "20 秒后仍在运行，随后被终止"),
        ("xx", Outcome("ok"), "ended normally"),
    ],
)
def test_the_caption_says_how_it_ended_in_the_language_of_the_page(language: str, outcome: Outcome, told: str) -> None:
    assert told in read(recording_of(outcome=outcome), language=language).other


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Recorded on CPython 3.13.0, Linux x86_64, 2030-01-02, in 9.00 s"),
        ("zh", "录制于 CPython 3.13.0，Linux x86_64，2030-01-02，用时 9.00 秒"),
    ],
)
def test_the_caption_says_where_it_was_recorded(language: str, told: str) -> None:
    assert told in "".join(read(recording_of(), language=language).other)


@pytest.mark.parametrize(
    ("language", "answer", "told"),
    [
        ("en", NotRun("python", ">=3.29"), "Not run here: it needs Python >=3.29. This is what it must print:"),
        ("en", NotRun("needs", "redis-server"), "Not run here: redis-server is missing. This is what it must print:"),
        ("zh", NotRun("python", ">=3.29"), "此处没有运行：它需要 Python >=3.29。它应当输出："),
        ("zh", NotRun("needs", "<b>"), "此处没有运行：缺少 <b>。它应当输出："),
    ],
)
def test_what_was_not_run_says_why_and_shows_what_it_must_print(tmp_path: Path, language: str, answer: NotRun, told: str) -> None:
    write(tmp_path, {"program.out": "one\n<b>two\x1b\n"})
    page = read(answer, snippet_of(tmp_path, "print(1)\n"), language)
    assert told in page.other
    assert page.lines == ["one", "<b>two␛"]
    assert page.times == [None, None]
    assert page.tags <= OURS


def test_a_program_that_was_not_run_may_have_no_expected_output(tmp_path: Path) -> None:
    assert read(NotRun("python", "x"), snippet_of(tmp_path, "print(1)\n")).lines == []


@pytest.mark.parametrize(("language", "told"), [("en", "does not do what this page says"), ("zh", "与本页所说的不符")])
def test_a_program_that_does_something_else_is_marked(language: str, told: str) -> None:
    page = read(recording_of(), language=language, mistakes=(Mistake("a.py", 3, "found", "wanted"),))
    assert any(told in text for text in page.other)
    assert "a.py:3: found; expected wanted" in page.other


def test_a_name_with_quotes_breaks_nothing() -> None:
    page = read(recording_of(), replace(PLAIN, name='a"b<i>'))
    assert page.tags <= OURS
    assert page.attributes <= ATTRIBUTES


def test_a_program_may_do_without_a_picture() -> None:
    recording = recording_of(events=Events((MAIN, ONE, TWO), ()), duration=1.0)
    plain = replace(PLAIN, header=Header(timeline=False))
    assert "<svg" in recording_html(PLAIN, recording, "en", [])
    assert "<svg" not in recording_html(plain, recording, "en", [])
