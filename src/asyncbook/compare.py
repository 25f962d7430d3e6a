"""Compare what a snippet printed with what it must print, in the mode that its header names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .header import Header, lines_of
from .recordings import Outcome, Recording
from .snippets import Snippet

TOLERANCE = 0.25
"""Seconds by which a time may differ in mode ``times``, plus a tenth of the time itself."""

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
_SECONDS = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
_TRACEBACK = re.compile(r"^(?P<edge>[ |+]*)(Exception Group )?Traceback \(most recent call last\):$")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where output is not as expected; *line* counts from 1 in the ``.out`` file."""

    line: int
    found: str
    expected: str


def normal(text: str) -> str:
    """*text* without what differs from run to run or between Pythons: addresses, stack frames."""
    kept: list[str] = []
    frame = ""
    for line in map(str.rstrip, lines_of(text)):
        if found := _TRACEBACK.match(line):
            frame = found["edge"].replace("+", "|") + "  "
            kept.append(line)
        elif frame and line.startswith(frame):
            if kept[-1] != f"{frame}...":
                kept.append(f"{frame}...")
        else:
            frame = ""
            kept.append(_ADDRESS.sub("0x...", line))
    return "".join(line + "\n" for line in kept)


def compare(expected: str, found: str, mode: str) -> Difference | None:
    """The first difference between *found* and *expected*, or None where they agree in *mode*.

    ``exact``: line by line; ``unordered``: the same lines in any order; ``starts``: *found* begins
    with *expected*; ``times``: decimal numbers may differ by the tolerance; ``none``: always agrees.
    """
    if mode == "none":
        return None
    want, have = lines_of(normal(expected)), lines_of(normal(found))
    if mode == "unordered":
        return _unordered(want, have)
    if mode == "starts":
        have = have[: len(want)]
        if want and have and len(have) == len(want):
            have[-1] = have[-1][: len(want[-1])]
    same = _same_but_for_times if mode == "times" else str.__eq__
    for number in range(max(len(want), len(have))):
        wanted = want[number] if number < len(want) else "the end of the output"
        got = have[number] if number < len(have) else "the end of the output"
        if number >= min(len(want), len(have)) or not same(wanted, got):
            return Difference(number + 1, got, wanted)
    return None


def _unordered(want: list[str], have: list[str]) -> Difference | None:
    left = list(have)
    for number, line in enumerate(want, 1):
        if line not in left:
            return Difference(number, "no such line", line)
        left.remove(line)
    return Difference(len(want) + 1, left[0], "no further line") if left else None


def _same_but_for_times(wanted: str, got: str) -> bool:
    if _SECONDS.sub("#", wanted) != _SECONDS.sub("#", got):
        return False
    pairs = zip(_SECONDS.findall(wanted), _SECONDS.findall(got), strict=True)
    return all(abs(float(a) - float(b)) <= TOLERANCE + float(a) / 10 for a, b in pairs)


def outcome_as_declared(header: Header, outcome: Outcome) -> tuple[str, str] | None:
    """What was found and what the header expects, where the two differ."""
    wanted = _declared(header)
    if wanted.kind == outcome.kind and _class(wanted) in ("", _class(outcome)):
        return None
    expected = {
        "raises": f"it to end with {wanted.name}",
        "interrupted": "it to end with KeyboardInterrupt",
        "warns": f"a {wanted.name} and a clean end",
        "timed-out": f"it to be still running after {header.timeout:g} s (hangs = true)",
        "ok": "a clean end (or raises, warns or hangs in the header)",
    }
    return _told(outcome), expected[wanted.kind]


def _declared(header: Header) -> Outcome:
    if header.hangs:
        return Outcome("timed-out")
    if header.raises == "KeyboardInterrupt":
        return Outcome("interrupted")
    if header.raises:
        return Outcome("raises", header.raises)
    return Outcome("warns", header.warns) if header.warns else Outcome("ok")


def _class(outcome: Outcome) -> str:
    return outcome.name.rpartition(".")[2]


def _told(outcome: Outcome) -> str:
    if outcome.kind == "timed-out":
        return "never ended"
    if outcome.kind == "ok":
        return "ended without an error"
    return f"{outcome.kind} {outcome}" if outcome.kind != "interrupted" else "ended with KeyboardInterrupt"


def expected_text(snippet: Snippet) -> str:
    """What is in the snippet's ``.out`` file; empty where there is none."""
    try:
        return snippet.expected_path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def output_difference(snippet: Snippet, recording: Recording) -> Difference | None:
    """Where the recording's output is not what the ``.out`` file says."""
    return compare(expected_text(snippet), recording.text, snippet.header.expect)
