"""What a child writes to its two streams, put together into lines with times."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from asyncbook.capture import CAP, CUT, Capture, LastWords
from asyncbook.recordings import Line

LATE = 0.15
"""Seconds by which a time may be late on a busy machine."""


@contextmanager
def child(clean: Callable[[str], str] = str, on_line: Callable[[Line], None] | None = None) -> Iterator[Capture]:
    """A Capture whose other ends are in our hands, as they would be in a child's."""
    capture = Capture(clean, on_line)
    try:
        yield capture
    finally:
        capture.let_go()
        capture.close()


def write(capture: Capture, stream: str, data: bytes) -> None:
    os.write(capture.writers[["out", "err"].index(stream)].fileno(), data)


def report(capture: Capture, text: str) -> None:
    os.write(capture.report_end, text.encode())


def texts(capture: Capture) -> list[tuple[str, str]]:
    return [(line.stream, line.text) for line in capture.finish()]


def test_lines_of_both_streams_keep_their_order_however_late_they_are_read() -> None:
    with child() as capture:
        for stream, data in (("err", b"one\n"), ("out", b"two\nthree\n"), ("err", b"four\n"), ("out", b"five\n")):
            write(capture, stream, data)
        assert texts(capture) == [("err", "one"), ("out", "two"), ("out", "three"), ("err", "four"), ("out", "five")]


def test_times_are_those_of_the_writes_however_late_they_are_read() -> None:
    with child() as capture:
        report(capture, f"ready {time.monotonic_ns()}\n")
        write(capture, "out", b"one\n")
        time.sleep(0.1)
        write(capture, "err", b"two\n")
        time.sleep(LATE)
        capture.wait_until_ready(1)
        one, two = capture.finish()
    assert 0 <= one.time < LATE
    assert 0.1 <= two.time < 0.1 + LATE


def test_a_line_has_the_time_at_which_it_was_completed() -> None:
    with child() as capture:
        report(capture, f"ready {time.monotonic_ns()}\n")
        write(capture, "out", b"on")
        time.sleep(0.1)
        write(capture, "out", b"e\n")
        capture.wait_until_ready(1)
        [line] = capture.finish()
    assert line.text == "one"
    assert 0.1 <= line.time < 0.1 + LATE


def test_a_last_line_without_end_is_a_line() -> None:
    with child() as capture:
        write(capture, "out", b"one\ntwo")
        assert texts(capture) == [("out", "one"), ("out", "two")]


def test_nothing_printed_is_no_line() -> None:
    with child() as capture:
        write(capture, "out", b"")
        assert texts(capture) == []


def test_an_empty_line_is_a_line() -> None:
    with child() as capture:
        write(capture, "out", b"\n\n")
        assert texts(capture) == [("out", ""), ("out", "")]


def test_bytes_that_are_no_text_are_shown_as_escapes() -> None:
    with child() as capture:
        write(capture, "out", b"caf\xe9 \xf0\x9f\x90\x8d\n")
        assert texts(capture) == [("out", "caf\\xe9 🐍")]


def test_a_character_may_come_in_two_writes() -> None:
    with child() as capture:
        write(capture, "out", "é".encode()[:1])
        write(capture, "err", b"between\n")
        write(capture, "out", "é\n".encode()[1:])
        assert texts(capture) == [("err", "between"), ("out", "é")]


def test_only_a_line_feed_ends_a_line() -> None:
    with child() as capture:
        write(capture, "out", "a\rb\x0cc\u2028d\x85e\n".encode())
        assert texts(capture) == [("out", "a\rb\x0cc\u2028d\x85e")]


def test_every_line_is_cleaned() -> None:
    with child(clean=str.upper) as capture:
        write(capture, "out", b"one\ntwo")
        assert texts(capture) == [("out", "ONE"), ("out", "TWO")]


def test_whoever_watches_is_told_each_line_when_it_is_whole() -> None:
    told: list[Line] = []
    with child(on_line=told.append) as capture:
        write(capture, "out", b"one\ntw")
        capture.read(1)
        assert [line.text for line in told] == ["one"]
        write(capture, "out", b"o\nthree")
        capture.read(1)
        assert [line.text for line in told] == ["one", "two"]
        assert capture.finish() == told
    assert [line.text for line in told] == ["one", "two", "three"]


