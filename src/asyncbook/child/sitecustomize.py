"""Placed on the child's path: tells the parent when the program begins and how it ended.

Python imports this module by itself before it runs the program. Standard library only, 3.6 and up.
The streams stay the objects that Python made, or are made in the same way; they are only flushed at
each line end, as on a terminal.
"""

import atexit
import io
import os
import sys
import time

HIGHEST = 1 << 14
"""A number that few programs reach with their files, and up to which a fork copies the table of them fast."""


def _by_line(stream):
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(line_buffering=True)
        return stream
    encoding, errors = stream.encoding, stream.errors
    made = io.TextIOWrapper(stream.detach(), encoding=encoding, errors=errors, line_buffering=True)
    made.mode = "w"
    return made


def _file(fd):
    try:
        state = os.fstat(fd)
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _last_words(streams):
    """How the program ended, as far as only its own process can know: the class of the exception
    that nobody caught, its text, the stream that was closed early. Empty where there is none."""
    raised = text = closed = ""
    error = getattr(sys, "last_type", None)
    if error is not None:
        module = "" if error.__module__ in ("builtins", "__main__") else error.__module__ + "."
        raised = module + error.__qualname__
        try:
            text = str(sys.last_value)[:400]
        except Exception:
            text = "<exception str() failed>"
    for name, fd, file in streams:
        if _file(fd) != file:
            closed = closed or name
    # Tabs and line ends within are escaped, so both can be used between. No json: it takes long to import.
    return b"\t".join(word.encode("unicode_escape") for word in (raised, text, closed))


def _hear_signals():
    """A recorder that a script starts in the background ignores Ctrl+C, and so would its children."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_IGN:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _high(fd):
    """Move *fd* where a program does not meet it: its own files get the lowest numbers, and it may close
    all that it could have opened."""
    try:
        import fcntl
        import resource

        soft, hard = limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        del sys.modules["resource"]
        if 0 < soft < HIGHEST and (soft < hard or hard == resource.RLIM_INFINITY):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft + 1, hard))
            moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, soft)
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        else:
            moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, soft - 1 if 0 < soft < HIGHEST else HIGHEST)
    except (ImportError, OSError, ValueError):
        os.set_inheritable(fd, False)
        return fd
    os.close(fd)
    return moved


def _begin():
    report = _high(int(os.environ.pop("ASYNCBOOK_REPORT")))
    wanted = os.environ.pop("ASYNCBOOK_EVENTS", "")
    recordable = sys.version_info >= (3, 11)
    os.environ.pop("PYTHONPATH", None)
    here = os.path.dirname(os.path.abspath(__file__))

    # What nearly every snippet imports is kept out of the measured time.
    import asyncio  # noqa: F401

    if recordable:  # what the recorder imports is there without it as well
        import concurrent.futures.thread  # noqa: F401
    modules = set(sys.modules)
    if wanted:
        import _asyncbook_events
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]
    sys.stdout = sys.__stdout__ = _by_line(sys.stdout)
    sys.stderr = sys.__stderr__ = _by_line(sys.stderr)
    streams = [("stdout", 1, _file(1)), ("stderr", 2, _file(2))]
    process = os.getpid()

    _hear_signals()

    def ended():
        if os.getpid() != process:
            return
        try:
            os.write(report, b"end " + _last_words(streams) + b"\n")
        except OSError:
            pass

    atexit.register(ended)
    if wanted:
        _asyncbook_events.start(report)
        for name in set(sys.modules) - modules:
            del sys.modules[name]
    if recordable:  # with and without the recorder, a program that counts garbage counts its own
        import gc as collector

        collector.collect()
    os.write(report, b"ready %d\n" % int(time.monotonic() * 1e9))


if "ASYNCBOOK_REPORT" in os.environ:
    _begin()
