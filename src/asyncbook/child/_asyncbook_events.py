"""Writes down what tasks, threads and loops do, without being seen by the program.

The code of a few functions of the standard library is replaced by the same code, compiled under the
same file name, lines and columns, with calls woven in: no frame, subclass, task factory or callback
is added that a program could meet. Where a signal handler raises within such a call, its traceback
is cut, so that it looks as if it had been raised by the line itself. Under a tracer, a profiler or
``sys.monitoring`` of the program's own nothing is called.

Each event is one line on the report pipe, written at once, so that a program may die in any way::

    <nanoseconds> <letter> <thread> <more>...

with tabs between. CPython 3.11 and up.
"""

import ast
import asyncio
import functools
import inspect
import itertools
import operator
import os
import sys
import threading
import time
from asyncio import base_events, events
from concurrent.futures import thread as executor

LIMIT = 10000
"""Events after which the rest of a run is not written down."""
LONGEST = 200
"""Characters of a name that are kept."""

_STEPS = {"TaskStepMethWrapper", "task_wakeup", "__wakeup", "__step", "_Task__step", "_Task__wakeup"}
_STDLIB = os.path.dirname(os.__file__)
_UNTRACED = "_ab_tracer() is None is _ab_profiler() and not _ab_monitors()"


class _Recorder:
    def __init__(self, report):
        self.report = report
        self.left = LIMIT
        self.count = itertools.count(1)
        self.tasks = {}
        self.stepping = {}
        self.unnamed = set()
        self.undo = []

    def tell(self, letter, *more, when=0):
        if self.left > 0:
            self.left -= 1
            self.write(when or time.monotonic_ns(), letter, more)
            if not self.left:
                self.write(time.monotonic_ns(), "M", ())
                self.stop()

    def write(self, when, letter, more):
        words = b"".join([b"\t%d" % word if type(word) is int else b"\t" + _escaped(word) for word in more])
        os.write(self.report, b"%d\t%s\t%d%s\n" % (when, letter.encode(), threading.get_ident(), words))

    # Tasks

    def number(self, task):
        found = self.tasks.get(id(task))
        return self.created(task) if found is None else found

    def created(self, task, coro=None):
        number = self.tasks[id(task)] = next(self.count)
        if sys.version_info < (3, 14):  # where a task gets its name after it was made
            self.unnamed.add(number)
        creator = asyncio.current_task(task.get_loop())
        parent = self.number(creator) if creator is not None and creator is not task else 0
        coro = coro or task.get_coro()
        code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
        name = getattr(coro, "__qualname__", type(coro).__name__)
        line = code.co_firstlineno if code and _is_program(code.co_filename) else 0
        self.tell("T", number, id(task.get_loop()), parent, task.get_name(), name, line)
        return number

    def handle_made(self, handle, callback):
        task = _task_of(callback)
        if task is not None and (id(task) not in self.tasks or _is_new(task, callback)):
            self.created(task)
        return 0

    def step_begins(self, handle):
        task = _task_of(getattr(handle, "_callback", None))
        if task is None:
            return 0
        number = self.number(task)
        if number in self.unnamed:
            self.unnamed.discard(number)
            self.tell("N", number, task.get_name())
        self.stepping[number] = handle  # not the task: who refers to it can be counted
        self.tell("S", number, task.cancelling())
        return number

    def step_ends(self, number):
        task = _task_of(self.stepping.pop(number)._callback)
        if task is not None:
            self.ended(number, task)

    def ended(self, number, task):
        if not task.done():
            self.tell("E", number, "waits", *_waiting_for(task, self))
            return
        self.tasks.pop(id(task), None)
        if task.cancelled():
            how, text = "cancelled", ""
        elif task._exception is not None:  # exception() would keep "never retrieved" from being told
            how, text = "raised", type(task._exception).__qualname__
        else:
            how, text = "returned", _plain(task._result)
        self.tell("E", number, how, text, task.get_name())

    def create_begins(self, loop, coro):
        return time.monotonic_ns(), coro

    def create_returns(self, begun, task):
        """An eager task has made its first step by now."""
        if not isinstance(task, asyncio.Task):
            return
        begun, coro = begun  # a task that is done has let go of its coroutine
        number = self.tasks[id(task)] if id(task) in self.tasks else self.created(task, coro)
        if task.done() or getattr(coro, "cr_suspended", False):
            self.tell("S", number, 0, when=begun)
            creator = asyncio.current_task(task.get_loop())
            self.tell("R", number, self.number(creator) if creator is not None else 0)
            self.ended(number, task)

    # Loops, threads, jobs

    def loop_begins(self, loop):
        self.tell("L", id(loop))
        return id(loop)

    def loop_ends(self, number):
        self.tell("l", number)

    def loop_closed(self, loop):
        self.tell("X", id(loop))
        return 0

    def thread_begins(self, thread):
        self.tell("H", thread.name, int(thread.daemon))
        return 1

    def thread_ends(self, _):
        self.tell("h")

    def job_begins(self, item):
        self.tell("J", _job(item))
        return 1

    def job_ends(self, _):
        self.tell("j")

    # Beginning and end

    def start(self):
        self.weave(events.Handle.__init__, self.handle_made)
        self.weave(events.Handle._run, self.step_begins, self.step_ends)
        self.weave(base_events.BaseEventLoop.create_task, self.create_begins, returned=self.create_returns)
        self.weave(base_events.BaseEventLoop.run_forever, self.loop_begins, self.loop_ends)
        self.weave(base_events.BaseEventLoop.close, self.loop_closed)
        self.weave(threading.Thread._bootstrap_inner, self.thread_begins, self.thread_ends)
        self.weave(executor._WorkItem.run, self.job_begins, self.job_ends)
        self.mark(sys.stdout, b"o")
        self.mark(sys.stderr, b"e")
        os.register_at_fork(after_in_child=self.stop)
        self.tell("H", threading.current_thread().name, 0)

    def weave(self, function, before, after=None, returned=None):
        names = {"before": _quiet(before), "after": _quiet(after), "returned": _quiet(returned)}
        names = {f"_ab_{before.__name__}_{part}": hook for part, hook in names.items()}
        names["_ab_tracer"], names["_ab_profiler"] = sys.gettrace, sys.getprofile
        names["_ab_monitors"] = getattr(getattr(sys, "monitoring", None), "_all_events", dict)
        old = function.__code__
        try:
            new = _woven(function, f"_ab_{before.__name__}", after is not None, returned is not None)
        except (OSError, SyntaxError, TypeError, ValueError):
            self.tell("W", function.__qualname__)
            return
        function.__globals__.update(names)
        function.__code__ = new
        self.undo.append(lambda: setattr(function, "__code__", old))

    def mark(self, stream, letter):
        """Have each write of *stream* told, before it is made, by C code alone: no signal handler can come between."""
        try:
            raw = stream.buffer.raw
            fd = raw.fileno()
        except (AttributeError, OSError, ValueError):
            return
        always = itertools.repeat
        moments = zip(itertools.starmap(time.monotonic_ns, always(())), itertools.starmap(threading.get_ident, always(())))  # noqa: B905
        told = map(functools.partial(os.write, self.report), map((b"%d\t" + letter + b"\t%d\n").__mod__, moments))
        numbers = map(operator.itemgetter(1), zip(told, always(fd)))  # noqa: B905
        raw.write = functools.partial(os.write, type("int", (), {"__index__": numbers.__next__})())
        self.undo.append(lambda: raw.__dict__.pop("write", None))

    def stop(self):
        self.left = 0
        while self.undo:
            self.undo.pop()()


