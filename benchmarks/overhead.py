"""What it costs a program that its tasks and threads are recorded: the same program, recorder on and off, by turns."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from asyncbook import pythons, snippets
from asyncbook.pythons import Python
from asyncbook.runner import run
from asyncbook.snippets import Snippet

from .project import ROOT

SLEEPERS = """
import asyncio

async def main():
    await asyncio.gather(*(asyncio.sleep(0.5) for _ in range(200)))

asyncio.run(main())
"""
SWITCHES = """
import asyncio

async def spin():
    for _ in range({each}):
        await asyncio.sleep(0)

async def main():
    await asyncio.gather(*(spin() for _ in range(10)))

asyncio.run(main())
"""


def measured(quick: bool) -> Iterator[tuple[str, float, float, float]]:
    """What was measured, seconds without and with the recorder, and by how much the latter may be longer: the time
    that the program itself sees, and that of the whole run, in which the recorder gets ready and its events are read."""
    python = pythons.reference(pythons.find(ROOT / ".cache" / "pythons.json"))
    assert python, "this benchmark needs a stable CPython 3.11 or newer"
    switches = SWITCHES.format(each=10_000 if quick else 100_000)
    many = "100,000 task switches" if quick else "one million task switches"
    for what, program, rounds, limit in (("200 sleepers", SLEEPERS, 9, 1.02), (many, switches, 5, 3.0)):
        with tempfile.TemporaryDirectory(prefix="asyncbook-bench-") as folder:
            path = Path(folder) / "program.py"
            path.write_text(program)
            snippet, _ = snippets.read(path)
            assert snippet
            own, whole = _off_and_on(snippet, python, rounds)
            yield f"{what}, seen by the program", *own, limit
            yield f"{what}, whole run", *whole, limit


def _off_and_on(snippet: Snippet, python: Python, rounds: int) -> list[tuple[float, float]]:
    """Median seconds, off and on, of the program and of a whole run; each round begins with the other one, so that
    neither has the warmer machine."""
    times: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    for number in range(rounds):
        for events in (False, True) if number % 2 else (True, False):
            begun = time.perf_counter()
            recording = run(snippet, python, events=events)
            assert recording.outcome.kind == "ok"
            times[events].append((recording.duration, time.perf_counter() - begun))
    return [(statistics.median(t[n] for t in times[False]), statistics.median(t[n] for t in times[True])) for n in (0, 1)]
