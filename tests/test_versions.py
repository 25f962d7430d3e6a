"""Outcomes by Python: merged, kept in versions.json, compared with a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.recordings import Outcome
from asyncbook.versions import Did, Table, differences, load, measured, save, spans, updated

from .helpers import recording_of

OK = Outcome("ok")
WARNS = Outcome("warns", "DeprecationWarning", "There is no current event loop")
RAISES = Outcome("raises", "RuntimeError", "no loop")


def table(**outcomes: Outcome) -> Table:
    """``_3_9=OK`` becomes what CPython 3.9.1 did."""
    minors = {name[1:].replace("_", "."): outcome for name, outcome in outcomes.items()}
    return {minor: Did(f"{minor}.1", outcome) for minor, outcome in minors.items()}


def test_equal_neighbours_are_one_span_oldest_first() -> None:
    found = spans(table(_3_12=WARNS, _3_9=OK, _3_10=OK, _3_11=OK, _3_13=RAISES))
    assert [(span.label, span.outcome) for span in found] == [("3.9–3.11", OK), ("3.12", WARNS), ("3.13", RAISES)]


def test_a_python_that_is_missing_between_two_keeps_them_apart() -> None:
    assert [span.label for span in spans(table(_3_9=OK, _3_11=OK))] == ["3.9", "3.11"]


def test_addresses_are_no_part_of_an_outcome() -> None:
    told = recording_of(outcome=Outcome("raises", "TypeError", "<X object at 0x7f00aa11bb22>"), python="3.14.2")
    assert measured(told) == Did("3.14.2", Outcome("raises", "TypeError", "<X object at 0x…>"))


def test_places_in_the_library_are_no_part_of_an_outcome() -> None:
    told = recording_of(outcome=Outcome("raises", "RuntimeError", "cb() at lib/python3.14/asyncio/tasks.py:183"), python="3.14.2")
    assert measured(told).outcome.text == "cb() at asyncio/tasks.py"


WORDS = st.text(max_size=30)
OUTCOMES = st.builds(Outcome, st.sampled_from(["ok", "warns", "raises", "interrupted", "timed-out"]), WORDS, WORDS)
TABLES = st.dictionaries(st.integers(6, 30).map(lambda n: f"3.{n}"), OUTCOMES, min_size=1).map(
    lambda found: {minor: Did(f"{minor}.0", outcome) for minor, outcome in found.items()}
)


@given(tables=st.dictionaries(st.text(min_size=1, max_size=12), TABLES, max_size=4))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, tables: dict[str, Table]) -> None:
    path = tmp_path_factory.mktemp("versions") / "versions.json"
    save(path, tables)
    assert load(path) == (tables, [])


@given(TABLES)
def test_spans_hold_every_python_once_and_in_order(found: Table) -> None:
    minors = [did.minor for span in spans(found) for did in span.did]
    assert minors == sorted(found, key=lambda minor: int(minor[2:]))


def test_without_a_file_nothing_is_committed(tmp_path: Path) -> None:
    assert load(tmp_path / "versions.json") == ({}, [])


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ('{\n  "a": {\n    "3.9": {"python": "3.9.1", "outcome": "ok"},\n  }\n}\n', 4, "column 3"),
        ("[]", 1, "the file is []"),
        ('{"a": {"3.9": 5}}', 1, "a on 3.9 is 5"),
        ('{"a": {"3.9": {"python": 3.9, "outcome": "ok"}}}', 1, "a on 3.9 has as python no text but 3.9"),
        ('{"a": {"3.9": {"python": "3.9.1"}}}', 1, "a without 'outcome'"),
        ('{"a": {"3.9": {"python": "3.9.1", "outcome": "ok", "when": "now"}}}', 1, "unknown key 'when'"),
        ('{"a": {"later": {"python": "3.9.1", "outcome": "ok"}}}', 1, "a has the version 'later'"),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, text: str, line: int, found: str) -> None:
    path = tmp_path / "versions.json"
    path.write_text(text)
    tables, [mistake] = load(path)
    assert tables == {}
    assert (mistake.line, mistake.path.endswith("versions.json")) == (line, True)
    assert found in mistake.found
    assert mistake.mend == f"undo it: git checkout -- {path}"


def test_what_is_the_same_keeps_its_patch_level_and_what_is_not_covered_goes() -> None:
    committed = table(_3_9=OK, _3_10=OK, _3_11=OK)
    found = [Did("3.10.99", OK), Did("3.11.99", RAISES), Did("3.12.99", WARNS)]
    now = updated(committed, found, ["3.10", "3.11"])
    assert [did.python for did in now.values()] == ["3.10.1", "3.11.99", "3.12.99"]


def test_differences_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "versions.json"
    committed = table(_3_9=OK, _3_10=OK)
    save(path, {"a": table(_3_10=RAISES), "b": committed})
    found = differences(path, "b", committed, committed | {"3.10": Did("3.10.7", RAISES), "3.11": Did("3.11.1", OK)})
    assert [(mistake.line, mistake.found, mistake.expected) for mistake in found] == [
        (7, "b on 3.10.7: raises: RuntimeError: no loop", "ok"),
        (1, "b on 3.11.1: ok", "no entry"),
    ]
    assert "asyncbook versions --update b" in found[0].mend
    assert json.loads(path.read_text())["b"]["3.10"] == {"python": "3.10.1", "outcome": "ok"}


def test_a_program_without_entries_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "versions.json"
    save(path, {"a": table(_3_10=OK)})
    found = differences(path, "b", {}, table(_3_11=OK, _3_10=OK))
    assert [(mistake.line, mistake.found, mistake.expected, mistake.mend) for mistake in found] == [
        (1, "no entry for b", "what it does on 3.10, 3.11", "run: asyncbook versions --update b"),
    ]
