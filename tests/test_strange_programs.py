"""Programs that do to asyncio what nobody should: recorded as far as it can be, and never changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asyncbook import environments
from asyncbook.recordings import Recording
from asyncbook.strings import strings
from asyncbook.timeline import timeline_html

from .conftest import ROOT
from .helpers import python_of, record

HEADER = '# /// snippet\n# timeout = 15\n# expect = "none"\n# ///\nimport asyncio, os, sys, threading, time\n'
PROGRAMS = {
    "patches asyncio": """
real = asyncio.sleep
async def sleep(delay, result=None):
    print("sleeps", delay)
    return await real(delay, result)
asyncio.sleep = sleep
asyncio.events.Handle._run = lambda self: self._context.run(self._callback, *self._args)
async def main():
    await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0.02, 2))
asyncio.run(main())
""",
    "has a task factory of its own": """
class Mine(asyncio.Task):
    pass
async def work(): return asyncio.current_task()
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **more: Mine(coro, loop=loop, **more))
    print(type(await asyncio.create_task(work())).__name__)
    loop.set_task_factory(lambda loop, coro, **more: asyncio.ensure_future(coro, loop=None) if 0 else Mine(coro, loop=loop))
    print(type(await loop.create_task(work())).__name__)
asyncio.run(main())
""",
    "has a loop class of its own": """
class Loop(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        return super().call_soon(callback, *args, context=context)
    def create_task(self, coro, **more):
        print("create_task", coro.__qualname__)
        return super().create_task(coro, **more)
async def work(): await asyncio.sleep(0.01)
async def main(): await asyncio.gather(work(), work())
with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())
""",
    "traces itself": """
seen = set()
def tracer(frame, event, arg):
    seen.add((frame.f_code.co_name, event))
    return tracer
async def work(): await asyncio.sleep(0)
async def main():
    sys.settrace(tracer)
    await asyncio.create_task(work())
    sys.settrace(None)
asyncio.run(main())
print(sorted(seen))
""",
    "monitors itself": """
seen = set()
sys.monitoring.use_tool_id(3, "mine")
sys.monitoring.register_callback(3, sys.monitoring.events.PY_START, lambda code, offset: seen.add(code.co_qualname))
async def work(): await asyncio.sleep(0)
async def main():
    sys.monitoring.set_events(3, sys.monitoring.events.PY_START)
    await asyncio.create_task(work())
    sys.monitoring.set_events(3, 0)
asyncio.run(main())
print(sorted(seen))
""",
    "recurses deeply": """
async def deep(n):
    if n: return await deep(n - 1)
    await asyncio.sleep(0.01)
    return "bottom"
async def main():
    print(await asyncio.gather(deep(300), deep(100)))
    try:
        await deep(10**6)
    except RecursionError as error:
        print("RecursionError")
asyncio.run(main())
""",
    "makes 100 000 tasks": """
async def work(n): return n
async def main():
    print(sum(await asyncio.gather(*(work(n) for n in range(100_000)))))
asyncio.run(main())
""",
    "kills itself between two steps": """
import signal
async def work():
    await asyncio.sleep(0.01)
    print("last words", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
async def main(): await asyncio.gather(work(), asyncio.sleep(9))
asyncio.run(main())
""",
    "starts processes": """
async def main():
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('child')")
    print(await child.wait())
    child = os.fork()
    if not child:
        try:
            asyncio.new_event_loop().run_until_complete(asyncio.sleep(0.01))
        finally:
            os._exit(3)
    print(os.waitpid(child, 0)[1] >> 8)
asyncio.run(main())
""",
    "has interpreters within": """
from concurrent import interpreters
async def main():
    inner = interpreters.create()
    await asyncio.to_thread(inner.exec, "import asyncio\\nasyncio.run(asyncio.sleep(0.01))\\nprint('inner', flush=True)")
    inner.close()
    print("outer")
asyncio.run(main())
""",
    "names tasks as it likes": """
async def work(): await asyncio.sleep(0.01)
class Named(str): pass
async def main():
    names = ["<script>", "\\u202eright to left", "🧵" * 3, "x" * 10_000, "", "a\\tb\\nc\\0", None, 7, Named("sub")]
    tasks = [asyncio.create_task(work(), name=name) for name in names]
    tasks[1].set_name("later")
    await asyncio.gather(*tasks)
    print([task.get_name()[:20].encode() for task in tasks if not task.get_name().startswith("Task-")])
asyncio.run(main())
""",
    "takes a function away that the recorder needs": """
import concurrent.futures.thread
del threading.Thread._bootstrap_inner.__globals__["_trace_hook"]
time.monotonic_ns = None
os.write = None
async def work(): await asyncio.sleep(0.01)
async def main(): await asyncio.gather(work(), work())
asyncio.run(main())
print("end")
""",
    "notes whoever asks its objects for something": """
import collections.abc
def noisy(name, base=object):
    def __getattribute__(self, attribute):
        if not attribute.startswith("_Task__"):
            print(name, attribute)
        return base.__getattribute__(self, attribute)
    return type(name, (base,), {"__getattribute__": __getattribute__, "__call__": lambda self, *a: print("called"), "work": print})
class Waits(noisy("coroutine"), collections.abc.Coroutine):
    turns = 0
    def send(self, value):
        self.turns += 1
        if self.turns > 2: raise StopIteration(5)
    def throw(self, *error): raise error[0]
    __await__ = lambda self: self
    __next__ = lambda self: self.send(None)
    __iter__ = __await__
class Named(threading.Thread):
    name = property(lambda self: print("name"), lambda self, name: None)
    daemon = property(lambda self: print("daemon"))
    def run(self): print("runs")
class Delay(float):
    def __format__(self, spec): print("format"); return ""
class Name(str):
    __str__ = lambda self: self
    __hash__ = str.__hash__
    def __eq__(self, other): print("compared"); return str.__eq__(self, other)
    def __ne__(self, other): print("compared"); return str.__ne__(self, other)
    def __getitem__(self, index): print("cut"); return str.__getitem__(self, index)
    def encode(self, *more): print("encoded"); return str.encode(self, *more)
async def work(): await asyncio.sleep(Delay(0.01))
async def main():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, noisy("job")())
    for callback in (noisy("callback")(), noisy("owner")().work):
        loop.call_soon(callback)
    print(await Waits(), await asyncio.create_task(Waits()), len(await asyncio.gather(asyncio.create_task(work(), name=Name("name")))))
    loop.set_task_factory(lambda loop, coro, **more: noisy("task", asyncio.Task)(coro, loop=loop, **more))
    await loop.create_task(work())
    thread = Named()
    thread.start()
    thread.join()
