"""Everything stale runs at once; whoever needs a recording waits for that one only."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from . import environments, services
from .pythons import Python
from .recordings import Recording, Store, key
from .runner import CHILD, NotStarted, run, stop
from .snippets import Snippet

RUNNING = 64
"""Programs that run at the same time. They mostly sleep; starting them is what the runner limits."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """Why there is no recording: ``python`` (none is new enough), ``needs`` (a server or package is missing)."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    key: str
    snippet: Snippet
    python: Python
    flags: tuple[str, ...]
    events: bool


class RunError(Exception):
    """The system did not let a program be run, such as where there is no room for temporary files."""


class Pool:
    """Recordings of snippets on one machine, from the store or from a run.

    *warn* is told what a person should know, such as a full disk. What a busy machine may have disturbed, and what is
    not as it should be (*accepts* says so), is run once more, alone.
    """

    def __init__(
        self,
        store: Store,
        environments_folder: Path,
        warn: Callable[[str], None] = print,
        accepts: Callable[[Snippet, Recording], bool] = lambda snippet, recording: True,
    ) -> None:
        self._store, self._environments, self._warn, self._accepts = store, environments_folder, warn, accepts
        self._futures: dict[str, Future[Recording | NotRun]] = {}
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(RUNNING, thread_name_prefix="snippet")
        self._alone = _Alone()
        self.running: dict[str, float] = {}
        self.ran = 0

    def submit(
        self, snippet: Snippet, python: Python | None, *, flags: tuple[str, ...] = (), events: bool = False
    ) -> Future[Recording | NotRun]:
        """The recording of *snippet* on *python*, now or soon; with *events*, if that Python can tell of them."""
        if python is None or not snippet.header.admits(python.version):
            have = f"{python.implementation} {python.version}" if python else "none"
            return _done(NotRun("python", f"{snippet.header.requires_python}, the newest here is {have}"))
        if absent := services.missing(snippet.header.needs):
            return _done(NotRun("needs", absent))
        wanted = _Wanted(_key(snippet, python, flags, events), snippet, python, flags, events)
        with self._lock:
            if wanted.key not in self._futures:
                kept = self._store.load(wanted.key)
                self._futures[wanted.key] = _done(kept) if kept else self._start(wanted)
            return self._futures[wanted.key]

    def kept(self, snippet: Snippet, python: Python) -> Recording | None:
        """The recording of *snippet* on *python*, without events, if there is one already."""
        name = _key(snippet, python, (), events=False)
        with self._lock:
            future = self._futures.get(name)
            answer = future.result() if future and future.done() else None if future else self._store.load(name)
            if future is None and answer:
                self._futures[name] = _done(answer)
        return answer if isinstance(answer, Recording) else None

    def _start(self, wanted: _Wanted) -> Future[Recording | NotRun]:
        self.ran += 1
        return self._threads.submit(self._record, wanted)

    def _record(self, wanted: _Wanted) -> Recording | NotRun:
        snippet, python = wanted.snippet, wanted.python
        try:
            ready = environments.python_with(snippet.header.dependencies, python, self._environments)
            recording = self._run(wanted, ready, alone=snippet.header.alone and wanted.events)
            if self._alone.busy and not self._accepts(snippet, recording):
                recording = self._run(wanted, ready, alone=True)
        except (environments.InstallError, services.ServiceError) as error:
            return NotRun("needs", str(error))
        except NotStarted as error:
            return NotRun("python", f"{snippet.header.requires_python}; {error}")
        except FileNotFoundError as error:  # an interpreter that was there a moment ago
            return NotRun("python", f"{snippet.header.requires_python}; {error}")
        except OSError as error:
            raise RunError(f"{snippet.name} could not be run: {error}") from error
        self._keep(wanted.key, recording)
        return recording

    def _run(self, wanted: _Wanted, python: Python, *, alone: bool) -> Recording:
        name = label(wanted.snippet, wanted.python)
        with self._alone.turn(alone):
            try:
                started = partial(self._runs, name)
                return run(wanted.snippet, python, flags=wanted.flags, on_start=started, events=wanted.events)
            finally:
                self.running.pop(name, None)

    def _runs(self, name: str) -> None:
        self.running[name] = time.monotonic()

    def _keep(self, name: str, recording: Recording) -> None:
        try:
            self._store.save(name, recording)
        except OSError as error:
            told = f"the recording of {recording.snippet} could not be kept in {self._store.folder}: {error.strerror}"
            self._warn(f"{told}; free some room there or make it writable")

    def forget(self, keep: Iterable[Snippet], python: Python | None) -> None:
        """Let go of answers in memory that belong to older texts of snippets."""
        names = {_key(snippet, python, (), events=True) for snippet in keep} if python else set()
        with self._lock:
            self._futures = {name: future for name, future in self._futures.items() if name in names or not future.done()}

    def used(self) -> set[str]:
        """The keys of every answer given so far."""
        return set(self._futures)

    def close(self) -> None:
        """Start nothing more; what runs is waited for."""
        self._threads.shutdown(cancel_futures=True)

    def stop(self) -> None:
        """Give up everything that runs or waits."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        stop()


def label(snippet: Snippet, python: Python) -> str:
    """What a run is called while it runs."""
    return f"{snippet.name} on {python.minor}"


def _key(snippet: Snippet, python: Python, flags: tuple[str, ...], events: bool) -> str:
    return key(snippet, python, flags=(*flags, "events") if events else flags, salt=_engine())


def _done(answer: Recording | NotRun) -> Future[Recording | NotRun]:
    future: Future[Recording | NotRun] = Future()
    future.set_result(answer)
    return future


@cache
def _engine() -> str:
    """Recordings made by another version of the recorder are not this one's."""
    files = [*sorted(CHILD.glob("*.py")), *(CHILD.with_name(f"{name}.py") for name in ("runner", "capture", "events", "reports"))]
    return "".join(file.read_text(encoding="utf-8") for file in files)


class _Alone:
    """Many at a time, or one that is alone on the machine."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._together = 0
        self._alone = False

    @property
    def busy(self) -> bool:
        """Whether the machine has much else to do, for us or for others."""
        return self._together > 0 or os.getloadavg()[0] > (os.cpu_count() or 1)

    @contextmanager
    def turn(self, alone: bool) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._alone and not (alone and self._together))
            self._alone, self._together = alone, self._together + (not alone)
        try:
            yield
        finally:
            with self._changed:
                self._alone, self._together = self._alone and not alone, self._together - (not alone)
                self._changed.notify_all()
