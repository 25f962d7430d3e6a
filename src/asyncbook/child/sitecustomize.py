"""Placed on the child's path: tells the parent when the program begins, prints and ends.

Python imports this module by itself before it runs the program. Standard library only, 3.6 and up.
Every write to stdout and stderr is reported with its time, so that lines keep their order across
the two streams and their times do not depend on when the parent gets to read them.
"""

import atexit
import io
import os
import sys
import time


def _clock():
    return int(time.monotonic() * 1e9)


class _Reported(io.FileIO):
    """A standard stream that says when and how much it wrote."""

    def __init__(self, fd, report):
        super().__init__(fd, "wb", closefd=False)
        self._report = report

    # Modules are taken apart while Python shuts down: everything needed is bound here.
    def write(self, data, _write=io.FileIO.write, _tell=os.write, _clock=time.monotonic):
        when = _clock()
        count = _write(self, data)
        try:
            _tell(self._report, b"%d %d %d\n" % (self.fileno(), int(when * 1e9), count or 0))
        except (OSError, ValueError):
            pass
        return count


def _reported(stream, report):
    errors, encoding = stream.errors, stream.encoding
    fd = stream.fileno()
    stream.detach()
    buffer = io.BufferedWriter(_Reported(fd, report))
    text = io.TextIOWrapper(buffer, encoding=encoding, errors=errors, line_buffering=True)
    text.mode = "w"
    buffer.raw.name = "<stdout>" if fd == 1 else "<stderr>"
    return text


def _begin():
    report = int(os.environ.pop("ASYNCBOOK_REPORT"))
    os.environ.pop("PYTHONPATH", None)
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]
    os.set_inheritable(report, False)
    sys.stdout = sys.__stdout__ = _reported(sys.stdout, report)
    sys.stderr = sys.__stderr__ = _reported(sys.stderr, report)
    # What nearly every snippet imports is kept out of the measured time.
    import asyncio  # noqa: F401

    def ended(tell=os.write, pid=os.getpid()):
        try:
            tell(report, b"end %d\n" % pid if pid == os.getpid() else b"")
        except OSError:
            pass

    atexit.register(ended)
    os.write(report, b"ready %d\n" % _clock())


if "ASYNCBOOK_REPORT" in os.environ:
    _begin()
