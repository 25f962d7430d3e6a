"""Run one snippet in a child process of its own and record what it does."""

from __future__ import annotations

import os
import platform
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from . import processes
from .capture import CAP, Capture
from .events import Events
from .pythons import Python
from .recordings import Line, Outcome, Recording, outcome_of
from .reports import parse
from .services import running
from .snippets import Snippet

CHILD = Path(__file__).with_name("child")
START = 15.0
"""Seconds that an interpreter may take before its first statement."""
GRACE = 0.5
"""Seconds that output may go on after the program has ended, before its children are killed."""

# Where it is at hand, the kernel ends a program whose recorder was killed.
_TIED = [setpriv, "--pdeathsig", "KILL", "--"] if (setpriv := shutil.which("setpriv")) else []

# Sleeping programs cost nothing but their start: many may run, few may start at once.
_STARTING = threading.BoundedSemaphore(os.cpu_count() or 1)
_groups: set[int] = set()
_stopped = threading.Event()


class NotStarted(Exception):
    """The interpreter ended, or did nothing, before the program's first statement: this says nothing of the program."""


class Stopped(Exception):
    """The run was given up before it ended; there is nothing to keep of it."""


def stop() -> None:
    """End every program that runs, now, and start none any more."""
    _stopped.set()
    for group in list(_groups):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def run(
    snippet: Snippet,
    python: Python,
    *,
    flags: tuple[str, ...] = (),
    on_start: Callable[[], None] | None = None,
    on_line: Callable[[Line], None] | None = None,
    events: bool = False,
) -> Recording:
    """Run *snippet* on *python* as ``python [flags] file.py`` in an empty folder.

    *on_start* is called before the first statement, *on_line* with each line as it arrives. With *events*
    the recording also has what tasks and threads did, on CPython 3.11 and newer. Raises
    services.ServiceError where a server that it needs does not start, OSError or NotStarted where the interpreter does not.
    """
    with _folder(snippet) as work, running(snippet.header.needs) as places:
        told = {"ASYNCBOOK_EVENTS": "1"} if events and _has_events(python) else {}
        return _Run(snippet, python, work, places | told, flags, on_line).record(on_start or (lambda: None))


def _has_events(python: Python) -> bool:
    return python.implementation == "CPython" and python.order.release >= (3, 11)


@contextmanager
def _folder(snippet: Snippet) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="asyncbook-", ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve() / "work"
        work.mkdir()
        (work.parent / "home").mkdir()
        (work / snippet.path.name).write_text(snippet.program, encoding="utf-8")
        for helper in snippet.helpers:
            shutil.copy(helper, work)
        yield work


