"""Put what a child printed, and what it reported of it, together into lines with times."""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Callable

from .recordings import Line

CAP = 256 * 1024
"""Bytes of output that a recording keeps."""
CUT = f"[cut here: more than {CAP // 1024} KiB of output]"
EARLY = 0.25
"""Seconds between the end of a stream and the end of the program, from which it was closed early."""

_NAMES = {1: "out", 2: "err"}


class Capture:
    """The three pipes of one run: stdout, stderr, and the child's reports.

    A report gives stream, time and length of each write. Where the reports account for every byte
    they decide order and times; where not (another process wrote to the same pipe, or a write was
    cut short by a kill) the order and times of arrival do.
    """

    def __init__(
        self, out: int, err: int, report: int, clean: Callable[[str], str], on_line: Callable[[Line], None] | None
    ) -> None:
        self._selector = selectors.DefaultSelector()
        self._report = report
        self._fds = {out: 1, err: 2, report: 0}
        for fd in self._fds:
            os.set_blocking(fd, False)
            self._selector.register(fd, selectors.EVENT_READ)
        self._clean, self._on_line = clean, on_line
        self._chunks: list[tuple[float, int, bytes]] = []
        self._writes: list[tuple[float, int, int]] = []
        self._unread = b""
        self._ready = False
        self._live = _Lines()
        self._closed: dict[int, float] = {}
        self.begun = time.monotonic()
        self.ended = False
        self.total = 0

    @property
    def open(self) -> bool:
        return bool(self._selector.get_map())

    @property
    def closed(self) -> float:
        """When the last pipe was closed, on the monotonic clock; 0 while one is open."""
        return 0.0 if self.open else max(self._closed.values(), default=0.0)

    @property
    def shut(self) -> str:
        """The stream that was closed well before the program ended, if one was."""
        last = max(self._closed.values(), default=0.0)
        early = [_NAMES[stream] for stream in (1, 2) if self._closed.get(stream, last) < last - EARLY]
        return {"out": "stdout", "err": "stderr"}[early[0]] if early else ""

    def wait_until_ready(self, seconds: float) -> None:
        """Read until the child says that its program begins, or is over, or *seconds* are gone."""
        deadline = time.monotonic() + seconds
        while not self._ready and 0 not in self._closed and time.monotonic() < deadline:
            self.read(0.05)

    def read(self, seconds: float) -> None:
        """Take what has arrived, waiting *seconds* at most for something to do so."""
        for key, _ in self._selector.select(seconds):
            stream = self._fds[key.fd]
            data = os.read(key.fd, 65536)
            now = time.monotonic()
            if not data:
                self._closed[stream] = now
                self._selector.unregister(key.fd)
            elif stream == 0:
                self._told(data)
            else:
                self._arrived(now, stream, data)

    def _told(self, data: bytes) -> None:
        *reports, self._unread = (self._unread + data).split(b"\n")
        for report in reports:
            words = report.split()
            if words[:1] == [b"ready"]:
                self._ready, self.begun = True, int(words[1]) / 1e9
            elif words[:1] == [b"end"]:
                self.ended = True
            elif len(words) == 3 and self.total <= CAP:
                self._writes.append((int(words[1]) / 1e9, int(words[0]), int(words[2])))

    def _arrived(self, now: float, stream: int, data: bytes) -> None:
        kept = data[: max(0, CAP - self.total)]
        self.total += len(data)
        if kept:
            self._chunks.append((now, stream, kept))
        if self._on_line and kept:
            for when, name, text in self._live.add(now, stream, kept):
                self._on_line(Line(round(max(0.0, when - self.begun), 4), name, self._clean(text)))

    def lines(self) -> list[Line]:
        """Everything that was printed. Bytes that are not UTF-8 are shown as ``\\xff``."""
        gathered = _Lines()
        found = [line for chunk in self._ordered() for line in gathered.add(*chunk)] + gathered.rest()
        result = [Line(round(max(0.0, when - self.begun), 4), name, self._clean(text)) for when, name, text in found]
        if self.total > CAP:
            result.append(Line(result[-1].time if result else 0.0, "err", CUT))
        return result

    def _ordered(self) -> list[tuple[float, int, bytes]]:
        told = {stream: sum(count for _, to, count in self._writes if to == stream) for stream in (1, 2)}
        came = {stream: sum(len(data) for _, of, data in self._chunks if of == stream) for stream in (1, 2)}
        if told != came:
            return self._chunks
        bytes_of = {stream: b"".join(data for _, of, data in self._chunks if of == stream) for stream in (1, 2)}
        at = {1: 0, 2: 0}
        ordered = []
        for when, stream, count in self._writes:
            ordered.append((when, stream, bytes_of[stream][at[stream] : at[stream] + count]))
            at[stream] += count
        return ordered

    def close(self) -> None:
        """Let go of the pipes."""
        self._selector.close()
        for fd in self._fds:
            os.close(fd)


class _Lines:
    """Cuts each stream into lines; a line's time is that of the write that completed it."""

    def __init__(self) -> None:
        self._open: dict[int, list[bytes]] = {1: [], 2: []}
        self._time = {1: 0.0, 2: 0.0}

    def add(self, when: float, stream: int, data: bytes) -> list[tuple[float, str, str]]:
        *whole, rest = data.split(b"\n")
        found = []
        for part in whole:
            text = b"".join([*self._open[stream], part])
            self._open[stream] = []
            found.append((when, _NAMES[stream], text.decode(errors="backslashreplace")))
        if rest:
            self._open[stream].append(rest)
            self._time[stream] = when
        return found

    def rest(self) -> list[tuple[float, str, str]]:
        left = [
            (self._time[s], _NAMES[s], b"".join(parts).decode(errors="backslashreplace"))
            for s, parts in self._open.items()
            if parts
        ]
        return sorted(left)
