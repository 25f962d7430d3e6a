"""Progress of recording: how many, which are running, how much time is left."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .book import Book, log
from .pool import RUNNING, label
from .recordings import Recording, write_atomically
from .runner import stop
from .snippets import Snippet

GUESS = 2.0
"""Seconds that a program is thought to take which has never been recorded."""
START = 0.15
"""Seconds that starting a program is thought to take."""


def record_all(book: Book, snippets: list[Snippet]) -> None:
    """Record every one of *snippets* that is stale; returns when the last is done."""
    with recording(book, snippets):
        pass


@contextmanager
def recording(book: Book, snippets: list[Snippet]) -> Iterator[None]:
    """Record every one of *snippets* that is stale while the block runs; at its end the last is done.

    The block begins when those that must be alone on the machine are done, and the others were started:
    a program takes the processor when it starts, and sleeps then.
    """
    before = book.pool.ran
    together = [snippet for snippet in snippets if not snippet.header.alone]
    alone = [snippet for snippet in snippets if snippet.header.alone]
    futures: dict[str, Future[Any]] = {}
    guesses = _Guesses(book.cache / "durations.json")
    try:
        with _interruptible(), _shown(book, futures, guesses):
            futures |= {_name(book, snippet): book.ask(snippet) for snippet in alone}
            wait(futures.values())
            first = {_name(book, snippet): book.ask(snippet) for snippet in together}
            futures |= first
            if ran := book.pool.ran - before:
                log.info(f"Recording {ran} of {len(snippets)} programs")
            if book.run_all:
                futures |= _others(book, snippets)
            _wait_for_starts(book, first)
            yield
            wait(futures.values())
    except BaseException:
        book.pool.stop()  # Ctrl+C: a program that sleeps for long must not hold up the end
        raise
    guesses.keep({name: future.result() for name, future in futures.items()})


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl+C ends the programs, and then the block, also where Python drops the exception: in a destructor or a callback."""
    if (
        signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    pressed = threading.Event()

    def interrupted(number: int, frame: object) -> None:
        pressed.set()
        stop()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    except Exception:
        if pressed.is_set():  # what was waited for has been stopped
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed.is_set():
        raise KeyboardInterrupt


def _name(book: Book, snippet: Snippet) -> str:
    return label(snippet, book.reference) if book.reference else snippet.name


def _others(book: Book, snippets: list[Snippet]) -> dict[str, Future[Any]]:
    """The runs on every other Python, for the versions tables."""
    before = book.pool.ran
    pairs = [(snippet, python) for snippet in snippets for python in book.others(snippet)]
    futures = {label(snippet, python): book.pool.submit(snippet, python) for snippet, python in pairs}
    if ran := book.pool.ran - before:
        log.info(f"Recording {ran} of {len(pairs)} runs on other Pythons")
    return futures


def _wait_for_starts(book: Book, futures: dict[str, Future[Any]]) -> None:
    latest = time.monotonic() + START * len(futures)
    while time.monotonic() < latest and len(running := set(book.pool.running)) < RUNNING:
        if all(name in running or future.done() for name, future in futures.items()):
            return
        time.sleep(0.01)


@contextmanager
def _shown(book: Book, futures: dict[str, Future[Any]], guesses: _Guesses) -> Iterator[None]:
    """Show a bar on a terminal, below what MkDocs tells."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("{task.fields[left]}"), TextColumn("{task.description}"))
    over = threading.Event()
    with Progress(*columns, console=console, transient=True) as progress, _logging_to(sys.stderr):
        bar = threading.Thread(target=_draw, args=(progress, book, futures, guesses, over), daemon=True)
        bar.start()
        try:
            yield
        finally:
            over.set()
            bar.join()


def _draw(progress: Progress, book: Book, futures: dict[str, Future[Any]], guesses: _Guesses, over: threading.Event) -> None:
    task = progress.add_task("", total=0, visible=False)
    while not over.wait(0.1):
        stale = dict(futures)
        left, running = [name for name, future in stale.items() if not future.done()], dict(book.pool.running)
        progress.update(
            task, total=len(stale), completed=len(stale) - len(left), visible=bool(left), description=_names(running),
            left=f"about {guesses.left(left, running):.0f} s left",
        )  # fmt: skip


@contextmanager
def _logging_to(stream: TextIO) -> Iterator[None]:
    """Have MkDocs log to *stream*, which knows of the bar."""
    handlers = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, logging.StreamHandler)]
    before = [handler.setStream(stream) for handler in handlers]
    try:
        yield
    finally:
        for handler, old in zip(handlers, before, strict=True):
            handler.setStream(old)


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

    def left(self, names: list[str], running: dict[str, float]) -> float:
        """Seconds until the last of *names* is done: what runs ends by itself, what waits has to start first."""
        now = time.monotonic()
        rest = [max(0.0, self.seconds.get(name, GUESS) - (now - since)) for name, since in running.items()]
        queued = [name for name in names if name not in running]
        starts = len(queued) * START / (os.cpu_count() or 1)
        return max([*rest, *(starts + self.seconds.get(name, GUESS) for name in queued)], default=0.0)

    def keep(self, answers: dict[str, Any]) -> None:
        self.seconds |= {name: answer.duration for name, answer in answers.items() if isinstance(answer, Recording)}
        with suppress(OSError):  # only a worse guess the next time
            write_atomically(self.path, json.dumps(self.seconds))
