"""Writes down what tasks, threads and loops do, without being seen by the program.

The code of a few functions of the standard library is replaced by the same code, compiled under the
same file name, lines and columns, with calls woven in: no frame, subclass, task factory or callback
is added that a program could meet. Where a signal handler raises within such a call, its traceback
is cut, so that it looks as if it had been raised by the line itself. Under a tracer, a profiler or
``sys.monitoring`` of the program's own nothing is called. Nor is any code of the program's: what it
has made of its tasks, coroutines and callables is read past their own attributes and methods.

Each event is one line on the report pipe, written at once, so that a program may die in any way::

    <nanoseconds> <letter> <thread> <more>...

with tabs between. CPython 3.11 and up.
"""

import asyncio
import functools
import itertools
import linecache
import operator
import os
import signal
import sys
import threading
import types
from asyncio import base_events, events, runners
from concurrent.futures import thread as executor
from os import access, write
from threading import get_ident
from time import monotonic_ns

from _asyncbook_tasks import TASKS, described, field, is_new, methods_of, name_of, plain_value, task_of, waiting_for
from _asyncbook_weave import Woven, each, weave

LIMIT = 10000
"""Events after which the rest of a run is not written down."""
LONGEST = 200
"""Characters of a name that are kept."""
TOLD = 200
"""Tasks, and threads, that are told of one by one; the others are counted."""
DESTROYED = "Task was destroyed but it is pending!"
SLOW = 20_000_000
"""Nanoseconds from which a callback is told of: for so long it kept its loop from everything else."""

_current_task = asyncio.current_task
_running_loop = asyncio._get_running_loop


