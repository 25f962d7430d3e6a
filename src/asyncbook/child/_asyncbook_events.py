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

import ast
import asyncio
import contextvars
import functools
import gc
import inspect
import itertools
import linecache
import operator
import os
import sys
import threading
import types
from asyncio import base_events, events
from asyncio.tasks import _PyTask
from concurrent.futures import thread as executor
from os import access, write
from threading import get_ident
from time import monotonic_ns

LIMIT = 10000
"""Events after which the rest of a run is not written down."""
LONGEST = 200
"""Characters of a name that are kept."""
TOLD = 200
"""Tasks, and threads, that are told of one by one; the others are counted."""
SLOW = 5_000_000
"""Nanoseconds from which a callback is told of: for so long it kept its loop from everything else."""

_STEPS = {"task_wakeup", "__wakeup", "__step", "_Task__step", "_Task__wakeup"}
_WRAPPERS = {"coroutine_wrapper", "async_generator_asend", "async_generator_athrow", "anext_awaitable"}
_STDLIB = os.path.dirname(os.__file__)
_UNTRACED = "-_ab_tracer is None is -_ab_profiler and not -_ab_monitors"  # a profiler would count calls
_CTask = asyncio.Task
_current_task = asyncio.current_task
_field = object.__getattribute__


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
        own = _own(task)
        number = self.tasks[id(task)] = next(self.count)
        if number > TOLD:
            self.tasks[id(task)] = 0
            self.beyond(0, number - TOLD)
            return 0
        name = self.names[number] = _plain_text(own.get_name(task))
        loop = own.get_loop(task)
        creator = _current_task(loop)
        parent = self.number(creator) if creator is not None and creator is not task else 0
        does, line = _described(coro or own.get_coro(task))
        self.tell("T", number, id(loop), parent, name, does, line)
        return number

    def renamed(self, number, task):
        name = _plain_text(_own(task).get_name(task))
        if self.names.get(number) != name:
            self.names[number] = name
            self.tell("N", number, name)

    def handle_made(self, handle, callback):
        task = _task_of(callback)
        if task is not None and (id(task) not in self.tasks or _is_new(task, callback)):
            self.created(task)

    def beyond(self, kind, count):
        """That *count* tasks (*kind* 0) or threads (1) so far are not told of; not said each time."""
        self.further[kind] = max(self.further[kind], count)
        if count & (count - 1) == 0 or count % 256 == 0:
            self.tell("U", *self.further)

    def step_begins(self, handle):
        task = _task_of(handle._callback)
        if task is None:
            self.since[id(handle)] = monotonic_ns()
            return
        number = self.stepping[id(handle)] = self.number(task)
        if number:
            self.renamed(number, task)
            self.tell("S", number, _own(task).cancelling(task))

    def step_ends(self, handle):
        number = self.stepping.pop(id(handle), None)
        if number is None:
            self.called(handle)
            return
        task = _task_of(handle._callback)
        if task is None or self.tasks.get(id(task)) != number:
            return
        if number:
            self.ended(number, task)
        elif _own(task).done(task):
            del self.tasks[id(task)]

    def called(self, handle):
        begun = self.since.pop(id(handle), 0)
        took = monotonic_ns() - begun
        if begun and took > SLOW and handle._callback is not None:
            self.tell("K", _name(handle._callback), took, when=begun)

    def ended(self, number, task):
        own = _own(task)
        if not own.done(task):
            self.renamed(number, task)
            self.tell("E", number, "waits", *_waiting_for(task, self))
            return
        del self.tasks[id(task)]
        self.names.pop(number, None)
        error = _field(task, "_exception")  # exception() would keep "never retrieved" from being told
        if own.cancelled(task):
            how, text = "cancelled", ""
        elif error is not None:
            how, text = "raised", type(error).__qualname__
        else:
            how, text = "returned", _plain(_field(task, "_result"))
        self.tell("E", number, how, text, own.get_name(task))

    def create_begins(self, loop, coro):
        self.making[id(coro)] = monotonic_ns()

    def create_returns(self, coro, task):
        """An eager task has made its first step by now, and let go of its coroutine if it is done."""
        begun = self.making.pop(id(coro), 0)
        if not begun or not issubclass(type(task), (_CTask, _PyTask)):
            return
        number = self.tasks[id(task)] if id(task) in self.tasks else self.created(task, coro)
        if number == 0:
            return
        if _own(task).done(task) or (type(coro) is types.CoroutineType and coro.cr_suspended):
            self.tell("S", number, 0, when=begun)
            creator = _current_task(_own(task).get_loop(task))
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

    def thread_begins(self, thread):
        number = next(self.threads)
        if number > TOLD:
            self.silent.add(get_ident())
            self.beyond(1, number - TOLD)
        else:
            self.tell("H", thread._name, int(thread._daemonic))

    def thread_ends(self, thread):
        if get_ident() in self.silent:
            self.silent.discard(get_ident())
        else:
            self.tell("h")

    def failed(self, thread_or_item):
        if get_ident() not in self.silent:
            self.tell("F", type(sys.exc_info()[1]).__qualname__)

    def job_begins(self, item):
        if get_ident() not in self.silent:
            self.tell("J", _name(item.fn if hasattr(item, "fn") else item.task[0]))

    def job_ends(self, item):
        if get_ident() not in self.silent:
            self.tell("j")

    # Beginning and end

    def start(self):
        known = set(linecache.cache)
        self.weave(events.Handle.__init__, self.handle_made)
        self.weave(events.Handle._run, self.step_begins, after=self.step_ends)
        self.weave(base_events.BaseEventLoop.create_task, self.create_begins, returned=self.create_returns)
        self.weave(base_events.BaseEventLoop.run_forever, self.loop_begins, after=self.loop_ends)
        self.weave(base_events.BaseEventLoop.close, self.loop_closed)
        self.weave(threading.Thread._bootstrap_inner, self.thread_begins, after=self.thread_ends, failed=self.failed)
        self.weave(executor._WorkItem.run, self.job_begins, after=self.job_ends, failed=self.failed)
        for name in set(linecache.cache) - known:
            del linecache.cache[name]
        self.mark(sys.stdout, b"o")
        self.mark(sys.stderr, b"e")
        os.register_at_fork(after_in_child=self.stop)
        self.tell("H", threading.current_thread().name, 0)

    def weave(self, function, before, **hooks):
        """Have *before* called with the first arguments of *function*, *after* at its end, *failed* where it
        catches an exception and *returned* with its result."""
        hooks["before"] = before
        names = {f"_ab_{before.__name__}_{part}": _quiet(hook) for part, hook in hooks.items()}
        names["_ab_tracer"], names["_ab_profiler"] = _negated(sys.gettrace), _negated(sys.getprofile)
        names["_ab_monitors"] = _negated(getattr(getattr(sys, "monitoring", None), "_all_events", dict))
        old = function.__code__
        try:
            new = _woven(function, f"_ab_{before.__name__}", before.__code__.co_argcount - 1, hooks)
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
        moments = zip(_each(monotonic_ns), _each(get_ident))  # noqa: B905
        told = map(operator.call, self.writers(), map((b"%d\t" + letter + b"\t%d\n").__mod__, moments))
        numbers = map(operator.itemgetter(1), zip(told, itertools.repeat(fd)))
        raw.write = functools.partial(write, type("int", (), {"__index__": numbers.__next__})())
        self.undo.append(lambda: raw.__dict__.pop("write", None))

    def writers(self):
        """Without end, what writes to the report; where the program has closed it, what does nothing."""
        place, writer = f"/dev/fd/{self.report}", functools.partial(write, self.report)
        if not access(place, os.F_OK):
            return itertools.repeat(writer)
        return map((len, writer).__getitem__, _each(access, place, os.F_OK))

    def stop(self):
        self.left = 0
        while self.undo:
            self.undo.pop()()


