"""versions.json says what every Python here does; and recording what tasks do changes nothing on any of them."""

from __future__ import annotations

import pytest

from asyncbook import versions
from asyncbook.book import Book
from asyncbook.compare import compare
from asyncbook.recordings import Recording
from asyncbook.snippets import Snippet, load
from asyncbook.verdict import verdict
from tests.conftest import ROOT

SNIPPETS = list(load(ROOT / "snippets").snippets.values())
every_snippet = pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.name)


@pytest.fixture(scope="module")
def book() -> Book:
    book = Book(ROOT)
    book.run_all = True
    for snippet in SNIPPETS:
        book.ask(snippet)
        book.ask_others(snippet)
    for snippet in SNIPPETS:
        for python in (*book.others(snippet), *filter(None, [book.reference])):
            book.pool.submit(snippet, python)
            book.pool.submit(snippet, python, events=True)
    return book


def test_only_programs_of_the_book_have_outcomes(book: Book) -> None:
    assert book.damaged == []
    assert set(book.committed) == {snippet.name for snippet in SNIPPETS}


@every_snippet
def test_every_python_here_does_what_is_committed(snippet: Snippet, book: Book) -> None:
    found = book.version_mistakes(snippet)
    assert not found, "\n".join(map(str, found))


@every_snippet
def test_every_python_that_the_header_names_prints_what_is_expected(snippet: Snippet, book: Book) -> None:
    for python in book.others(snippet):
        answer = book.pool.submit(snippet, python).result()
        if isinstance(answer, Recording):
            found = verdict(snippet, answer)
            assert not found, f"{python.version}: " + "\n".join(map(str, found))


@every_snippet
def test_the_recorder_changes_nothing_that_a_program_prints(snippet: Snippet, book: Book) -> None:
    for python in (*book.others(snippet), *filter(None, [book.reference])):
        plain = book.pool.submit(snippet, python).result()
        told = book.pool.submit(snippet, python, events=True).result()
        if isinstance(plain, Recording) and isinstance(told, Recording) and told.events:
            assert versions.measured(told) == versions.measured(plain)
            if (snippet.header.interrupt or snippet.header.terminate) and not snippet.header.holds(python.version):
                continue  # how much came before the signal is a matter of the machine, and is not measured again here
            assert [line.stream for line in told.lines] == [
                line.stream for line in plain.lines
            ] or snippet.header.expect != "exact"
            mode = snippet.header.expect if snippet.header.expect != "none" else "times"
            shorter, longer = sorted((plain.text, told.text), key=len)  # of what was killed at its time limit
            before, after = (shorter, longer) if mode == "starts" else (plain.text, told.text)
            assert snippet.header.expect == "none" or compare(before, after, mode) is None, python.version


@every_snippet
def test_events_and_printed_lines_agree_on_the_time(snippet: Snippet, book: Book) -> None:
    """A line belongs to a lane that ran when it was printed, give or take 5 ms."""
    answer = book.ask(snippet).result()
    if not isinstance(answer, Recording) or not answer.events:
        return
    events = answer.events
    assert len(events.printed) == len(answer.lines)
    for line, index in zip(answer.lines, events.printed, strict=True):
        if index < 0 or (events.until is not None and line.time > events.until):
            continue
        lane = events.lanes[index]
        runs = [s for s in lane.stretches if s.kind in ("run", "job")]
        assert any(s.start - 0.005 <= line.time <= s.end + 0.005 for s in runs), (line, lane.name)