class _Recorder:
    def __init__(self, report):
        self.report = report
        self.left = LIMIT
        self.count = itertools.count(1)
        self.tasks = {}
        self.names = {}
        self.stepping = {}
        self.making = {}
        self.since = {}
        self.threads = itertools.count(1)
        self.silent = set()
        self.askers = {}
        self.woven = Woven()
        self.further = [0, 0]
        self.undo = []

    def tell(self, letter, *more, when=0):
        if self.left > 0:
            self.left -= 1
            self.write(when or monotonic_ns(), letter, more)
            if self.left == 0:
                self.write(monotonic_ns(), "M", ())
                self.stop()

    def write(self, when, letter, more):
        words = b"".join([b"\t%d" % word if type(word) is int else b"\t" + _escaped(word) for word in more])
        try:
            write(self.report, b"%d\t%s\t%d%s\n" % (when, letter.encode(), get_ident(), words))
        except OSError:  # the program has closed it
            self.stop()

    # Tasks

    def number(self, task):
        found = self.tasks.get(id(task))
        return self.created(task) if found is None else found

    def created(self, task, coro=None):
        own = methods_of(task)
        number = self.tasks[id(task)] = next(self.count)
        if number > TOLD:
            self.tasks[id(task)] = 0
            self.beyond(0, number - TOLD)
            return 0
        name = self.names[number] = _plain_text(own.get_name(task))
        loop = own.get_loop(task)
        creator = _current_task(loop)
        parent = self.number(creator) if creator is not None and creator is not task else 0
        does, line = described(coro or own.get_coro(task))
        self.tell("T", number, id(loop), parent, name, does, line)
        return number

    def renamed(self, number, task):
        name = _plain_text(methods_of(task).get_name(task))
        if self.names.get(number) != name:
            self.names[number] = name
            self.tell("N", number, name)

    def handle_made(self, handle, callback):
        task = task_of(callback)
        if task is not None and (id(task) not in self.tasks or is_new(task, callback)):
            self.created(task)

    def beyond(self, kind, count):
        """That *count* tasks (*kind* 0) or threads (1) so far are not told of; not said each time."""
        self.further[kind] = max(self.further[kind], count)
        if count & (count - 1) == 0 or count % 256 == 0:
            self.tell("U", *self.further)

    def step_begins(self, handle):
        task = task_of(handle._callback)
        if task is None:
            self.since[id(handle)] = monotonic_ns()
            return
        number = self.stepping[id(handle)] = self.number(task)
        if number:
            self.renamed(number, task)
            self.tell("S", number, methods_of(task).cancelling(task))

    def step_ends(self, handle):
        number = self.stepping.pop(id(handle), None)
        if number is None:
            self.called(handle)
            return
        task = task_of(handle._callback)
        if task is None or self.tasks.get(id(task)) != number:
            return
        if number:
            self.ended(number, task)
        elif methods_of(task).done(task):
            del self.tasks[id(task)]

    def called(self, handle):
        begun = self.since.pop(id(handle), 0)
        took = monotonic_ns() - begun
        if begun and took > SLOW and handle._callback is not None:
            self.tell("K", name_of(handle._callback), took, when=begun)

    def ended(self, number, task):
        own = methods_of(task)
        if not own.done(task):
            self.renamed(number, task)
            self.tell("E", number, "waits", *waiting_for(task, self))
            return
        del self.tasks[id(task)]
        self.names.pop(number, None)
        error = field(task, "_exception")  # exception() would keep "never retrieved" from being told
        if own.cancelled(task):
            how, text = "cancelled", ""
        elif error is not None:
            how, text = "raised", type(error).__qualname__
        else:
            how, text = "returned", plain_value(field(task, "_result"))
        self.tell("E", number, how, text, own.get_name(task))

    def complained(self, loop, context):
        """Only a loop hears that a task was collected as garbage while it waited: from the task, whose last act it is."""
        if type(context) is dict and context.get("message") == DESTROYED:
            number = self.tasks.pop(id(context.get("task")), 0)
            if number:
                self.tell("D", number)

    def create_begins(self, loop, coro):
        self.making[id(coro)] = monotonic_ns()

    def create_returns(self, coro, task):
        """An eager task has made its first step by now, and let go of its coroutine if it is done."""
        begun = self.making.pop(id(coro), 0)
        if not begun or not issubclass(type(task), TASKS):
            return
        number = self.tasks[id(task)] if id(task) in self.tasks else self.created(task, coro)
        if number == 0:
            return
        if methods_of(task).done(task) or (type(coro) is types.CoroutineType and coro.cr_suspended):
            self.tell("S", number, 0, when=begun)
            creator = _current_task(methods_of(task).get_loop(task))
            self.tell("R", number, self.number(creator) if creator is not None else 0)
            self.ended(number, task)

    # Loops, threads, jobs

    def loop_begins(self, loop):
        self.tell("L", id(loop))

    def loop_ends(self, loop):
        self.tell("l", id(loop))
        if any(self.further):
            self.tell("U", *self.further)

    def loop_closed(self, loop):
        self.tell("X", id(loop))

    def asked(self, thread_or_item):
        """Who starts a thread, or hands a job to an executor: the number of a task, or 0, and a thread."""
        loop = _running_loop()
        task = _current_task(loop) if loop is not None else None
        self.askers[id(thread_or_item)] = (self.number(task) if task is not None else 0, get_ident())

    def job_asked(self, item):
        self.asked(item)

    def thread_begins(self, thread):
        asker = self.askers.pop(id(thread), (0, 0))
        number = next(self.threads)
        if number > TOLD:
            self.silent.add(get_ident())
            self.beyond(1, number - TOLD)
        else:
            self.tell("H", thread._name, int(thread._daemonic), *asker)

    def thread_ends(self, thread):
        if get_ident() in self.silent:
            self.silent.discard(get_ident())
        else:
            self.tell("h")

    def failed(self, thread_or_item):
        if get_ident() not in self.silent:
            self.tell("F", type(sys.exc_info()[1]).__qualname__)

    def job_begins(self, item):
        asker = self.askers.pop(id(item), (0, 0))
        if get_ident() not in self.silent:
            self.tell("J", name_of(item.fn if hasattr(item, "fn") else item.task[0]), *asker)

    def job_ends(self, item):
        if get_ident() not in self.silent:
            self.tell("j")

    def interrupted(self, runner):
        self.tell("G", "SIGINT")

    def signalled(self, loop, number):
        if number in loop._signal_handlers:
            self.tell("G", signal.Signals(number).name)

    # Beginning and end

    def start(self):
        known = set(linecache.cache)
        self.weave(events.Handle.__init__, self.handle_made)
        self.weave(events.Handle._run, self.step_begins, after=self.step_ends)
        self.weave(base_events.BaseEventLoop.create_task, self.create_begins, returned=self.create_returns)
        self.weave(base_events.BaseEventLoop.run_forever, self.loop_begins, after=self.loop_ends)
        self.weave(base_events.BaseEventLoop.close, self.loop_closed)
        self.weave(base_events.BaseEventLoop.call_exception_handler, self.complained)
        self.weave(threading.Thread._bootstrap_inner, self.thread_begins, after=self.thread_ends, failed=self.failed)
        self.weave(threading.Thread.start, self.asked)
        self.weave(executor._WorkItem.run, self.job_begins, after=self.job_ends, failed=self.failed)
        self.weave(executor._WorkItem.__init__, self.job_asked)
        self.weave(runners.Runner._on_sigint, self.interrupted)
        if hasattr(asyncio, "unix_events"):
            self.weave(asyncio.unix_events._UnixSelectorEventLoop._handle_signal, self.signalled)
        self.woven.keep()
        for name in set(linecache.cache) - known:
            del linecache.cache[name]
        self.mark(sys.stdout, b"o")
        self.mark(sys.stderr, b"e")
        os.register_at_fork(after_in_child=self.stop)
        self.tell("H", threading.current_thread().name, 0, 0, 0)

    def weave(self, function, before, **hooks):
        try:
            self.undo.append(weave(function, self.woven, before, hooks))
        except (OSError, SyntaxError, TypeError, ValueError):
            self.tell("W", function.__qualname__)

    def mark(self, stream, letter):
        """Have each write of *stream* told, before it is made, by C code alone: no signal handler can come between."""
        try:
            raw = stream.buffer.raw
            fd = raw.fileno()
        except (AttributeError, OSError, ValueError):
            return
        moments = zip(each(monotonic_ns), each(get_ident))  # noqa: B905
        told = map(operator.call, self.writers(), map((b"%d\t" + letter + b"\t%d\n").__mod__, moments))
        numbers = map(operator.itemgetter(1), zip(told, itertools.repeat(fd)))
        raw.write = functools.partial(write, type("int", (), {"__index__": numbers.__next__})())
        self.undo.append(lambda: raw.__dict__.pop("write", None))

    def writers(self):
        """Without end, what writes to the report; where the program has closed it, what does nothing."""
        place, writer = f"/dev/fd/{self.report}", functools.partial(write, self.report)
        if not access(place, os.F_OK):
            return itertools.repeat(writer)
        return map((len, writer).__getitem__, each(access, place, os.F_OK))

    def stop(self):
        self.left = 0
        while self.undo:
            self.undo.pop()()


def _plain_text(word):
    """Of a string, or of what is made from one, the beginning."""
    return str.__str__(word)[:LONGEST] if issubclass(type(word), str) else ""


def _escaped(word):
    return _plain_text(word).encode("unicode_escape")


def start(report):
    """Begin to tell of events on the pipe *report*."""
    _Recorder(report).start()
