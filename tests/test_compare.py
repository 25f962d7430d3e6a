"""What was printed against what must be printed, and how a program ended against how it must end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asyncbook.compare import Difference, compare, normal, outcome_as_declared, output_difference
from asyncbook.header import MODES, Header
from asyncbook.recordings import Line, Outcome

from .helpers import every_python, record, recording_of, snippet_of, write


def agree(expected: str, found: str, mode: str) -> bool:
    return compare(expected, found, mode) is None


def test_exact_output_agrees_line_by_line() -> None:
    assert agree("a\nb\n", "a\nb\n", "exact")


@pytest.mark.parametrize(
    ("found", "difference"),
    [
        ("a\nc\n", Difference(2, "c", "b")),
        ("a\n", Difference(2, "the end of the output", "b")),
        ("a\nb\nc\n", Difference(3, "c", "the end of the output")),
        ("b\na\n", Difference(1, "b", "a")),
        ("", Difference(1, "the end of the output", "a")),
        ("a\n\nb\n", Difference(2, "", "b")),
    ],
)
def test_exact_output_differs_at_a_line_that_is_told(found: str, difference: Difference) -> None:
    assert compare("a\nb\n", found, "exact") == difference


def test_blanks_at_the_end_of_a_line_do_not_count() -> None:
    assert agree("a\nb\n", "a  \nb\t", "exact")


def test_blanks_at_the_start_of_a_line_count() -> None:
    assert not agree("a\n", " a\n", "exact")


def test_addresses_of_objects_do_not_count() -> None:
    assert agree("<Task at 0x7f00aa11bb22>\n", "<Task at 0x55aa66bb77cc>\n", "exact")


def test_short_hexadecimal_numbers_count() -> None:
    assert not agree("0x1a\n", "0x1b\n", "exact")


def test_unordered_output_may_come_in_any_order() -> None:
    assert agree("a\nb\nb\n", "b\na\nb\n", "unordered")


@pytest.mark.parametrize(
    ("found", "difference"),
    [
        ("b\na\n", Difference(3, "no such line", "b")),
        ("b\na\nb\nb\n", Difference(4, "b", "no further line")),
        ("b\nc\nb\n", Difference(1, "no such line", "a")),
    ],
)
def test_unordered_output_must_have_each_line_as_often(found: str, difference: Difference) -> None:
    assert compare("a\nb\nb\n", found, "unordered") == difference


def test_output_that_starts_as_expected_may_go_on() -> None:
    assert agree("a\nb", "a\nb and more\nc\n", "starts")


@pytest.mark.parametrize("found", ["a\n", "a\nc\n", "x\na\nb\n", ""])
def test_output_that_starts_otherwise_differs(found: str) -> None:
    assert not agree("a\nb", found, "starts")


def test_times_may_differ_by_the_tolerance() -> None:
    assert agree("after 1.0 s\n", "after 1.3 s\n", "times")
    assert agree("after 10.0 s and 0.1\n", "after 11.2 s and 0.0\n", "times")


@pytest.mark.parametrize(
    "found", ["after 1.4 s", "after 1 s", "after 1.0 ms", "before 1.0 s", "after 1.0 s 1.0", "after 1.0.0 s"]
)
def test_times_beyond_the_tolerance_and_other_texts_differ(found: str) -> None:
    assert not agree("after 1.0 s\n", found, "times")


def test_whole_numbers_count_when_times_are_compared() -> None:
    assert not agree("3 tasks in 1.0 s", "4 tasks in 1.0 s", "times")


def test_what_is_not_compared_agrees() -> None:
    assert agree("a\n", "b\n", "none")


@given(st.text(), st.sampled_from(MODES))
def test_every_text_agrees_with_itself(text: str, mode: str) -> None:
    assert agree(text, text, mode)


TRACES = [
    "Traceback (most recent call last):",
    "  + Exception Group Traceback (most recent call last):",
    "    | Traceback (most recent call last):",
]
PIECES = st.sampled_from(
    [*TRACES, '  File "x.py", line 1', "    |   File", "KeyError: 1", "<at 0x7f00aa11>", "  ...", "", " ", "\t"]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "x"])).map("".join) | st.text(max_size=9)).map("\n".join)


@given(TEXTS)
@example('Traceback (most recent call last): \n  File "x.py", line 1')
@example("")
def test_a_normal_text_stays_as_it_is(text: str) -> None:
    assert normal(normal(text)) == normal(text)


PLAIN = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=9))


@given(st.data(), PLAIN)
def test_no_order_of_the_same_lines_matters_to_unordered(data: st.DataObject, lines: list[str]) -> None:
    shuffled = data.draw(st.permutations(lines))
    assert agree("\n".join([*lines, "."]), "\n".join([*shuffled, "."]), "unordered")


@given(PLAIN, st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=5), st.integers(0, 9))
def test_an_added_line_is_always_found(lines: list[str], added: str, place: int) -> None:
    more = [*lines[:place], added, *lines[place:]]
    for mode in ("exact", "unordered", "times"):
        assert not agree("".join(f"{line}\n" for line in lines), "".join(f"{line}\n" for line in more), mode)


def test_stack_frames_do_not_count() -> None:
    text = 'before\nTraceback (most recent call last):\n  File "a.py", line {0}, in <module>\n    main()\n{1}KeyError: 1\nafter\n'
    assert agree(text.format(1, ""), text.format(22, "    ~~~~^^\n"), "exact")
    assert normal(text.format(1, "")) == "before\nTraceback (most recent call last):\n  ...\nKeyError: 1\nafter\n"


def test_the_exception_under_a_traceback_counts() -> None:
    text = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyError: {}\n'
    assert compare(text.format(1), text.format(2), "exact") == Difference(3, "KeyError: 2", "KeyError: 1")


CHAINED = """\
def one():
    raise KeyError(1)

