"""Events as a picture and as a table."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.events import Events, Lane, Stretch
from asyncbook.picture import FEW, FOLDED, LANES, scale, shown
from asyncbook.recordings import Line, Recording
from asyncbook.strings import strings
from asyncbook.timeline import NODES, timeline_html

from .helpers import recording_of

EN = strings("en")


def lane(name: str, *stretches: Stretch, kind: str = "task", **more: object) -> Lane:
    values: dict[str, object] = {
        "does": "work" if kind == "task" else "", "line": 1, "parent": -1, "thread": 0, "created": 0.0, "ended": 1.0,
        "how": "returned", "result": "None", "cancels": (),
    }  # fmt: skip
    return Lane(kind=kind, name=name, stretches=stretches, **values | more)  # type: ignore[arg-type]


MAIN = lane("MainThread", Stretch(0, 1, "run"), kind="thread", thread=-1, ended=None, how="")
ONE = lane("one", Stretch(0, 0.01, "run"), Stretch(0.01, 0.5, "sleep", "0.49", 3), Stretch(0.5, 0.51, "run"))
TWO = lane("two", Stretch(0.01, 0.02, "run"), Stretch(0.02, 1.0, "task", "1", 7), how="cancelled", cancels=(1.0,))


def recorded(*lanes: Lane, lines: tuple[Line, ...] = (), printed: tuple[int, ...] = (), until: float | None = None) -> Recording:
    return recording_of(*lines, events=Events(lanes, printed, until), duration=1.0)


def picture(recording: Recording) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_html(recording, "part/name", EN).replace("<br>", "<br/>"))


def of_class(root: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if kind in element.get("class", "").split()]


def test_each_task_has_a_lane_and_what_it_waits_for_is_written_in_it() -> None:
    root = picture(recorded(MAIN, ONE, TWO))
    assert [element.get("data-lane") for element in of_class(root, "tl-lane")] == ["1", "2"]
    assert [element.text for element in of_class(root, "tl-text")] == ["sleep(0.49)", "one"]
    assert [element.text for element in of_class(root, "tl-end")] == ["✓ done 1.00 s", "■ cancelled 1.00 s"]
    assert [element.get("data-line") for element in of_class(root, "tl-wait")] == ["3", "7"]
    assert len(of_class(root, "tl-cancel")) == 1


@pytest.mark.parametrize(
    ("end", "classes"),
    [(0.25, ["tl-text tl-in-wait"]), (0.15, ["tl-text tl-wide tl-in-wait"]), (0.05, [])],
)
def test_a_label_is_whole_or_not_there(end: float, classes: list[str]) -> None:
    root = picture(recorded(MAIN, lane("Task-1", Stretch(0, end, "sleep", "0.49")), lane("Task-2", Stretch(0, 1, "run"))))
    assert [element.get("class") for element in of_class(root, "tl-text")] == classes


def test_one_lane_alone_is_no_picture() -> None:
    assert timeline_html(recorded(MAIN, ONE), "x", EN) == ""
    assert timeline_html(recording_of(), "x", EN) == ""


def test_what_asyncio_itself_does_is_left_out() -> None:
    own = lane("Task-9", Stretch(0, 1, "run"), does="BaseEventLoop.shutdown_asyncgens")
    assert shown(recorded(MAIN, ONE, TWO, own).events) == [1, 2]  # type: ignore[arg-type]


def test_threads_are_lanes_where_there_are_several_or_where_they_speak() -> None:
    pool = lane("asyncio_0", Stretch(0.1, 0.6, "job", "read"), kind="thread", thread=-1)
    recording = recorded(MAIN, ONE, pool)
    assert shown(recording.events) == [0, 1, 2]  # type: ignore[arg-type]
    assert [element.text for element in of_class(picture(recording), "tl-text")] == ["sleep(0.49)", "read()"]
    spoken = recorded(MAIN, ONE, TWO, lines=(Line(0.9, "out", "end"),), printed=(0,))
    assert shown(spoken.events) == [0, 1, 2]  # type: ignore[arg-type]


def test_one_task_in_one_thread_is_a_picture_only_where_something_came_in_between() -> None:
    alone = recorded(MAIN, ONE, lines=(Line(0.9, "out", "end"),), printed=(0,)).events
    assert alone
    assert shown(alone) == []
    assert shown(replace(alone, signals=((0.2, "SIGINT"),))) == [0, 1]
    blocked = replace(MAIN, stretches=(Stretch(0.1, 0.4, "callback", "read"),))
    assert shown(replace(alone, lanes=(blocked, ONE), printed=())) == [0, 1]


def test_printed_lines_are_marks_of_their_lane() -> None:
    lines = (Line(0.005, "out", "begin <b>"), Line(0.505, "out", "end"))
    root = picture(recorded(MAIN, ONE, TWO, lines=lines, printed=(1, 1)))
    marks = of_class(root, "tl-print")
    assert [mark.get("data-time") for mark in marks] == ["0.0050", "0.5050"]
    assert marks[0].findtext("title") == "0.01 s: begin <b>"


def test_a_sleep_that_ended_late_shows_when_it_was_due() -> None:
    late = lane("late", Stretch(0.0, 0.1, "sleep", "0.1", 2), Stretch(0.1, 0.5, "ready", "sleep", 2))
    [due] = of_class(picture(recorded(MAIN, ONE, late)), "tl-due")
    assert due.get("x1") == "19.61%"  # of 0.51 s
    assert "due at 0.10 s, 0.40 s late" in timeline_html(recorded(MAIN, ONE, late), "x", EN)


def test_a_long_idle_stretch_is_folded() -> None:
    place = scale([0.1, 0.2, 0.3, 0.4, 0.5, 30.5], 31.0)
    assert place.fold == (0.5, 30.5)
    assert place(30.5) - place(0.5) == pytest.approx(100 * FOLDED, abs=0.02)
    assert scale([0.0, 1.0, 2.0, 4.0], 7.0).fold is None


def test_too_many_lanes_are_counted_and_too_many_events_told() -> None:
    many = [lane(f"t{n}", Stretch(0, 1, "run")) for n in range(LANES + 5)]
    html = timeline_html(recorded(MAIN, *many, until=0.5), "x", EN)
    assert html.count('class="tl-lane"') == FEW
    assert f"and {LANES + 5 - FEW} more" in html
    assert "the timeline ends at 0.50 s" in html


def test_the_table_says_the_same_in_words() -> None:
    root = picture(recorded(MAIN, ONE, TWO, lines=(Line(0.005, "out", "begin"),), printed=(1,)))
    rows = [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")][1:]
    assert rows[0] == ["one work()", "0.000 s", "2 ×, 20.0 ms", "sleep(0.49) 0.49 s", "0.01 s", "✓ done 1.00 s"]
    assert rows[1][-1] == "■ cancelled 1.00 s, cancellation arrived at 1.00 s"


def test_who_could_run_is_dashed_and_a_callback_that_blocked_stands_in_its_thread() -> None:
    new = lane("new", Stretch(0.0, 0.4, "ready"), Stretch(0.4, 0.5, "run"))
    blocked = lane("MainThread", Stretch(0, 0.1, "run"), Stretch(0.1, 0.4, "callback", "read"), kind="thread", thread=-1)
    html = timeline_html(recorded(blocked, new), "x", EN)
    root = ElementTree.fromstring(html)
    assert [box.findtext("title") for box in of_class(root, "tl-ready")] == ["0.000 s: could run, waited 0.400 s for its turn"]
    assert [element.text for element in of_class(root, "tl-text")] == ["read()"]
    assert "ready 0.40 s" in html
    assert [key.get("class", "").split("--")[1] for key in of_class(root, "tl-key")] == ["run", "wait", "ready", "alive"]


def test_steps_that_meet_are_told_apart() -> None:
    steps = lane("steps", *(Stretch(n / 10, n / 10 + 0.1, "run") for n in range(4)))
    assert len(of_class(picture(recorded(MAIN, ONE, steps)), "tl-cut")) == 3


def test_the_script_is_told_whose_each_line_was_and_when() -> None:
    lines = (Line(0.005, "out", "begin"), Line(0.0051, "out", "same dot"), Line(0.505, "out", "end"))
    root = picture(recorded(MAIN, ONE, TWO, lines=lines, printed=(1, 1, -1)))
    [svg] = of_class(root, "tl")
    assert svg.get("data-lines") == "1:0.0050 1:0.0051 -1:0.5050"
    assert [dot.findtext("title") for dot in of_class(root, "tl-print")] == ["0.01 s: begin\n0.01 s: same dot"]


def test_what_a_short_run_did_is_told_in_milliseconds() -> None:
    quick = lane("quick", Stretch(0, 0.001, "run"), ended=0.001)
    html = timeline_html(recorded(MAIN, quick, lane("too", Stretch(0.001, 0.0045, "run"), ended=0.0045)), "x", EN)
    assert "✓ done 4.5 ms" in html
    assert "ran 3.50 ms" in html


def test_the_picture_of_a_short_run_begins_where_its_tasks_do() -> None:
    one = lane("one", Stretch(0.0051, 0.0055, "run"), created=0.005, ended=0.0055)
    two = lane("two", Stretch(0.0055, 0.006, "run"), created=0.0051, ended=0.006)
    lines = (Line(0.005412, "out", "seen"),)
    root = picture(recorded(MAIN, one, two, lines=lines, printed=(1,)))
    [svg] = of_class(root, "tl")
    assert svg.get("data-stops") == "0.005082,0.00 0.006000,100.00"
    assert svg.get("data-lines") == "1:0.005412"
    assert _percent(of_class(root, "tl-run")[0], "x") == pytest.approx(1.96)
    ticks = [element.text for element in root.iter("text") if (element.text or "").endswith(" ms") and element.get("y") == "12"]
    assert ticks == ["5.2 ms", "5.4 ms", "5.6 ms", "5.8 ms", "6 ms"]
    assert len(of_class(root, "tl-born")) == 1
    assert "5.100 ms: ran 0.400 ms" in (of_class(root, "tl-run")[0].findtext("title") or "")


@pytest.mark.parametrize("begun", [0.0005, 0.3])
def test_a_picture_begins_at_0_where_little_is_left_out_or_the_run_was_long(begun: float) -> None:
    end = begun + (0.005 if begun < 0.1 else 0.2)
    tasks = [lane(name, Stretch(begun, end, "run"), created=begun, ended=end) for name in "ab"]
    [svg] = of_class(picture(recorded(MAIN, *tasks)), "tl")
    assert (svg.get("data-stops") or "").startswith("0.0000,0.00 ")


def test_further_tasks_are_counted() -> None:
    recording = recording_of(events=Events((MAIN, ONE, TWO), (), further=9_800), duration=1.0)
    assert "At least 9800 further tasks" in timeline_html(recording, "x", EN)


def test_every_language_has_the_words() -> None:
    assert "时间线" in timeline_html(recorded(MAIN, ONE, TWO), "x", strings("zh"))


TIMES = st.lists(st.floats(0, 40), min_size=2, max_size=300).map(lambda times: [round(t, 5) for t in sorted(times)])
KINDS = st.sampled_from(["run", "sleep", "task", "call", "gather", "future", "next", "job"])


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    times, kinds = draw(TIMES), draw(st.lists(KINDS, min_size=1, max_size=6))
    what = {"sleep": "0.5", "task": "1", "call": "Queue.get", "job": "read"}
    pairs = enumerate(itertools.pairwise(times))
    stretches = [Stretch(a, b, k := kinds[n % len(kinds)], what.get(k, ""), n % 9) for n, (a, b) in pairs]
    how = draw(st.sampled_from(["returned", "raised", "cancelled", ""]))
    name, kind = draw(st.text(max_size=40)), draw(st.sampled_from(["task", "thread"]))
    ended = times[-1] if how else None
    return lane(name, *stretches, kind=kind, how=how, result=draw(st.text(max_size=20)), created=times[0], ended=ended)


@given(st.lists(lanes(), max_size=4), st.lists(st.tuples(st.floats(0, 40), st.text(max_size=20)), max_size=9))
def test_whatever_happened_is_a_picture_of_bounded_size(found: list[Lane], printed: list[tuple[float, str]]) -> None:
    lines = tuple(Line(when, "out", text) for when, text in sorted(printed))
    events = Events((MAIN, *found), tuple(n % (len(found) + 1) for n in range(len(lines))))
    html = timeline_html(recording_of(*lines, events=events, duration=40.0), "<name>", EN)
    if not html:
        return
    root = ElementTree.fromstring(html)
    for row in of_class(root, "tl-lane"):
        boxes = sorted((_percent(box, "x"), _percent(box, "width")) for box in row if box.tag == "rect")
        assert len(boxes) <= NODES
        assert all(0 <= x <= 100 and x + width <= 100.02 for x, width in boxes)
        assert all(x + width <= after + 0.02 for (x, width), (after, _) in itertools.pairwise(boxes))


def _percent(element: ElementTree.Element, name: str) -> float:
    found = re.fullmatch(r"([\d.]+)%", element.get(name, ""))
    assert found
    return float(found[1])