def _escaped(word):
    return str(word)[:LONGEST].encode("unicode_escape")


def _quiet(hook):
    """A hook that fails must not be noticed; what a signal handler raises must."""
    if hook is None:
        return None

    def called(*arguments):
        try:
            return hook(*arguments)
        except Exception:
            return 0

    return called


def _woven(function, name, after, returned):
    old = function.__code__
    source = inspect.getsource(function)
    above = "\n" * (old.co_firstlineno - 2)  # cheaper than to move each line number
    if source[0].isspace():
        tree = ast.parse(f"{above}class {function.__qualname__.partition('.')[0]}:\n{source}")
        node = tree.body[0].body[0]
    else:
        tree = ast.parse(f"{above}\n{source}")
        node = tree.body[0]
    documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    doc, body = node.body[:documented], node.body[documented:]
    first, arguments = body[0], ", ".join(argument.arg for argument in node.args.args[:2])
    if name.endswith(("_begins", "_closed")) and "create" not in name:
        arguments = arguments.partition(",")[0]
    begin = _at(f"_t = 0\nif {_UNTRACED}:\n{_guarded(f'_t = {name}_before({arguments})')}", first)
    if returned:
        body = _Returns(name).visit(ast.Module(body, [])).body
    if after:
        end = _at(f"if _t and {_UNTRACED}:\n{_guarded(f'{name}_after(_t)')}", first)
        body = [ast.copy_location(ast.Try(body=body, handlers=[], orelse=[], finalbody=end), first)]
    node.body = [*doc, *begin, *body]
    new = _code(compile(tree, old.co_filename, "exec"), old.co_name)
    if new.co_freevars != old.co_freevars:
        raise ValueError("another closure")
    return new.replace(co_qualname=old.co_qualname, co_firstlineno=old.co_firstlineno)