class _Run:
    def __init__(
        self,
        snippet: Snippet,
        python: Python,
        work: Path,
        places: dict[str, str],
        flags: tuple[str, ...],
        on_line: Callable[[Line], None] | None,
    ) -> None:
        if not os.access(python.executable, os.X_OK):
            raise FileNotFoundError(f"{python.executable} is not there to be run")
        self.snippet, self.python, self.work = snippet, python, work
        self.command = [*_TIED, python.executable, *flags, snippet.path.name]
        self.environment = _environment(work) | places
        self.timed_out = False
        self.sent: list[tuple[float, str]] = []
        self.before = _listing(work)
        self.capture = Capture(self._clean, on_line)

    def record(self, on_start: Callable[[], None]) -> Recording:
        started = datetime.now(UTC)
        try:
            with _STARTING:
                self._start()
            on_start()
            duration = self._watch()
            left = self._left()
        finally:
            self._end()
        if _stopped.is_set():
            raise Stopped
        if not self.capture.ready:
            last = next((line.text for line in reversed(self.lines)), f"exit status {self.process.returncode}")
            raise NotStarted(f"{self.python.executable} did not start: {last}")
        return self._recording(started, duration, left)

    def _start(self) -> None:
        if _stopped.is_set():
            raise Stopped
        out, err = self.capture.writers
        report = self.capture.report_end
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.work,
                env=self.environment | {"ASYNCBOOK_REPORT": str(report)},
                stdin=subprocess.DEVNULL,
                stdout=out.fileno(),
                stderr=err.fileno(),
                pass_fds=[report],
                start_new_session=True,
            )
        finally:
            self.capture.let_go()
        _groups.add(self.process.pid)
        if _stopped.is_set():  # meanwhile: stop() did not know of this process yet
            self._kill(signal.SIGKILL)
        self.capture.wait_until_ready(START)

    def _watch(self) -> float:
        """Read until the program is over; how many seconds that took from its first statement."""
        header, begun = self.snippet.header, self.capture.begun
        plan = [(begun + moment, signal.SIGINT) for moment in header.interrupt]
        plan += [(begun + moment, signal.SIGTERM) for moment in header.terminate]
        plan = sorted(plan)
        deadline = begun + header.timeout
        while self.process.poll() is None:
            now = time.monotonic()
            if plan and now >= plan[0][0]:
                planned, sent = plan.pop(0)
                self.sent.append((now - begun, sent.name))
                self._kill(sent)
                # Two that come at once are one for the program: what comes late moves the rest as well.
                plan = [(moment + now - planned, number) for moment, number in plan]
            if now >= deadline:
                self.timed_out = True
                break
            soon = now + (0.002 if self.capture.over else 0.1)
            until = min([deadline, soon, *(moment for moment, _ in plan[:1])])
            if not self.capture.read(max(0.0, until - now)) and self.capture.over:
                time.sleep(0.001)
        return time.monotonic() - begun

    def _left(self) -> bool:
        """Whether a process of the program outlives it. Helpers of the standard library, such as a
        fork server, end a moment after it; their output belongs to it."""
        until = time.monotonic() + (0.0 if self.timed_out else GRACE)
        while left := processes.belonging(self.environment["HOME"], self.process.pid):
            if time.monotonic() >= until:
                break
            self.capture.read(0.01)
        return bool(left)

    def _end(self) -> None:
        if hasattr(self, "process"):
            self._kill(signal.SIGKILL)
            for process in processes.belonging(self.environment["HOME"], self.process.pid):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)
            self.process.wait()
            _groups.discard(self.process.pid)
        self.lines = self.capture.finish()
        self.capture.close()

    def _kill(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def _recording(self, started: datetime, duration: float, left: bool) -> Recording:
        words = self.capture.last_words
        raised = Outcome("raises", words.raised, self._clean(words.text)) if words and words.raised else None
        outcome = outcome_of(self.process.returncode, self.lines, timed_out=self.timed_out, raised=raised)
        return Recording(
            snippet=self.snippet.name,
            sha256=self.snippet.sha256,
            python=self.python.version,
            implementation=self.python.implementation,
            platform=f"{platform.system()} {platform.machine()}",
            started=started.isoformat(timespec="seconds"),
            duration=round(max(0.0, duration), 4),
            status=self.process.returncode,
            outcome=outcome,
            lines=tuple(self.lines),
            faults=tuple(self._faults(outcome, left)),
            error_line=self._error_line(self.lines),
            events=self._events(duration) if "ASYNCBOOK_EVENTS" in self.environment else None,
        )

    def _events(self, duration: float) -> Events:
        return parse(self.capture.events, self.capture.begun, duration, self.capture.moments(self.process.pid), self.sent)

    def _faults(self, outcome: Outcome, left: bool) -> Iterator[str]:
        if self.capture.capped:
            yield f"printed more than {CAP // 1024} KiB"
        if self.timed_out:
            return
        if left:
            yield "left a process running"
        words = self.capture.last_words
        if words is None and outcome.kind == "ok":
            yield "ended without Python's own clean-up (os._exit?)"
        elif words and words.closed:
            yield f"closed its {words.closed} before it ended"
        if (there := _listing(self.work)) is None:
            yield "deleted its working directory"
        elif self.before is not None and (added := sorted(there - self.before)):
            yield f"left {', '.join(added)} in its working directory"

    def _error_line(self, lines: list[Line]) -> int:
        frame = re.compile(rf'File "{re.escape(self.snippet.path.name)}", line (\d+)')
        found = [match[1] for line in lines if line.stream == "err" and (match := frame.search(line.text))]
        return self.snippet.file_line(int(found[-1])) if found else 1

    def _clean(self, text: str) -> str:
        """Take the names of this machine's folders out of what the program printed."""
        text = text.replace(f"{self.work}/", "").replace(str(self.work), ".")
        text = text.replace(self.environment["HOME"], "~")
        text = text.replace(self.python.stdlib, f"lib/python{self.python.minor}")
        return re.sub(r"(?<=\")[^\"]*/site-packages/", "site-packages/", text)


def _environment(work: Path) -> dict[str, str]:
    """The same on every machine, but for where programs are found."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(work.parent / "home"),
        "PYTHONPATH": str(CHILD),
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONHASHSEED": "0",
        "PYTHON_COLORS": "0",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
    }


def _listing(work: Path) -> set[str] | None:
    try:
        return {path.name for path in work.iterdir() if path.name != "__pycache__"}
    except OSError:
        return None