def _plain_text(word):
    """Of a string, or of what is made from one, the beginning."""
    return str.__str__(word)[:LONGEST] if issubclass(type(word), str) else ""


def _escaped(word):
    return _plain_text(word).encode("unicode_escape")


def _each(function, *arguments):
    """What *function* returns, called anew each time, without end."""
    return itertools.starmap(function, itertools.repeat(arguments))


def _negated(function):
    """An object whose negative is what *function* returns."""
    return type("int", (), {"__neg__": _each(function).__next__})()


def _quiet(hook):
    """A hook that fails must not be noticed; what a signal handler raises must."""

    def called(*arguments):
        try:
            hook(*arguments)
        except Exception:
            pass

    return called


def _woven(function, name, count, hooks):
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
    first, arguments = body[0], [argument.arg for argument in node.args.args]
    begin = _at(_guarded(f"{name}_before({', '.join(arguments[:count])})"), first)
    for handler in _handlers(body) if "failed" in hooks else []:
        handler.body[:0] = _at(_guarded(f"{name}_failed({arguments[0]})"), handler.body[0])
    if "returned" in hooks:
        body = _Returns(f"{name}_returned({arguments[1]}, _r)").visit(ast.Module(body, [])).body
    if "after" in hooks:
        rest = body[-1:] if ast.dump(body[-1]) == _FORGETS_SELF else []  # which the hook has to come before
        end = _at(_guarded(f"{name}_after({arguments[0]})"), rest[0] if rest else first)
        tried = ast.Try(body=body[: len(body) - len(rest)], handlers=[], orelse=[], finalbody=end)
        body = [ast.copy_location(tried, first), *rest]
    node.body = [*doc, *begin, *body]
    new = _code(compile(tree, old.co_filename, "exec"), old.co_name)
    if new.co_freevars != old.co_freevars:
        raise ValueError("another closure")
    return new.replace(co_qualname=old.co_qualname, co_firstlineno=old.co_firstlineno)


