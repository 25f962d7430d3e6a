"""Progress of recording: how many, which are running, how much time is left."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .book import Book
from .recordings import Recording, write_atomically
from .snippets import Snippet

GUESS = 2.0
"""Seconds that a program is thought to take which has never been recorded."""


def record_all(book: Book, snippets: list[Snippet], console: Console | None = None) -> None:
    """Record every one of *snippets* that is stale; returns when the last is done."""
    console = console or Console(stderr=True)
    before = book.pool.ran
    futures = {snippet.name: book.ask(snippet) for snippet in snippets}
    stale = {name: future for name, future in futures.items() if not future.done()}
    if not stale:
        return
    guesses = _Guesses(book.cache / "durations.json")
    console.print(f"Recording {book.pool.ran - before} of {len(snippets)} programs", highlight=False)
    try:
        if console.is_terminal:
            _with_bar(book, stale, guesses, console)
        else:
            wait(stale.values())
    except BaseException:
        book.pool.stop()  # Ctrl+C: a program that sleeps for long must not hold up the end
        raise
    guesses.keep({name: future.result() for name, future in futures.items()})


def _with_bar(book: Book, stale: dict[str, Future[Any]], guesses: _Guesses, console: Console) -> None:
    columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("{task.fields[left]}"), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(stale), left="")
        waiting = set(stale.values())
        while waiting:
            _, waiting = wait(waiting, timeout=0.1)
            running = dict(book.pool.running)
            left = f"about {guesses.left(stale, running):.0f} s left"
            progress.update(task, completed=len(stale) - len(waiting), left=left, description=_names(running))


def _names(running: dict[str, float]) -> str:
    names = list(running)
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


class _Guesses:
    """How long each program took the last time it was recorded, whatever its text was then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.seconds: dict[str, float] = dict(json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            self.seconds = {}

    def left(self, stale: dict[str, Future[Any]], running: dict[str, float]) -> float:
        """Seconds until the last is done: what runs ends by itself, what waits has to start first."""
        now = time.monotonic()
        rest = [max(0.0, self.seconds.get(name, GUESS) - (now - since)) for name, since in running.items()]
        queued = [name for name, future in stale.items() if not future.done() and name not in running]
        starts = len(queued) * 0.15 / (os.cpu_count() or 1)
        return max([*rest, *(starts + self.seconds.get(name, GUESS) for name in queued)], default=0.0)

    def keep(self, answers: dict[str, Any]) -> None:
        self.seconds |= {name: answer.duration for name, answer in answers.items() if isinstance(answer, Recording)}
        with suppress(OSError):  # only a worse guess the next time
            write_atomically(self.path, json.dumps(self.seconds))
