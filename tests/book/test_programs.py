"""Every program still does what its page says: as recorded, in development mode, and under a virtual clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from pytest_examples import CodeExample, EvalExample

from asyncbook.book import Book
from asyncbook.compare import compare, expected_text
from asyncbook.pool import NotRun
from asyncbook.recordings import Recording
from asyncbook.snippets import Snippet, load
from tests.book import virtual
from tests.conftest import ROOT

LIBRARY = load(ROOT / "snippets")
SNIPPETS = list(LIBRARY.snippets.values())
DEVELOPMENT = ("-X", "dev", "-W", "error")

Answers = dict[str, Future[Recording | NotRun]]


@pytest.fixture(scope="session")
def book() -> Iterator[Book]:
    book = Book(ROOT)
    yield book
    book.pool.close()


@pytest.fixture(scope="session")
def recorded(book: Book) -> Answers:
    return {snippet.name: book.ask(snippet) for snippet in SNIPPETS}


@pytest.fixture(scope="session")
def developed(book: Book, recorded: Answers) -> Answers:
    plain = [snippet for snippet in SNIPPETS if not snippet.header.warns]
    return {snippet.name: book.pool.submit(snippet, book.reference, flags=DEVELOPMENT) for snippet in plain}


def _recording(answers: Answers, snippet: Snippet) -> Recording:
    answer = answers[snippet.name].result()
    if isinstance(answer, NotRun):
        pytest.skip(f"{snippet.name} cannot run here: {answer.detail}")
    return answer


def test_no_snippet_file_is_mistaken() -> None:
    assert not LIBRARY.mistakes, "\n".join(map(str, LIBRARY.mistakes))


def test_every_expected_output_belongs_to_a_program() -> None:
    known = {snippet.expected_path for snippet in SNIPPETS if snippet.header.expect != "none"}
    assert set((ROOT / "snippets").rglob("*.out")) == known


def test_no_program_is_longer_than_its_page_can_bear() -> None:
    lengths = {snippet.name: len(snippet.display.splitlines()) for snippet in SNIPPETS}
    assert not {name: length for name, length in lengths.items() if length > 55}


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.name)
def test_the_recording_is_as_the_header_and_the_out_file_say(snippet: Snippet, book: Book, recorded: Answers) -> None:
    _recording(recorded, snippet)
    assert not book.mistakes(snippet), "\n".join(map(str, book.mistakes(snippet)))


def _may_be_added(text: str, told: str) -> bool:
    """What the header names; and that a step took long, which on a busy machine it may have done through no fault of its own."""
    slow = re.fullmatch(r"Executing <.* took (\d+\.\d+) seconds", text)
    return bool(told and told in text) or bool(slow and float(slow[1]) < 0.5)


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if not s.header.warns], ids=lambda snippet: snippet.name)
def test_development_mode_with_warnings_as_errors_prints_nothing_more(
    snippet: Snippet, recorded: Answers, developed: Answers
) -> None:
    plain, strict = _recording(recorded, snippet), _recording(developed, snippet)
    if any("Warning: " in line.text for line in plain.lines if line.stream == "err") or not snippet.header.holds(plain.python):
        return  # it is meant to warn, here or on this Python; or does something else on it
    lines = [line.text for line in strict.lines if not (line.stream == "err" and _may_be_added(line.text, snippet.header.dev))]
    assert strict.outcome.kind == plain.outcome.kind
    if snippet.header.expect == "none":
        assert len(lines) == len(plain.lines)
    else:
        assert compare(expected_text(snippet), "\n".join(lines), snippet.header.expect) is None


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if s.header.raises != "SyntaxError"], ids=lambda snippet: snippet.name)
def test_pytest_examples_finds_nothing_to_mend(snippet: Snippet, eval_example: EvalExample) -> None:
    eval_example.set_config(line_length=79, target_version="py311", ruff_select=["E", "F", "W", "B", "UP", "SIM"])
    eval_example.lint_ruff(_example(snippet))


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if virtual.can_run(s)], ids=lambda snippet: snippet.name)
def test_under_a_virtual_clock_it_prints_the_same(
    snippet: Snippet, eval_example: EvalExample, capsys: pytest.CaptureFixture[str]
) -> None:
    with virtual.clock():
        eval_example.run(_example(snippet))
    difference = compare(expected_text(snippet), capsys.readouterr().out, snippet.header.expect)
    assert difference is None, difference


def test_the_third_lesson_prints_the_same_on_the_loop_of_the_book() -> None:
    lesson, ours = LIBRARY.snippets["concurrency/tasks_overlap"], LIBRARY.snippets["event_loop/lesson_on_our_loop"]
    assert lesson.path in ours.helpers
    assert expected_text(ours) == expected_text(lesson)


def _example(snippet: Snippet) -> CodeExample:
    # A .py path would have pytest-examples rewrite blank lines before it lints.
    return CodeExample.create(snippet.program, path=snippet.path.with_suffix(".md"))