def _handlers(body):
    """Where *body* catches every exception."""
    handlers = [node for statement in body for node in ast.walk(statement) if isinstance(node, ast.ExceptHandler)]
    return [handler for handler in handlers if handler.type is None or ast.dump(handler.type) == _ANY_EXCEPTION]


_ANY_EXCEPTION = ast.dump(ast.parse("BaseException", mode="eval").body)
_FORGETS_SELF = ast.dump(ast.parse("self = None").body[0])


def _guarded(statement):
    return f"if {_UNTRACED}:\n try: {statement}\n except BaseException as _e: raise _e.with_traceback(None)\n"


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

    def __init__(self, call):
        self.call = call

    def visit_FunctionDef(self, node):
        return node

    def visit_Return(self, node):
        statements = _at(f"_r = 0\n{_guarded(self.call)}return _r\n", node)
        statements[0].value = node.value or statements[0].value
        return statements


def _code(code, name):
    for constant in code.co_consts:
        if inspect.iscode(constant):
            found = constant if constant.co_name == name else _code(constant, name)
            if found:
                return found
    return None


def _own(task):
    """Whose methods are those of *task*, whatever a subclass has made of them."""
    return _CTask if issubclass(type(task), _CTask) else _PyTask


def _task_of(callback):
    """The task whose step *callback* is."""
    kind = type(callback)
    if kind is types.MethodType:
        step = type(callback.__func__) is types.FunctionType and callback.__name__ in _STEPS
    elif kind is types.BuiltinMethodType:
        step = callback.__name__ in _STEPS
    else:
        step = kind.__name__ == "TaskStepMethWrapper"
    return callback.__self__ if step and issubclass(type(callback.__self__), (_CTask, _PyTask)) else None


def _is_new(task, callback):
    """Whether a task that lies where an older one lay is about to be scheduled for the first time."""
    coro = _own(task).get_coro(task)
    return type(callback).__name__ == "TaskStepMethWrapper" and type(coro) is types.CoroutineType and not coro.cr_suspended


def _is_program(filename):
    return not filename.startswith((_STDLIB, "<")) and not _is_library(filename)


def _is_library(filename):
    return "site-packages" in filename


