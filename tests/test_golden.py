"""The timeline of typical recordings, letter for letter: a change of the picture is seen before it is published.

Each ``golden/<name>.json`` is a recording of a real run, its times rounded to milliseconds (and ``thinned`` cut
short). ``UPDATE_GOLDEN=1`` has the expected pictures beside them written anew; look at what changed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from asyncbook.picture import FEW
from asyncbook.recordings import Recording
from asyncbook.strings import strings
from asyncbook.timeline import timeline_html

FOLDER = Path(__file__).with_name("golden")
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def html_of(name: str) -> str:
    recording = Recording.from_json(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    return timeline_html(recording, recording.snippet, strings("en"))


def in_lines(html: str) -> str:
    """One tag on a line, so that a difference can be read."""
    return html.replace("><", ">\n<") + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_is_drawn_as_ever(name: str) -> None:
    path = FOLDER / f"{name}.svg.html"
    drawn = in_lines(html_of(name))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == path.read_text(encoding="utf-8"), "if the picture is right so: UPDATE_GOLDEN=1 pytest tests/test_golden.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_well_formed_and_holds_no_markup_of_the_program(name: str) -> None:
    root = ElementTree.fromstring(html_of(name))
    assert root.get("class") == "timeline"
    assert {element.tag for element in root.iter()}.isdisjoint({"b", "script", "a"})
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]


def test_every_expected_picture_has_its_recording() -> None:
    assert sorted(path.name.removesuffix(".svg.html") for path in FOLDER.glob("*.svg.html")) == NAMES
    assert len(NAMES) >= 12


def test_the_recordings_are_the_cases_that_their_names_say() -> None:
    assert "⋯ " in html_of("folded")
    assert "More than 10,000 events" in html_of("thinned")
    assert html_of("many_lanes").count('class="tl-lane"') == FEW
    assert "tl-due" in html_of("late_sleep")
    assert html_of("ctrl_c").count("tl-signal") == 1
    assert html_of("two_loops").count("tl-loop") == 2
    assert "tl-raised" in html_of("group_with_failure")
    assert "tl-cancel" in html_of("cancelled")
    assert len(html_of("odd_names")) < 20_000
