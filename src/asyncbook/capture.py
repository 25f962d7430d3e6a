"""Take what a child prints, line by line, with the time of each."""

from __future__ import annotations

import fcntl
import os
import selectors
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from .recordings import Line

CAP = 256 * 1024
"""Bytes of output that a recording keeps."""
CUT = f"[cut here: more than {CAP // 1024} KiB of output]"
LARGEST = 1 << 20
"""Bytes that one write may have, where the system allows it; a larger one fails in the program."""
AT_ONCE = 500
"""Writes that are read before signals and time limits are looked at again."""

_STAMP = getattr(socket, "SO_TIMESTAMPNS", 35)  # Linux; the module names it from 3.13 on
_SET_SIZE = getattr(fcntl, "F_SETPIPE_SZ", 1031)  # Linux
_WITH_SENDER = getattr(socket, "SO_PASSCRED", 16)  # Linux
_SENDER = getattr(socket, "SCM_CREDENTIALS", 2)  # Linux
_NAMES = ("out", "err")


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the child told of its end: the class and text of an uncaught exception, a stream closed early."""

    raised: str
    text: str
    closed: str


class Capture:
    """The ends of one run that the parent holds.

    Stdout and stderr of the child are datagram sockets: the kernel notes when each write was made,
    so neither the times of lines nor their order across the two streams depend on when we get to
    read. The child's own objects are those that Python makes; nothing of ours stands between
    ``print`` and the kernel. (What a pipe can and a socket cannot: be opened again by the name
    ``/dev/stdout``, and take more than LARGEST bytes in one write.)

    *report* is a pipe on which the child says that its program begins, and how it ended.
    """

    def __init__(self, clean: Callable[[str], str], on_line: Callable[[Line], None] | None = None) -> None:
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in _NAMES]
        self._readers = {reader.fileno(): (reader, name) for (reader, _), name in zip(pairs, _NAMES, strict=True)}
        self.writers = tuple(writer for _, writer in pairs)
        for reader, writer in pairs:
            writer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
            if sys.platform == "linux":
                reader.setsockopt(socket.SOL_SOCKET, _STAMP, 1)
                reader.setsockopt(socket.SOL_SOCKET, _WITH_SENDER, 1)
        self._report, self.report_end = os.pipe()
        with suppress(OSError):  # a program that tells much must not wait for its recorder
            fcntl.fcntl(self._report, _SET_SIZE, LARGEST)
        self._selector = selectors.DefaultSelector()
        for end in (*self._readers, self._report):
            os.set_blocking(end, False)
            self._selector.register(end, selectors.EVENT_READ)
        self._offset = _offset()
        self._clean, self._on_line = clean, on_line
        self._lines = _Lines()
        self._waiting: list[tuple[float, str, bytes, int]] = []
        self._kept: list[tuple[float, str, str]] = []
        self._senders: list[int] = []
        self._told = b""
        self._total = 0
        self.over = False
        self.begun = time.monotonic()
        self.ready = False
        self.last_words: LastWords | None = None
        self.events: list[str] = []

    @property
    def capped(self) -> bool:
        return self._total > CAP

    def let_go(self) -> None:
        """Close the ends that only the child needs."""
        for writer in self.writers:
            writer.close()
        os.close(self.report_end)

    def wait_until_ready(self, seconds: float) -> None:
        """Read until the child says that its program begins, or is over, or *seconds* are gone."""
        deadline = time.monotonic() + seconds
        while not self.ready and not self.over and time.monotonic() < deadline:
            self.read(0.05)

    def read(self, seconds: float) -> bool:
        """Take what has arrived, waiting *seconds* at most; whether there was something."""
        ends = {key.fd for key, _ in self._selector.select(seconds)}
        if self._report in ends:
            self._read_report()
        if ends - {self._report}:
            before = time.monotonic()
            whole_until = [self._read_output(reader, name) for reader, name in self._readers.values()]
            self._sort_out(min(before, *whole_until))
        return bool(ends)

    def _sort_out(self, until: float) -> None:
        """Make lines of what was written before *until*, when all of it had arrived, in order."""
        self._waiting.sort(key=lambda chunk: chunk[0])
        while self._waiting and self._waiting[0][0] <= until:
            when, name, data, sender = self._waiting.pop(0)
            self._add(self._lines.add(when, name, data), sender)

    def _read_report(self) -> None:
        data = os.read(self._report, 65536)
        if not data:
            self.over = True
            self._selector.unregister(self._report)
        *reports, self._told = (self._told + data).split(b"\n")
        for report in reports:
            word, _, rest = report.decode().partition(" ")
            if word == "ready":
                self.ready, self.begun = True, int(rest) / 1e9
            elif word == "end":
                self.last_words = LastWords(*(part.encode().decode("unicode_escape") for part in rest.split("\t")))
            else:
                self.events.append(report.decode())

    def _read_output(self, reader: socket.socket, name: str) -> float:
        """Read what is there, or enough of it; until when nothing is missing."""
        when = 0.0
        for _ in range(AT_ONCE):
            try:
                data, notes, _, _ = reader.recvmsg(LARGEST, 128)
            except BlockingIOError:
                return float("inf")
            stamps = [note for level, kind, note in notes if level == socket.SOL_SOCKET and kind == _STAMP]
            seconds, nanoseconds = struct.unpack("qq", stamps[0][:16]) if stamps else (0, 0)
            when = seconds + nanoseconds / 1e9 - self._offset if stamps else time.monotonic()
            kept = data[: max(0, CAP - self._total)]
            self._total += len(data)
            if kept:
                senders = [note[:4] for level, kind, note in notes if level == socket.SOL_SOCKET and kind == _SENDER]
                self._waiting.append((when, name, kept, struct.unpack("i", senders[0])[0] if senders else 0))
        return when

    def _add(self, found: list[tuple[float, str, str]], sender: int = 0) -> None:
        self._kept += found
        self._senders += [sender] * len(found)
        for line in found if self._on_line else []:
            self._on_line(self._line(*line))  # type: ignore[misc]

    def _line(self, when: float, name: str, text: str) -> Line:
        return Line(round(max(0.0, when - self.begun), 6), name, self._clean(text))

    def finish(self) -> list[Line]:
        """Everything that was printed. Bytes that are not UTF-8 are shown as ``\\xff``."""
        while self.read(0) and not self.capped:
            pass
        self._sort_out(float("inf"))
        self._add(self._lines.rest())
        if self.capped:
            self._add([(time.monotonic(), "err", CUT)])
        return [self._line(*line) for line in self._kept]

    def moments(self, process: int) -> list[tuple[float, str]]:
        """Time, not rounded, and stream of each line; no stream where another process than *process* wrote it."""
        lines = zip(self._kept, self._senders, strict=True)
        return [(when - self.begun, name if sender in (0, process) else "") for (when, name, _), sender in lines]

    def close(self) -> None:
        """Let go of everything."""
        self._selector.close()
        for reader, _ in self._readers.values():
            reader.close()
        os.close(self._report)


def _offset() -> float:
    """Seconds from the monotonic clock to that of the kernel's stamps, as of the reading that took the shortest time."""
    readings = [(time.monotonic_ns(), time.time_ns(), time.monotonic_ns()) for _ in range(9)]
    before, middle, after = min(readings, key=lambda reading: reading[2] - reading[0])
    return (middle - (before + after) // 2) / 1e9


class _Lines:
    """Cuts each stream into lines; a line's time is that of the write that completed it."""

    def __init__(self) -> None:
        self._open: dict[str, list[bytes]] = {name: [] for name in _NAMES}
        self._time = dict.fromkeys(_NAMES, 0.0)

    def add(self, when: float, name: str, data: bytes) -> list[tuple[float, str, str]]:
        *whole, rest = data.split(b"\n")
        found = []
        for part in whole:
            found.append((when, name, _text([*self._open[name], part])))
            self._open[name] = []
        if rest:
            self._open[name].append(rest)
            self._time[name] = when
        return found

    def rest(self) -> list[tuple[float, str, str]]:
        """What no line end came for."""
        left = [(self._time[name], name, _text(parts)) for name, parts in self._open.items() if parts]
        self._open = {name: [] for name in _NAMES}
        return sorted(left)


def _text(parts: list[bytes]) -> str:
    return b"".join(parts).decode(errors="backslashreplace")
