"""What a child writes and what it reports of it, put together into lines."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from asyncbook.capture import CAP, CUT, EARLY, Capture
from asyncbook.recordings import Line

BEGUN = 1_000_000_000
"""Nanoseconds on a clock of our own, at which the program begins."""


@contextmanager
def child(
    clean: Callable[[str], str] = str, on_line: Callable[[Line], None] | None = None
) -> Iterator[tuple[Capture, dict[str, int]]]:
    """A Capture, and the ends of its pipes that a child would hold."""
    pipes = [os.pipe() for _ in range(3)]
    capture = Capture(*(read for read, _ in pipes), clean, on_line)
    ends = dict(zip(("out", "err", "report"), (write for _, write in pipes), strict=True))
    try:
        yield capture, ends
    finally:
        for end in list(ends.values()):
            os.close(end)
        capture.close()


def close(ends: dict[str, int], name: str) -> None:
    os.close(ends.pop(name))


def report(ends: dict[str, int], stream: str, seconds: float, count: int) -> None:
    os.write(ends["report"], b"%d %d %d\n" % ({"out": 1, "err": 2}[stream], BEGUN + seconds * 1e9, count))


def ready(ends: dict[str, int]) -> None:
    os.write(ends["report"], b"ready %d\n" % BEGUN)


def read_all(capture: Capture, ends: dict[str, int]) -> list[Line]:
    for name in list(ends):
        close(ends, name)
    while capture.open:
        capture.read(0.1)
    return capture.lines()


def write(ends: dict[str, int], stream: str, data: bytes) -> int:
    return os.write(ends[stream], data)


def test_reports_decide_order_and_times() -> None:
    with child() as (capture, ends):
        ready(ends)
        write(ends, "out", b"one\nthree\n")
        write(ends, "err", b"two\n")
        report(ends, "out", 0.1, 4)
        report(ends, "err", 0.2, 4)
        report(ends, "out", 0.3, 6)
        assert read_all(capture, ends) == [Line(0.1, "out", "one"), Line(0.2, "err", "two"), Line(0.3, "out", "three")]


def test_output_without_report_has_the_order_of_its_arrival() -> None:
    with child() as (capture, ends):
        os.write(ends["report"], b"ready %d\n" % time.monotonic_ns())
        for stream, data in (("err", b"one\n"), ("out", b"two\n"), ("err", b"three\n")):
            write(ends, stream, data)
            capture.read(1)
            capture.read(0)
        lines = read_all(capture, ends)
    assert [(line.stream, line.text) for line in lines] == [("err", "one"), ("out", "two"), ("err", "three")]
    assert all(0 <= line.time < 0.5 for line in lines)


def test_a_line_has_the_time_at_which_it_was_completed() -> None:
    with child() as (capture, ends):
        ready(ends)
        report(ends, "out", 0.1, write(ends, "out", b"on"))
        report(ends, "out", 0.5, write(ends, "out", b"e\n"))
        assert read_all(capture, ends) == [Line(0.5, "out", "one")]


def test_a_last_line_without_end_is_a_line() -> None:
    with child() as (capture, ends):
        ready(ends)
        report(ends, "out", 0.1, write(ends, "out", b"one\ntwo"))
        assert [line.text for line in read_all(capture, ends)] == ["one", "two"]


def test_nothing_printed_is_no_line() -> None:
    with child() as (capture, ends):
        assert read_all(capture, ends) == []


def test_bytes_that_are_no_text_are_shown_as_escapes() -> None:
    with child() as (capture, ends):
        write(ends, "out", b"caf\xe9 \xf0\x9f\x90\x8d\n")
        assert [line.text for line in read_all(capture, ends)] == ["caf\\xe9 🐍"]


def test_a_character_may_come_in_two_writes() -> None:
    with child() as (capture, ends):
        write(ends, "out", "é".encode()[:1])
        capture.read(1)
        write(ends, "out", "é\n".encode()[1:])
        assert [line.text for line in read_all(capture, ends)] == ["é"]


def test_every_line_is_cleaned() -> None:
    with child(clean=str.upper) as (capture, ends):
        write(ends, "out", b"one\ntwo")
        assert [line.text for line in read_all(capture, ends)] == ["ONE", "TWO"]


def test_whoever_watches_is_told_each_line_when_it_is_whole() -> None:
    told: list[Line] = []
    with child(on_line=told.append) as (capture, ends):
        write(ends, "out", b"one\ntw")
        capture.read(1)
        assert [line.text for line in told] == ["one"]
        write(ends, "out", b"o\n")
        capture.read(1)
        assert [line.text for line in told] == ["one", "two"]


def test_output_beyond_the_cap_is_cut_and_the_cut_is_told() -> None:
    with child() as (capture, ends):
        for _ in range(CAP // 1000 + 9):
            write(ends, "out", b"x" * 999 + b"\n")
            capture.read(1)
        lines = read_all(capture, ends)
    assert lines[-1].text == CUT
    assert sum(len(line.text) + 1 for line in lines[:-1]) <= CAP + 1
    assert capture.total > CAP


def test_output_that_just_fits_is_not_cut() -> None:
    with child() as (capture, ends):
        for _ in range(CAP // 1024):
            write(ends, "out", b"x" * 1023 + b"\n")
            capture.read(1)
        assert len(read_all(capture, ends)) == CAP // 1024


def test_a_child_that_never_reports_is_waited_for_no_longer_than_asked() -> None:
    with child() as (capture, _):
        begun = time.monotonic()
        capture.wait_until_ready(0.1)
        assert 0.05 < time.monotonic() - begun < 0.5


def test_a_child_that_is_ready_is_waited_for_no_longer() -> None:
    with child() as (capture, ends):
        ready(ends)
        capture.wait_until_ready(5)
        assert capture.begun == BEGUN / 1e9


def test_a_child_that_is_gone_is_waited_for_no_longer() -> None:
    with child() as (capture, ends):
        close(ends, "report")
        capture.wait_until_ready(5)


def test_a_stream_that_closes_early_is_named() -> None:
    with child() as (capture, ends):
        close(ends, "err")
        capture.read(1)
        time.sleep(EARLY + 0.05)
        read_all(capture, ends)
        assert capture.shut == "stderr"


def test_streams_that_close_together_are_not_early() -> None:
    with child() as (capture, ends):
        read_all(capture, ends)
        assert capture.shut == ""


def test_a_clean_end_is_noticed() -> None:
    with child() as (capture, ends):
        os.write(ends["report"], b"ready %d\nend 1\n" % BEGUN)
        read_all(capture, ends)
        assert capture.ended


def test_a_report_may_come_in_two_reads() -> None:
    with child() as (capture, ends):
        os.write(ends["report"], b"rea")
        capture.read(1)
        os.write(ends["report"], b"dy %d\n" % BEGUN)
        capture.read(1)
        assert capture.begun == BEGUN / 1e9


WRITES = st.lists(st.tuples(st.sampled_from(["out", "err"]), st.sampled_from([b"a\n", b"b", b"c\nd\ne", b"\n", b"\xff\n"])))


def completed(writes: list[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """The whole lines of *writes*, in the order in which they were completed."""
    open_lines, found = {"out": b"", "err": b""}, []
    for stream, data in writes:
        *whole, open_lines[stream] = (open_lines[stream] + data).split(b"\n")
        found += [(stream, line.decode(errors="backslashreplace")) for line in whole]
    return found


@given(WRITES)
def test_any_writes_that_are_reported_become_lines_in_their_order(writes: list[tuple[str, bytes]]) -> None:
    writes = [*writes, ("out", b"\n"), ("err", b"\n")]
    with child() as (capture, ends):
        ready(ends)
        for stream, group in groupby(sorted(writes, key=lambda write: write[0]), key=lambda write: write[0]):
            write(ends, stream, b"".join(data for _, data in group))
        for number, (stream, data) in enumerate(writes):
            report(ends, stream, number, len(data))
        assert [(line.stream, line.text) for line in read_all(capture, ends)] == completed(writes)
