"""Measure what the project promises. Figures are ratios taken in one run: machines differ, and are never idle."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from asyncbook.book import Book
from asyncbook.recordings import Recording
from asyncbook.runner import run

from . import overhead, serving, translated
from .project import ROOT, Project, make, stock

CORES = os.cpu_count() or 1
SECONDS = 1.5


@dataclass(frozen=True)
class Figure:
    """One measured *value*, its *unit*, the *goal*, and how it came about."""

    what: str
    value: float
    unit: str
    goal: str
    met: bool
    how: str


@contextmanager
def _project(**options: object) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="asyncbook-bench-") as folder:
        project = make(Path(folder), **options)  # type: ignore[arg-type]
        cache = Path(folder) / ".cache"
        cache.mkdir()
        if (known := ROOT / ".cache" / "pythons.json").exists():
            (cache / "pythons.json").write_bytes(known.read_bytes())
        yield project


def interpreter_start() -> float:
    """Median seconds of one run of a program that does nothing, one after the other."""
    with _project(snippets=1, seconds=0, pages=1) as project:
        book = Book(project.root)
        (snippet,) = book.library.snippets.values()
        assert book.reference
        taken = []
        for _ in range(15):
            begun = time.perf_counter()
            run(snippet, book.reference)
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)


def _round(typed: Project, project: Project) -> tuple[float, float, float]:
    """One static, one cold and one warm build, next to each other: a busy moment is shared by all."""
    static = typed.build()
    project.forget()
    return static, project.build(), project.build()


def builds(quick: bool) -> Iterator[Figure]:
    """Cold and warm builds against stock markdown-exec and against the same pages typed by hand."""
    start = interpreter_start()
    with _project(snippets=60, seconds=SECONDS, run=False) as typed, _project(snippets=60, seconds=SECONDS) as project:
        typed.build()
        rounds = [_round(typed, project) for _ in range(5)]
        static, cold, warm = (statistics.median(times) for times in zip(*rounds, strict=True))
        errors = list(_errors(project))
        if not quick:
            slow = stock(project)
            ratio = slow / cold
            yield Figure(
                "cold build against stock markdown-exec",
                ratio,
                "x faster",
                ">= 25",
                ratio >= 25,
                f"{slow:.1f} s / {cold:.2f} s",
            )
    floor = max(SECONDS, 60 * start / CORES) + static
    ratio = cold / floor
    how = f"{cold:.2f} s / (60 x {start:.3f} s / {CORES} + {static:.2f} s)"
    yield Figure("cold build against the floor", ratio, "x", "<= 1.25", ratio <= 1.25, how)
    yield Figure(
        "warm build against a static one", warm / static, "x", "<= 1.15", warm / static <= 1.15, f"{warm:.2f} s / {static:.2f} s"
    )
    yield from _error_figures(errors)


def _errors(project: Project) -> Iterator[float]:
    book = Book(project.root)
    for snippet in book.library.snippets.values():
        answer = book.ask(snippet).result()
        assert isinstance(answer, Recording)
        yield abs(answer.lines[0].time - SECONDS) * 1000


def _error_figures(errors: list[float]) -> Iterator[Figure]:
    median, worst = statistics.median(errors), statistics.quantiles(errors, n=20)[-1]
    yield Figure("error of recorded times, median", median, "ms", "<= 15", median <= 15, "60 at once")
    yield Figure("error of recorded times, 95th percentile", worst, "ms", "<= 40", worst <= 40, "60 at once")


def growth(quick: bool) -> Iterator[Figure]:
    """What one more snippet and one more language cost."""
    start = interpreter_start()
    sizes = (20, 60) if quick else (20, 60, 200, 1000)
    times = {}
    for size in sizes:
        with _project(snippets=size, seconds=0, pages=10, languages=("en",)) as project:
            times[size] = project.build()
            runs = project.recordings()
            yield Figure(f"runs, {size} snippets", runs, "runs", f"{size}", runs == size, f"{times[size]:.1f} s")
    first, last = sizes[0], sizes[-1]
    each = (times[last] - times[first]) / (last - first) / (start / CORES)
    yield Figure(
        "cost of one more snippet",
        each,
        "starts",
        "about 1",
        each <= 1.25,
        f"start {start:.3f} s on {CORES} cores, pages included",
    )
    for languages in (("en",), ("en", "zh"), ("en", "zh", "ja", "fr")):
        with _project(snippets=60, seconds=0, languages=languages) as project:
            project.build()
            runs = project.recordings()
            yield Figure(f"runs, 60 snippets, {len(languages)} languages", runs, "runs", "60", runs == 60, "")


def saves(quick: bool) -> Iterator[Figure]:
    """Save to served, with live reload."""
    for pages in (20, 80):
        with _project(snippets=20, seconds=0.5, pages=pages) as project:
            waited = serving.page_saved(project)
            yield Figure(
                f"page saved to served, {pages} pages", waited, "s", "<= 1.0", waited <= 1.0, "median of 7, two languages"
            )
            beyond = serving.snippet_saved(project, 0.5)
            yield Figure(
                f"snippet saved to served, {pages} pages", beyond, "s beyond its own", "<= 1.0", beyond <= 1.0, "median of 5"
            )


def recorder(quick: bool) -> Iterator[Figure]:
    """Whole runs with tasks and threads recorded against runs without."""
    for what, off, on, limit in overhead.measured(quick):
        yield Figure(f"recorder on, {what}", on / off, "x", f"<= {limit:g}", on / off <= limit, f"{on:.3f} s / {off:.3f} s")


def checks(quick: bool) -> Iterator[Figure]:
    """The check of 80 pages in two languages, as long as this book's, from the shell to the last line."""
    with tempfile.TemporaryDirectory(prefix="asyncbook-bench-") as folder:
        waited = translated.checked(Path(folder), pages=80, rounds=3 if quick else 7)
    yield Figure("translations check, 80 pages, 2 languages", waited, "s", "<= 1.5", waited <= 1.5, "median; start-up included")


def main(arguments: list[str]) -> int:
    """Run the benchmarks named in *arguments*, or all; ``--quick`` leaves out what takes minutes."""
    suites: dict[str, Callable[[bool], Iterator[Figure]]] = {
        "builds": builds,
        "growth": growth,
        "saves": saves,
        "overhead": recorder,
        "checks": checks,
    }
    names = [name for name in arguments if not name.startswith("-")] or list(suites)
    table = Table("what", "value", "goal", "", "how")
    figures = []
    with Console(stderr=True).status("measuring"):
        for name in names:
            for figure in suites[name]("--quick" in arguments):
                figures.append(figure)
                table.add_row(
                    figure.what, f"{figure.value:.2f} {figure.unit}", figure.goal, "met" if figure.met else "missed", figure.how
                )
    Console(width=120).print(table)
    target = ROOT / ".cache" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(figure) for figure in figures], indent=1))
    print(f"as JSON: {target.relative_to(ROOT)}")
    return 0


sys.exit(main(sys.argv[1:]))