def _described(coro):
    """The name of a coroutine, and the line of the program where it begins; -1 if it is an installed library's."""
    if type(coro) not in (types.CoroutineType, types.GeneratorType):
        return type(coro).__name__, 0
    code = coro.cr_code if type(coro) is types.CoroutineType else coro.gi_code
    line = code.co_firstlineno if _is_program(code.co_filename) else -_is_library(code.co_filename)
    return coro.__qualname__, line


def _frame_and_next(coro):
    """The frame of a coroutine, or of what is like one, and what that awaits."""
    kind = type(coro)
    if kind is types.CoroutineType:
        return coro.cr_frame, coro.cr_await
    if kind is types.GeneratorType:
        return coro.gi_frame, coro.gi_yieldfrom
    if kind is types.AsyncGeneratorType:
        return coro.ag_frame, coro.ag_await
    inner = gc.get_referents(coro) if kind.__name__ in _WRAPPERS and kind.__module__ == "builtins" else []
    return None, next((one for one in inner if type(one) in _AWAITED or type(one).__name__ in _WRAPPERS), None)


_AWAITED = (types.CoroutineType, types.GeneratorType, types.AsyncGeneratorType)


def _waiting_for(task, recorder):
    """What a suspended task waits for, and the line of the program where it does."""
    coro, line, below = _own(task).get_coro(task), 0, None
    for _ in range(100):
        frame, coro = _frame_and_next(coro)
        if frame is not None and _is_program(frame.f_code.co_filename):
            line, below = frame.f_lineno, None
        elif frame is not None and (below is None or below.f_code.co_qualname.startswith("_ContextManagerMixin.")):
            below = frame
        if coro is None:
            break
    waiter = _field(task, "_fut_waiter")
    if below is not None and below.f_code.co_name == "sleep" and below.f_globals.get("__name__") == "asyncio.tasks":
        if waiter is None:
            return "next", "", line
        return "sleep", _seconds(below.f_locals.get("delay")), line
    if below is not None:
        return "call", _CALLS.get(below.f_code.co_qualname, below.f_code.co_qualname), line
    return *_future(waiter, recorder), line


_CALLS = {"_AsCompletedIterator._wait_for_one": "as_completed", "as_completed.<locals>._wait_for_one": "as_completed"}
_CALLBACKS = {
    "shield.<locals>._outer_done_callback": ("call", "shield"),
    "_chain_future.<locals>._call_check_cancel": ("future", "concurrent.futures"),
}


def _future(waiter, recorder):
    """What is known of the future that a task awaits itself."""
    if waiter is None:
        return "next", ""
    if issubclass(type(waiter), (_CTask, _PyTask)):
        return "task", recorder.number(waiter)
    if type(waiter).__name__ == "_GatheringFuture":
        return "gather", ""
    if type(waiter) is asyncio.Future:
        for callback, _ in waiter._callbacks or ():
            if type(callback) is types.FunctionType and callback.__qualname__ in _CALLBACKS:
                return _CALLBACKS[callback.__qualname__]
    return "future", ""


def _seconds(delay):
    kind = next((kind for kind in (int, float) if issubclass(type(delay), kind)), None)
    return kind.__format__(delay, "g") if kind else ""


def _plain(value):
    if value is None or type(value) in (bool, float) or (type(value) is int and value.bit_length() < 64):
        return repr(value)
    return repr(value[:80]) if type(value) in (str, bytes) else ""


def _name(function):
    """The name of the function that a job of an executor, or a callback, calls."""
    while type(function) is functools.partial:
        within = type(getattr(function.func, "__self__", None)) if type(function.func) is types.BuiltinMethodType else None
        # asyncio.to_thread has it run in a copy of the context
        function = function.args[0] if within is contextvars.Context and function.args else function.func
    if type(function) is types.MethodType:
        function = function.__func__
    named = type(function) in (types.FunctionType, types.BuiltinFunctionType, type)
    return function.__qualname__ if named else type(function).__qualname__


def start(report):
    """Begin to tell of events on the pipe *report*."""
    _Recorder(report).start()