def test_output_beyond_the_cap_is_cut_and_the_cut_is_told() -> None:
    with child() as capture:
        for _ in range(CAP // 1000 + 9):
            write(capture, "out", b"x" * 999 + b"\n")
            capture.read(1)
        assert capture.capped
        *lines, last = texts(capture)
    assert last == ("err", CUT)
    assert CAP - 1000 <= sum(len(text) + 1 for _, text in lines) <= CAP + 1


def test_output_that_just_fits_is_not_cut() -> None:
    with child() as capture:
        for _ in range(CAP // 1024):
            write(capture, "out", b"x" * 1023 + b"\n")
            capture.read(1)
        assert len(capture.finish()) == CAP // 1024
        assert not capture.capped


def test_a_child_that_never_reports_is_waited_for_no_longer_than_asked() -> None:
    with child() as capture:
        begun = time.monotonic()
        capture.wait_until_ready(0.1)
        assert 0.05 < time.monotonic() - begun < 0.5
        assert not capture.ready


def test_the_clock_starts_when_the_child_says_so() -> None:
    with child() as capture:
        report(capture, "ready 1500000000\n")
        capture.wait_until_ready(5)
        assert (capture.ready, capture.begun) == (True, 1.5)


def test_a_report_may_come_in_two_reads() -> None:
    with child() as capture:
        report(capture, "rea")
        capture.read(1)
        report(capture, "dy 1500000000\n")
        capture.read(1)
        assert capture.begun == 1.5


def test_the_last_words_of_a_child_are_kept() -> None:
    with child() as capture:
        assert capture.last_words is None
        report(capture, "ready 1\nend ValueError\tone\\n\\u4e8c\\ttwo\tstdout\n")
        capture.wait_until_ready(1)
        capture.finish()
        assert capture.last_words == LastWords("ValueError", "one\n二\ttwo", "stdout")


def test_a_child_that_is_gone_is_waited_for_no_longer() -> None:
    capture = Capture(str)
    capture.let_go()
    begun = time.monotonic()
    capture.wait_until_ready(5)
    assert time.monotonic() - begun < 1
    assert capture.over
    capture.close()


def test_a_child_need_not_wait_until_its_lines_are_read() -> None:
    written = [("out", str(number)) for number in range(400)] + [("err", "last")]
    with child() as capture:
        for writer in capture.writers:
            os.set_blocking(writer.fileno(), False)
        for stream, text in written:
            write(capture, stream, f"{text}\n".encode())
        assert texts(capture) == written


def test_a_read_ends_although_the_child_never_stops_writing() -> None:
    with child() as capture:
        command, out = ["dd", "if=/dev/zero", "bs=2"], capture.writers[0]
        writers = [subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL) for _ in range(6)]
        rescue = threading.Timer(2, lambda: [writer.kill() for writer in writers])
        rescue.start()
        begun = time.monotonic()
        while time.monotonic() < begun + 0.3:
            capture.read(0.1)
        taken = time.monotonic() - begun
        rescue.cancel()
        for writer in writers:
            writer.kill()
            writer.wait()
    assert taken < 1.5


WRITES = st.lists(st.tuples(st.sampled_from(["out", "err"]), st.sampled_from([b"a\n", b"b", b"c\nd\ne", b"\n", b"\xff\n", b""])))


def completed(writes: list[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """The lines of *writes*, in the order in which they were completed."""
    open_lines, found = {"out": b"", "err": b""}, []
    for stream, data in writes:
        *whole, open_lines[stream] = (open_lines[stream] + data).split(b"\n")
        found += [(stream, line.decode(errors="backslashreplace")) for line in whole]
    return found


@given(WRITES)
def test_any_writes_become_lines_in_the_order_of_their_completion(writes: list[tuple[str, bytes]]) -> None:
    writes = [*writes[:9], ("out", b"\n"), ("err", b"\n")]
    with child() as capture:
        for stream, data in writes:
            write(capture, stream, data)
        assert texts(capture) == completed(writes)