asyncio.run(main())
""",
    "counts what is called of it": """
called = set()
def counted(module, name):
    real = getattr(module, name)
    def function(*args, **more):
        called.add(name)
        return real(*args, **more)
    setattr(module, name, function)
for module, name in ((os, "write"), (time, "monotonic_ns"), (threading, "get_ident"), (asyncio, "current_task")):
    counted(module, name)
import cProfile, pstats
async def work(): await asyncio.sleep(0.01)
async def main(): await asyncio.gather(work(), work())
asyncio.run(main())
print(sorted(called))
profile = cProfile.Profile()
profile.runcall(asyncio.run, main())
print(sorted(name for _, _, name in pstats.Stats(profile).stats if "get" in name or "monit" in name))
""",
    "looks at every frame": """
def look(*more):
    frame = sys._getframe(1)
    while frame:
        print(frame.f_code.co_qualname, frame.f_lineno, sorted(frame.f_locals))
        frame = frame.f_back
lines = []
def tracer(frame, event, arg):
    lines.append((frame.f_code.co_qualname, event, frame.f_lineno))
    return tracer
async def work(): look(); await asyncio.sleep(0); look()
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    loop.call_soon(look)
    await asyncio.create_task(work())
    await asyncio.to_thread(look)
    for callback in (lambda: sys.settrace(tracer), int, lambda: sys.settrace(None)):
        loop.call_soon(callback)
    await asyncio.sleep(0.01)
asyncio.run(main())
print(lines)
""",
    "begins to profile within a task": """
import weakref
async def work(): sys.setprofile(lambda *event: None)
async def main():
    task = asyncio.create_task(work())
    gone = weakref.ref(task)
    await task
    sys.setprofile(None)
    del task
    print(gone())
asyncio.run(main())
""",
    "counts garbage and modules": """
import gc, linecache
print(gc.collect(), len(linecache.cache), sorted(sys.modules))
async def work(): await asyncio.sleep(0.01)
async def main():
    await asyncio.gather(work(), work())
    print(gc.collect())
asyncio.run(main())
print(gc.collect())
""",
    "closes all that it could have opened": """
import resource
print("before")
os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
print("after")
async def work(): await asyncio.sleep(0.01)
async def main(): await asyncio.gather(work(), work())
asyncio.run(main())
print("end")
""",
    "closes every file": """
async def work(): await asyncio.sleep(0.01)
async def main():
    os.closerange(3, 5)
    os.closerange(9, 64)
    await asyncio.gather(work(), work())
    print("end")
try:
    asyncio.run(main())
except OSError as error:
    print(type(error))
""",
}
WORDS = strings("en")


def same(plain: Recording, told: Recording) -> None:
    def seen(recording: Recording) -> list[tuple[str, str]]:
        return [(line.stream, re.sub("0x[0-9a-f]+", "0x", line.text)) for line in recording.lines]

    assert seen(told) == seen(plain)
    assert (told.outcome, told.status, told.faults) == (plain.outcome, plain.status, plain.faults)


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_runs_as_without_the_recorder_and_its_timeline_can_be_drawn(tmp_path: Path, name: str) -> None:
    python = python_of("3.15")
    plain = record(tmp_path, HEADER + PROGRAMS[name], python)
    told = record(tmp_path, HEADER + PROGRAMS[name], python, events=True)
    same(plain, told)
    assert told.events is not None
    assert any(lane.kind == "thread" for lane in told.events.lanes)
    timeline_html(told, name, WORDS)


UVLOOP = """
import uvloop
async def work(n):
    await asyncio.sleep(n / 100)
    print("work", n)
async def main():
    async with asyncio.TaskGroup() as group:
        for n in (2, 1): group.create_task(work(n))
uvloop.run(main())
"""


def test_a_loop_that_is_no_python_code_still_shows_threads_and_says_nothing_wrong(tmp_path: Path) -> None:
    try:
        python = environments.python_with(("uvloop",), python_of("3.14"), ROOT / ".cache" / "environments")
    except environments.InstallError as error:
        pytest.skip(f"uvloop cannot be had: {error}")
    plain = record(tmp_path, HEADER + UVLOOP, python)
    told = record(tmp_path, HEADER + UVLOOP, python, events=True)
    same(plain, told)
    assert plain.outcome.kind == "ok"
    assert told.events
    assert [lane.name for lane in told.events.lanes if lane.kind == "thread"] == ["MainThread"]
