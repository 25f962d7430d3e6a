"""Take what a child prints, line by line, with the time of each."""

from __future__ import annotations

import json
import os
import selectors
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path

from .recordings import Line

CAP = 256 * 1024
"""Bytes of output that a recording keeps."""
CUT = f"[cut here: more than {CAP // 1024} KiB of output]"
LARGEST = 1 << 20
"""Bytes that one write may have, where the system allows it; a larger one fails in the program."""

_STAMP = getattr(socket, "SO_TIMESTAMPNS", 35)  # Linux; the module names it from 3.13 on
_NAMES = ("out", "err")


class Capture:
    """The ends of one run that the parent holds.

    Stdout and stderr are two datagram sockets of the child that lead to one of ours. So the kernel
    keeps the order of writes across both, says which of them each came from, and notes when it was
    made: neither order nor time depend on when we get to read. The child's own objects are those
    that Python makes; nothing of ours stands between ``print`` and the kernel.

    *report* is a pipe on which the child says that its program begins, and how it ended.
    """

    def __init__(self, folder: Path, clean: Callable[[str], str], on_line: Callable[[Line], None] | None = None) -> None:
        self._reader = _socket(folder / "read")
        self.writers = tuple(_socket(folder / name, self._reader) for name in _NAMES)
        self._report, self.report_end = os.pipe()
        self._selector = selectors.DefaultSelector()
        for end in (self._reader.fileno(), self._report):
            os.set_blocking(end, False)
            self._selector.register(end, selectors.EVENT_READ)
        self._offset = (time.time_ns() - time.monotonic_ns()) / 1e9
        self._clean, self._on_line = clean, on_line
        self._lines = _Lines()
        self._kept: list[tuple[float, str, str]] = []
        self._told = b""
        self._total = 0
        self.over = False
        self.begun = time.monotonic()
        self.ready = False
        self.last_words: dict[str, str] | None = None

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
        events = self._selector.select(seconds)
        for key, _ in events:
            if key.fd == self._report:
                self._read_report()
            else:
                self._read_output()
        return bool(events)

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
                self.last_words = json.loads(rest)

    def _read_output(self) -> None:
        data, notes, _, address = self._reader.recvmsg(LARGEST, 128)
        stamps = [note for level, kind, note in notes if level == socket.SOL_SOCKET and kind == _STAMP]
        seconds, nanoseconds = struct.unpack("qq", stamps[0][:16]) if stamps else (0, 0)
        when = seconds + nanoseconds / 1e9 - self._offset if stamps else time.monotonic()
        kept = data[: max(0, CAP - self._total)]
        self._total += len(data)
        if kept:
            self._add(self._lines.add(when, Path(address).name, kept))

    def _add(self, found: list[tuple[float, str, str]]) -> None:
        self._kept += found
        for line in found if self._on_line else []:
            self._on_line(self._line(*line))  # type: ignore[misc]

    def _line(self, when: float, name: str, text: str) -> Line:
        return Line(round(max(0.0, when - self.begun), 4), name, self._clean(text))

    def finish(self) -> list[Line]:
        """Everything that was printed. Bytes that are not UTF-8 are shown as ``\\xff``."""
        while self.read(0) and not self.capped:
            pass
        self._add(self._lines.rest())
        if self.capped:
            self._add([(time.monotonic(), "err", CUT)])
        return [self._line(*line) for line in self._kept]

    def close(self) -> None:
        """Let go of everything."""
        self._selector.close()
        self._reader.close()
        os.close(self._report)


def _socket(path: Path, reader: socket.socket | None = None) -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    made.bind(str(path))
    if reader:
        made.connect(reader.getsockname())
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
    elif os.uname().sysname == "Linux":
        made.setsockopt(socket.SOL_SOCKET, _STAMP, 1)
    return made


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
