"""What is wrong with a snippet, judged by its recording on the reference Python."""

from __future__ import annotations

from .compare import outcome_as_declared, output_difference
from .mistakes import Mistake, shown
from .recordings import Recording
from .snippets import Snippet, missing_output


def verdict(snippet: Snippet, recording: Recording) -> list[Mistake]:
    """Every mistake, each with file and line; none where the snippet does what it says."""
    found = misbehaviour(snippet, recording)
    if not snippet.header.holds(recording.python):
        return found
    if found or missing_output(snippet):
        return found + missing_output(snippet)
    if difference := output_difference(snippet, recording):
        mend = f"if it is right so: asyncbook update {snippet.asked}"
        place = shown(snippet.expected_path)
        found.append(Mistake(place, difference.line, f"printed {difference.found!r}", repr(difference.expected), mend))
    return found


def worth_keeping(snippet: Snippet, recording: Recording) -> bool:
    """Whether another run could tell no better: *snippet* does what it says, or does not say yet what it prints."""
    return bool(missing_output(snippet)) or not verdict(snippet, recording)


def misbehaviour(snippet: Snippet, recording: Recording) -> list[Mistake]:
    """What it should not have done, whatever it printed."""
    place = shown(snippet.path)
    again = f"see it with: asyncbook run {snippet.asked}"
    found = [Mistake(place, 1, f"the program {fault}", _instead(fault), again) for fault in recording.faults]
    if snippet.header.holds(recording.python) and (wrong := outcome_as_declared(snippet.header, recording.outcome)):
        found.append(Mistake(place, recording.error_line, f"the program {wrong[0]}", wrong[1], again))
    return found


def _instead(fault: str) -> str:
    return "less output" if fault.startswith("printed") else "one that cleans up after itself"