try:
    one()
except KeyError as error:
    raise ValueError("two") from error
"""
GROUP = """\
def one():
    raise ValueError("one")

errors = []
for _ in range(2):
    try:
        one()
    except ValueError as error:
        errors.append(error)
raise ExceptionGroup("both", [errors[0], ExceptionGroup("inner", errors[1:])])
"""


@pytest.mark.parametrize(
    ("source", "oldest", "raised"),
    [(CHAINED, 6, "ValueError: two"), (GROUP, 11, "both (2 sub-exceptions)")],
    ids=["chain", "group"],
)
def test_a_traceback_is_the_same_on_every_python(tmp_path: Path, source: str, oldest: int, raised: str) -> None:
    found = [python for python in every_python() if int(python.minor[2:]) >= oldest]
    with ThreadPoolExecutor() as pool:
        recordings = list(pool.map(lambda python: record(tmp_path / python.minor, source, python), found))
    texts = {normal(recording.text) for recording in recordings}
    assert len(texts) == 1, "\n".join(texts)
    assert raised in texts.pop()


OK, WARNS = Outcome("ok"), Outcome("warns", "DeprecationWarning", "old")
HANGS, STOPPED = Outcome("timed-out"), Outcome("interrupted", "KeyboardInterrupt")
FAILS, FAILS_OTHERWISE = Outcome("raises", "RuntimeError", "no loop"), Outcome("raises", "asyncio.exceptions.TimeoutError")


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        (Header(), OK),
        (Header(raises="RuntimeError"), FAILS),
        (Header(raises="TimeoutError"), FAILS_OTHERWISE),
        (Header(raises="asyncio.TimeoutError"), FAILS_OTHERWISE),
        (Header(raises="SystemExit"), Outcome("raises", "SystemExit", "3")),
        (Header(raises="KeyboardInterrupt"), STOPPED),
        (Header(warns="DeprecationWarning"), WARNS),
        (Header(hangs=True), HANGS),
    ],
)
def test_a_program_that_ends_as_declared_is_right(header: Header, outcome: Outcome) -> None:
    assert outcome_as_declared(header, outcome) is None


@pytest.mark.parametrize(
    ("header", "outcome", "found", "expected"),
    [
        (Header(), FAILS, "raises RuntimeError: no loop", "a clean end"),
        (Header(), WARNS, "warns DeprecationWarning: old", "a clean end"),
        (Header(), HANGS, "never ended", "a clean end"),
        (Header(), STOPPED, "ended with KeyboardInterrupt", "a clean end"),
        (Header(raises="RuntimeError"), OK, "ended without an error", "it to end with RuntimeError"),
        (Header(raises="RuntimeError"), FAILS_OTHERWISE, "asyncio.exceptions.TimeoutError", "it to end with RuntimeError"),
        (Header(raises="RuntimeError"), HANGS, "never ended", "it to end with RuntimeError"),
        (Header(raises="RuntimeError"), STOPPED, "ended with KeyboardInterrupt", "it to end with RuntimeError"),
        (Header(raises="KeyboardInterrupt"), OK, "ended without an error", "KeyboardInterrupt"),
        (Header(raises="KeyboardInterrupt"), FAILS, "raises RuntimeError", "KeyboardInterrupt"),
        (Header(warns="DeprecationWarning"), OK, "ended without an error", "a DeprecationWarning and a clean end"),
        (Header(warns="RuntimeWarning"), WARNS, "DeprecationWarning", "a RuntimeWarning and a clean end"),
        (Header(hangs=True), OK, "ended without an error", "still running after 20 s"),
        (Header(hangs=True), FAILS, "raises RuntimeError", "still running after 20 s"),
    ],
)
def test_a_program_that_ends_otherwise_is_told(header: Header, outcome: Outcome, found: str, expected: str) -> None:
    told = outcome_as_declared(header, outcome)
    assert told
    assert found in told[0]
    assert expected in told[1]


def test_what_was_recorded_is_compared_with_the_file_beside_the_program(tmp_path: Path) -> None:
    snippet = snippet_of(write(tmp_path, {"program.out": "one\ntwo\n"}), "print()\n")
    right, wrong = (recording_of(Line(0.0, "out", "one"), Line(0.1, "err", text)) for text in ("two", "three"))
    assert output_difference(snippet, right) is None
    assert output_difference(snippet, wrong) == Difference(2, "three", "two")


def test_a_missing_file_is_an_empty_output(tmp_path: Path) -> None:
    assert output_difference(snippet_of(tmp_path, "pass\n"), recording_of()) is None
