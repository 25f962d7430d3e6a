"""A timeline drawn with letters."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from asyncbook.events import Stretch
from asyncbook.picture import FEW, LANES
from asyncbook.recordings import Line, Recording
from asyncbook.strings import preferred, strings
from asyncbook.terminal import timeline_text, why_none

from .helpers import recording_of
from .test_timeline import EN, MAIN, ONE, TWO, lane, lanes, recorded


def drawn(recording: Recording, width: int = 60, words: dict[str, str] = EN, **options: bool) -> list[str]:
    """The lines as they come out of a pipe, or of a terminal."""
    file = io.StringIO()
    Console(file=file, width=width, soft_wrap=True, **options).print(timeline_text(recording, width, words))  # type: ignore[arg-type]
    return file.getvalue().splitlines()


def test_runs_waits_and_ends_are_drawn_in_different_letters() -> None:
    axis, one, bar, two, other, marks, legend = drawn(recorded(MAIN, ONE, TWO), 40)
    assert axis.split() == ["╷0", "s", "╷0.2", "s", "╷0.4", "s", "╷0.6", "s", "╷0.8", "s"]
    assert one == "one work()                 ✓ done 1.00 s"
    assert bar == "█░ sleep(0.49) ░░░░░█"
    assert two == "two work()            ■ cancelled 1.00 s"
    assert other == "█░ one ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░"
    assert marks.strip() == "■"
    assert legend == "█ runs   ░ waits   • prints"


def test_printed_lines_are_marks_under_the_bar_of_their_lane() -> None:
    lines = (Line(0.005, "out", "begin"), Line(0.505, "out", "end"), Line(0.6, "out", "nobody's"))
    rows = drawn(recorded(MAIN, ONE, TWO, lines=lines, printed=(1, 1, -1)), 40)
    assert rows[3] == "•                   •"


def test_a_print_and_a_cancellation_at_once_are_two_marks() -> None:
    both = lane("both", Stretch(0.0, 1.0, "sleep", "9"), cancels=(1.0,), how="cancelled")
    rows = drawn(recorded(MAIN, ONE, both, lines=(Line(1.0, "out", "cleaning"),), printed=(2,)), 40)
    assert rows[5] == " " * 38 + "■•"


def test_threads_exist_and_their_jobs_run() -> None:
    pool = lane("asyncio_0", Stretch(0.1, 0.6, "job", "read"), kind="thread", thread=-1, ended=None, how="")
    rows = drawn(recorded(MAIN, ONE, pool), 60)
    assert rows[1:3] == ["MainThread thread", "─" * 60]
    assert re.fullmatch(r"─{10}█ read\(\) █+", rows[6])
    assert "─ thread exists" in rows[-1]


def test_a_task_that_had_to_wait_for_its_first_turn_shows_when_it_was_made() -> None:
    patient = lane("patient", Stretch(0.5, 1.0, "run"), created=0.25)
    assert drawn(recorded(MAIN, ONE, patient), 40)[4] == " " * 10 + "│" + " " * 9 + "█" * 20


def test_a_late_sleep_shows_when_it_was_due() -> None:
    late = lane("late", Stretch(0.0, 0.25, "sleep", "0.25"), Stretch(0.25, 1.0, "ready", "sleep"))
    rows = drawn(recorded(MAIN, ONE, late), 60)
    assert rows[4] == "░ sleep(0.25) ░╎┄ due at 0.25 s, 0.75 s late ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄"[:60]
    assert "┄ ready" in rows[-1]


def test_a_long_idle_stretch_is_folded_on_the_axis_and_in_each_bar() -> None:
    lanes = [lane(f"t{n}", *(Stretch(0.1 * i, 0.1 * i + 0.1, "sleep", "0.1") for i in range(5)), Stretch(0.5, 30.5, "sleep", "30"))
             for n in range(2)]  # fmt: skip
    recording = recording_of(events=recorded(MAIN, *lanes).events, duration=31.0)
    rows = drawn(recording, 100)
    assert "⋯ 30.00 s ⋯" in rows[0]
    assert rows[2].index("⋯") == rows[4].index("⋯")


def test_too_many_lanes_and_events_are_told() -> None:
    rows = drawn(recorded(MAIN, *(lane(f"t{n}", Stretch(0, 1, "run")) for n in range(LANES + 5)), until=0.5))
    assert f"and {LANES + 5 - FEW} more" in rows
    assert rows[-1] == "More than 10,000 events: the timeline ends at 0.50 s."


def test_the_words_are_those_of_a_language() -> None:
    rows = drawn(recorded(MAIN, ONE, TWO), 60, strings("zh"))
    assert rows[1].endswith("✓ 完成 1.00 s")
    assert cell_len(rows[1]) == 60


def test_a_pipe_gets_no_colours_and_a_terminal_does() -> None:
    recording = recorded(MAIN, ONE, TWO)
    assert "\x1b" not in "".join(drawn(recording))
    assert "\x1b[32m" in "".join(drawn(recording, force_terminal=True, no_color=False, legacy_windows=False))


def test_where_there_is_nothing_to_compare_it_says_so() -> None:
    assert drawn(recording_of()) == []
    assert "CPython 3.11 or newer" in why_none(recording_of())
    assert "nothing to compare" in why_none(recorded(MAIN, ONE))
    assert why_none(recorded(MAIN, ONE, TWO)) == ""


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert preferred() == expected


@given(st.lists(lanes(), max_size=4), st.lists(st.floats(0, 50), max_size=9), st.sampled_from([1, 60, 80, 200]))
def test_whatever_happened_fits_into_the_width(found: list, printed: list[float], width: int) -> None:  # type: ignore[type-arg]
    lines = tuple(Line(when, "out", "x") for when in sorted(printed))
    recording = recorded(MAIN, *found, lines=lines, printed=tuple(n % (len(found) + 1) for n in range(len(lines))))
    rows = drawn(recording_of(*lines, events=recording.events, duration=40.0), width)
    assert all(cell_len(row) <= max(width, 20) for row in rows[:-1])
