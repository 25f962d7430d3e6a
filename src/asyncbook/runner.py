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

from .capture import CAP, Capture
from .pythons import Python
from .recordings import Line, Outcome, Recording, outcome_of
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


class Stopped(Exception):
    """The run was given up before it ended; there is nothing to keep of it."""


def stop() -> None:
    """End every program that runs, now, and start none any more."""
    _stopped.set()
    for group in list(_groups):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def run(
    snippet: Snippet, python: Python, *, flags: tuple[str, ...] = (), on_line: Callable[[Line], None] | None = None
) -> Recording:
    """Run *snippet* on *python* as ``python [flags] file.py`` in an empty folder.

    *on_line* is called with each line as it arrives. Raises services.ServiceError where a server
    that it needs does not start, OSError where the interpreter does not.
    """
    with running(snippet.header.needs) as places, _folder(snippet) as work:
        return _Run(snippet, python, work, places, flags, on_line).record()


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
        self.snippet, self.python, self.work = snippet, python, work
        self.command = [*_TIED, python.executable, *flags, snippet.path.name]
        self.environment = _environment(work) | places
        self.on_line = on_line
        self.timed_out = False
        self.faults: list[str] = []
        self.before = _listing(work)

    def record(self) -> Recording:
        started = datetime.now(UTC)
        with _STARTING:
            if _stopped.is_set():
                raise Stopped
            self._start()
        _groups.add(self.process.pid)
        try:
            duration = self._watch()
        finally:
            self._end()
            _groups.discard(self.process.pid)
        if _stopped.is_set():
            raise Stopped
        return self._recording(started, duration)

    def _start(self) -> None:
        (out, out_end), (err, err_end), (report, report_end) = os.pipe(), os.pipe(), os.pipe()
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.work,
                env=self.environment | {"ASYNCBOOK_REPORT": str(report_end)},
                stdin=subprocess.DEVNULL,
                stdout=out_end,
                stderr=err_end,
                pass_fds=[report_end],
                start_new_session=True,
            )
        except BaseException:
            for end in (out, err, report):
                os.close(end)
            raise
        finally:
            for end in (out_end, err_end, report_end):
                os.close(end)
        self.capture = Capture(out, err, report, self._clean, self.on_line)
        self.capture.wait_until_ready(START)

    def _watch(self) -> float:
        """Read until the program is over; how many seconds that took from its first statement."""
        header, begun = self.snippet.header, self.capture.begun
        plan = [(begun + moment, signal.SIGINT) for moment in header.interrupt]
        plan += [(begun + moment, signal.SIGTERM) for moment in header.terminate]
        plan = sorted(plan)
        deadline = begun + header.timeout
        ended = 0.0
        while self.capture.open:
            now = time.monotonic()
            if plan and now >= plan[0][0]:
                self._kill(plan.pop(0)[1])
            if now >= deadline and not ended:
                self.timed_out = True
                self._kill(signal.SIGKILL)
                ended = now
            if not ended and self.process.poll() is not None:
                ended = now
            if ended and now > ended + GRACE:
                self._abandon()
                break
            until = min([deadline if not ended else ended + GRACE, now + 0.1, *(moment for moment, _ in plan[:1])])
            self.capture.read(max(0.0, until - now))
        self._wait(deadline)
        return (ended or self.capture.closed or time.monotonic()) - begun

    def _wait(self, deadline: float) -> None:
        # A program may close both its streams and go on.
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.timed_out = True
            self._kill(signal.SIGKILL)
            self.process.wait()

    def _abandon(self) -> None:
        if not self.timed_out:
            self.faults.append("left a process running")
        self._kill(signal.SIGKILL)
        until = time.monotonic() + GRACE
        while self.capture.open and time.monotonic() < until:
            self.capture.read(0.05)

    def _end(self) -> None:
        if self.process.poll() is None:
            self._kill(signal.SIGKILL)
            self.process.wait()
        # Helpers of the standard library, such as a fork server, end a moment after the program.
        until = time.monotonic() + (0.0 if self.timed_out or self.faults else GRACE)
        while (left := self._kill(0) and _alive(self.process.pid)) and time.monotonic() < until:
            time.sleep(0.01)
        self._kill(signal.SIGKILL)
        if left and not self.timed_out and not self.faults:
            self.faults.append("left a process running")
        self.capture.close()

    def _kill(self, number: int) -> bool:
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def _recording(self, started: datetime, duration: float) -> Recording:
        lines = self.capture.lines()
        status = self.process.returncode
        outcome = outcome_of(status, lines, timed_out=self.timed_out)
        return Recording(
            snippet=self.snippet.name,
            sha256=self.snippet.sha256,
            python=self.python.version,
            implementation=self.python.implementation,
            platform=f"{platform.system()} {platform.machine()}",
            started=started.isoformat(timespec="seconds"),
            duration=round(max(0.0, duration), 4),
            status=status,
            outcome=outcome,
            lines=tuple(lines),
            faults=tuple(self._faults(outcome)),
            error_line=self._error_line(lines),
        )

    def _faults(self, outcome: Outcome) -> Iterator[str]:
        yield from self.faults
        if self.capture.total > CAP:
            yield f"printed more than {CAP // 1024} KiB"
        if self.timed_out:
            return
        if self.capture.shut and outcome.kind == "ok":
            yield f"closed its {self.capture.shut} before it ended"
        if outcome.kind == "ok" and not self.capture.ended:
            yield "ended without Python's own clean-up (os._exit?)"
        if (left := _listing(self.work)) is None:
            yield "deleted its working directory"
        elif self.before is not None and (added := sorted(left - self.before)):
            yield f"left {', '.join(added)} in its working directory"

    def _error_line(self, lines: list[Line]) -> int:
        frame = re.compile(rf'File "{re.escape(self.snippet.path.name)}", line (\d+)')
        found = [match[1] for line in lines if line.stream == "err" and (match := frame.search(line.text))]
        return self.snippet.file_line(int(found[-1])) if found else 1

    def _clean(self, text: str) -> str:
        """Take the names of this machine's folders out of what the program printed."""
        text = text.replace(f"{self.work}/", "").replace(str(self.work), ".")
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


def _alive(group: int) -> bool:
    """Whether a process of *group* still runs. One that has ended but was not collected does not."""
    proc = Path("/proc")
    if not (proc / "self" / "stat").exists():
        return True
    for stat in proc.glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(its_group) == group and state not in "ZX":
            return True
    return False


def _listing(work: Path) -> set[str] | None:
    try:
        return {path.name for path in work.iterdir() if path.name != "__pycache__"}
    except OSError:
        return None
