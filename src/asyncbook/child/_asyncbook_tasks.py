"""What a task is, does and waits for, read without running any code of the program's.

Standard library only, CPython 3.11 and up.
"""

import asyncio
import contextvars
import functools
import gc
import os
import types
from asyncio.tasks import _PyTask

_STEPS = {"task_wakeup", "__wakeup", "__step", "_Task__step", "_Task__wakeup"}
_WRAPPERS = {"coroutine_wrapper", "async_generator_asend", "async_generator_athrow", "anext_awaitable"}
_STDLIB = os.path.dirname(os.__file__)
_CTask = asyncio.Task
TASKS = (_CTask, _PyTask)
"""The classes of tasks."""
field = object.__getattribute__
"""An attribute as it lies in an object, whatever its class makes of it."""


def methods_of(task):
    """Whose methods are those of *task*, whatever a subclass has made of them."""
    return _CTask if issubclass(type(task), _CTask) else _PyTask


def task_of(callback):
    """The task whose step *callback* is."""
    kind = type(callback)
    if kind is types.MethodType:
        step = type(callback.__func__) is types.FunctionType and callback.__name__ in _STEPS
    elif kind is types.BuiltinMethodType:
        step = callback.__name__ in _STEPS
    else:
        step = kind.__name__ == "TaskStepMethWrapper"
    return callback.__self__ if step and issubclass(type(callback.__self__), TASKS) else None


def is_new(task, callback):
    """Whether a task that lies where an older one lay is about to be scheduled for the first time."""
    coro = methods_of(task).get_coro(task)
    return type(callback).__name__ == "TaskStepMethWrapper" and type(coro) is types.CoroutineType and not coro.cr_suspended


def _is_program(filename):
    return not filename.startswith((_STDLIB, "<")) and not _is_library(filename)


def _is_library(filename):
    return "site-packages" in filename


def described(coro):
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


def waiting_for(task, recorder):
    """What a suspended task waits for, and the line of the program where it does."""
    coro, line, below = methods_of(task).get_coro(task), 0, None
    for _ in range(100):
        frame, coro = _frame_and_next(coro)
        if frame is not None and _is_program(frame.f_code.co_filename):
            line, below = frame.f_lineno, None
        elif frame is not None and (below is None or below.f_code.co_qualname.startswith("_ContextManagerMixin.")):
            below = frame
        if coro is None:
            break
    waiter = field(task, "_fut_waiter")
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
    if issubclass(type(waiter), TASKS):
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


def plain_value(value):
    if value is None or type(value) in (bool, float) or (type(value) is int and value.bit_length() < 64):
        return repr(value)
    return repr(value[:80]) if type(value) in (str, bytes) else ""


def name_of(function):
    """The name of the function that a job of an executor, or a callback, calls."""
    while type(function) is functools.partial:
        within = type(getattr(function.func, "__self__", None)) if type(function.func) is types.BuiltinMethodType else None
        # asyncio.to_thread has it run in a copy of the context
        function = function.args[0] if within is contextvars.Context and function.args else function.func
    if type(function) is types.MethodType:
        function = function.__func__
    named = type(function) in (types.FunctionType, types.BuiltinFunctionType, type)
    return function.__qualname__ if named else type(function).__qualname__