def _guarded(statement):
    return f" try: {statement}\n except BaseException as _e: raise _e.with_traceback(None)\n"


def _at(text, place):
    """The statements of *text*, as if they stood where *place* stands."""
    statements = ast.parse(text).body
    for statement in statements:
        for node in ast.walk(statement):
            if "lineno" in node._attributes:
                ast.copy_location(node, place)
    return statements


class _Returns(ast.NodeTransformer):
    """``return x`` shows x to the recorder first."""

    def __init__(self, name):
        self.name = name

    def visit_FunctionDef(self, node):
        return node

    def visit_Return(self, node):
        text = f"_r = 0\nif _t and {_UNTRACED}:\n{_guarded(f'{self.name}_returned(_t, _r)')}return _r\n"
        statements = _at(text, node)
        statements[0].value = node.value or statements[0].value
        return statements


def _code(code, name):
    for constant in code.co_consts:
        if inspect.iscode(constant):
            found = constant if constant.co_name == name else _code(constant, name)
            if found:
                return found
    return None


def _task_of(callback):
    """The task whose step *callback* is."""
    task = getattr(callback, "__self__", None)
    if task is None or not isinstance(task, asyncio.Task):
        return None
    name = getattr(callback, "__name__", None) or type(callback).__name__
    return task if name in _STEPS else None


def _is_new(task, callback):
    """Whether a task that lies where an older one lay is about to be scheduled for the first time."""
    coro = task.get_coro()
    return type(callback).__name__ == "TaskStepMethWrapper" and not getattr(coro, "cr_suspended", True)


def _is_program(filename):
    return not filename.startswith((_STDLIB, "<"))


def _waiting_for(task, recorder):
    """What a suspended task waits for, and the line of the program where it does."""
    coro, line, below = task.get_coro(), 0, None
    for _ in range(100):
        frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None) or getattr(coro, "ag_frame", None)
        if frame is None:
            break
        if _is_program(frame.f_code.co_filename):
            line, below = frame.f_lineno, None
        elif below is None:
            below = frame
        coro = getattr(coro, "cr_await", None) or getattr(coro, "gi_yieldfrom", None) or getattr(coro, "ag_await", None)
    waiter = getattr(task, "_fut_waiter", None)
    if below is not None and below.f_code.co_name == "sleep" and below.f_globals.get("__name__") == "asyncio.tasks":
        delay = below.f_locals.get("delay")
        if waiter is None:
            return "next", "", line
        return "sleep", f"{delay:g}" if isinstance(delay, (int, float)) else "", line
    if below is not None:
        return "call", below.f_code.co_qualname, line
    if isinstance(waiter, asyncio.Task):
        return "task", recorder.number(waiter), line
    if type(waiter).__name__ == "_GatheringFuture":
        return "gather", "", line
    return ("next" if waiter is None else "future"), "", line


def _plain(value):
    if value is None or type(value) in (bool, float) or (type(value) is int and value.bit_length() < 64):
        return repr(value)
    return repr(value[:80]) if type(value) in (str, bytes) else ""


def _job(item):
    """The name of the function that a job of an executor calls."""
    function = item.fn if hasattr(item, "fn") else item.task[0]
    if isinstance(function, functools.partial) and getattr(function.func, "__name__", "") == "run" and function.args:
        function = function.args[0]  # asyncio.to_thread has it run in a copy of the context
    while isinstance(function, functools.partial):
        function = function.func
    return getattr(function, "__qualname__", type(function).__name__)


def start(report):
    """Begin to tell of events on the pipe *report*."""
    _Recorder(report).start()
