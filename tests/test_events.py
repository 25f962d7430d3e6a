"""What tasks and threads of real programs did, and that recording it changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.events import Events, Lane, Stretch
from asyncbook.recordings import Recording
from asyncbook.reports import parse
from asyncbook.strings import strings
from asyncbook.timeline import timeline_html

from .helpers import printed, python_of, record

RECORDING = ["3.11", "3.12", "3.13", "3.14", "3.15"]
on_every_recording_python = pytest.mark.parametrize("version", RECORDING)


def recorded(folder: Path, source: str, version: str = "3.14") -> Recording:
    """The program run with the recorder; what it prints must be the same without."""
    header = "# /// snippet\n# timeout = 10\n# ///\nimport asyncio, sys, threading, time\n"
    python = python_of(version)
    plain = record(folder, header + source, python)
    told = record(folder, header + source, python, events=True)
    assert seen(told) == seen(plain)
    assert (told.outcome, told.status, told.faults) == (plain.outcome, plain.status, plain.faults)
    return told


def seen(recording: Recording) -> list[tuple[str, str]]:
    return [(line.stream, re.sub("0x[0-9a-f]+", "0x", line.text)) for line in recording.lines]


def events_of(recording: Recording) -> Events:
    assert recording.events
    return recording.events


def lane(recording: Recording, name: str) -> Lane:
    [found] = [lane for lane in events_of(recording).lanes if lane.name == name]
    return found


def busy(lane: Lane) -> list[Stretch]:
    """Its stretches, without those in which it was only kept waiting, as on a busy machine."""
    return [stretch for stretch in lane.stretches if stretch.kind != "ready"]


def whose(recording: Recording) -> list[tuple[str, str]]:
    """Each printed line with the name of its lane."""
    events = events_of(recording)
    pairs = zip(recording.lines, events.printed, strict=True)
    return [(line.text, events.lanes[index].name if index >= 0 else "") for line, index in pairs]


GROUP = """
async def work(n):
    print("begin", n)
    await asyncio.sleep(n / 10)
    print("end", n)
    return n
async def main():
    async with asyncio.TaskGroup() as group:
        for n in (1, 2):
            group.create_task(work(n), name=f"w{n}")
    print("all")
asyncio.run(main())
"""


@on_every_recording_python
def test_tasks_have_a_parent_runs_waits_and_an_end(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, GROUP, version)
    first, second = lane(recording, "w1"), lane(recording, "w2")
    assert [(s.kind, s.what, s.line) for s in busy(first)] == [("run", "", 3), ("sleep", "0.1", 5), ("run", "", 5)]
    assert (first.does, first.how, first.result) == ("work", "returned", "1")
    assert first.ended
    assert second.ended
    assert 0.1 <= first.ended < second.ended
    lanes = events_of(recording).lanes
    assert lanes[first.parent].does == "main"
    assert lanes[first.thread].name == "MainThread"
    assert [(s.kind, s.what) for s in busy(lanes[first.parent]) if s.kind != "run"] == [("call", "TaskGroup.__aexit__")]
    assert [name for _, name in whose(recording)[:4]] == ["w1", "w2", "w1", "w2"]


@on_every_recording_python
def test_times_of_events_and_of_printed_lines_agree(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, GROUP, version)
    for line, index in zip(recording.lines, events_of(recording).printed, strict=True):
        runs = [s for s in events_of(recording).lanes[index].stretches if s.kind == "run"]
        assert any(s.start - 0.005 <= line.time <= s.end + 0.005 for s in runs)


ENDS = """
async def fails(): raise KeyError("x")
async def waits(): await asyncio.sleep(60)
async def main():
    bad, slow, early = asyncio.create_task(fails(), name="bad"), asyncio.create_task(waits(), name="slow"), None
    await asyncio.wait([bad])
    slow.cancel()
    early = asyncio.create_task(waits(), name="early")
    early.cancel()
    print(await asyncio.gather(bad, slow, early, return_exceptions=True))
    keep.append(asyncio.create_task(waits(), name="left"))
    await asyncio.sleep(0)
keep = []
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()
import os
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""


@on_every_recording_python
def test_every_way_to_end_is_seen_also_when_the_process_is_killed(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, ENDS, version)
    ends = {name: lane(recording, name) for name in ("bad", "slow", "early", "left")}
    assert {name: (found.how, found.result) for name, found in ends.items()} == {
        "bad": ("raised", "KeyError"), "slow": ("cancelled", ""), "early": ("cancelled", ""), "left": ("", ""),
    }  # fmt: skip
    assert len(ends["slow"].cancels) == 1
    assert ends["left"].ended is None
    assert recording.status == -9


THREADS = """
def job(n):
    print("job", n, threading.current_thread().name)
    time.sleep(n / 10)
async def ask():
    print("asked in", threading.current_thread().name)
    return 1
def serve(loop):
    asyncio.set_event_loop(loop)
    loop.run_forever()
async def main():
    await asyncio.gather(asyncio.to_thread(job, 1), asyncio.get_running_loop().run_in_executor(None, job, 2))
loop = asyncio.new_event_loop()
thread = threading.Thread(target=serve, args=(loop,), name="server")
thread.start()
print(asyncio.run_coroutine_threadsafe(ask(), loop).result())
asyncio.run(main())
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
"""


@on_every_recording_python
def test_threads_jobs_and_loops_in_threads_are_lanes(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, THREADS, version)
    lanes = events_of(recording).lanes
    jobs = [s for lane in lanes for s in lane.stretches if s.kind == "job"]
    assert [s.what for s in jobs] == ["job", "job"]
    shorter, longer = sorted(s.end - s.start for s in jobs)
    assert 0.09 <= shorter <= longer
    assert longer >= 0.19
    [asked] = [lane for lane in lanes if lane.does == "ask"]
    assert lanes[asked.thread].name == "server"
    names = dict(whose(recording))
    assert all(text.endswith(name) for text, name in names.items() if text.startswith("job"))
    assert names["1"] == "MainThread"
    assert {lanes[s.by].kind for s in jobs} == {"task"}
    server = lane(recording, "server")
    assert lanes[server.parent].name == "MainThread"
    assert (server.kind, server.how) == ("thread", "returned")
    loops = [loop for loop in events_of(recording).loops if loop.end and loop.end - loop.start > 0.05]
    assert {lanes[loop.thread].name for loop in loops} == {"MainThread", "server"}  # closing one may take long, too
    assert all(loop.closed is None or loop.end is None or loop.closed >= loop.end for loop in loops)


STOPPED = """
async def main():
    try:
        await asyncio.sleep(5)
    finally:
        print("cleaned up")
asyncio.run(main())
"""


def test_signals_and_when_the_loop_was_closed_are_known(tmp_path: Path) -> None:
    header = "# /// snippet\n# interrupt = 0.3\n# ///\nimport asyncio\n"
    recording = record(tmp_path, header + STOPPED, python_of("3.15"), events=True)
    [(when, name)] = events_of(recording).signals
    assert name == "SIGINT"
    assert 0.3 <= when < 1
    first, *_, last = events_of(recording).loops
    assert first.end is not None
    assert last.closed is not None
    assert first.start < when < first.end <= last.closed
    assert lane(recording, "Task-1").how == "cancelled"


OWN_SIGNAL = """
import signal
async def main():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, print, "heard")
    signal.raise_signal(signal.SIGUSR1)
    await asyncio.sleep(0.05)
    signal.raise_signal(signal.SIGINT)
    await asyncio.sleep(5)
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("stopped")
"""


@on_every_recording_python
def test_signals_that_a_program_sends_itself_are_known(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, OWN_SIGNAL, version)
    assert [name for _, name in events_of(recording).signals] == ["SIGUSR1", "SIGINT"]
    timeline_html(recording, "x", strings("en"))


EAGER = """
async def inner(): await asyncio.sleep(0.05)
async def quick(): return 7
async def outer():
    task = asyncio.create_task(inner(), name="inner")
    print("in outer")
    await task
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await asyncio.gather(asyncio.create_task(outer(), name="outer"), asyncio.create_task(quick(), name="quick"))
asyncio.run(main())
"""


@pytest.mark.parametrize("version", ["3.13", "3.14", "3.15"])
def test_eager_tasks_have_their_first_step_and_their_parents(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, EAGER, version)
    lanes = events_of(recording).lanes
    assert lanes[lane(recording, "inner").parent].name == "outer"
    assert lanes[lane(recording, "outer").parent].does == "main"
    assert [s.kind for s in lane(recording, "outer").stretches] == ["run", "task", "run"]
    assert (lane(recording, "quick").how, lane(recording, "quick").result) == ("returned", "7")
    assert whose(recording) == [("in outer", "outer")]


SEEN = """
import gc, weakref
class Loop(asyncio.SelectorEventLoop):
    def create_task(self, coro, **options):
        return super().create_task(coro, **options)
def fails(): raise ValueError("callback")
async def deep(n): return n and await deep(n - 1)
async def main():
    task = asyncio.current_task()
    print(task.get_coro().__qualname__, type(task).__name__, task.get_stack(), len(gc.get_referrers(task)))
    asyncio.get_running_loop().call_soon(fails)
    await asyncio.sleep(0)
    gone = weakref.ref(asyncio.create_task(deep(3)))
    await asyncio.sleep(0.01)
    print(gone(), gc.collect() < 50, sys.gettrace())
    def tracer(frame, event, arg):
        seen.append(frame.f_code.co_name)
    seen = []
    sys.setprofile(tracer)
    await asyncio.sleep(0)
    sys.setprofile(None)
    print(sorted(set(seen)))
    await deep(200)
    try:
        await deep(100_000)
    except RecursionError as error:
        print(type(error))
    raise KeyError("end")
loop = Loop()
loop.set_debug(True)
loop.slow_callback_duration = 60
try:
    loop.run_until_complete(main())
finally:
    print([t.get_name() for t in threading.enumerate()], sorted(name for name in sys.modules if "asyncbook" in name))
    loop.close()
"""


@on_every_recording_python
def test_a_program_cannot_see_that_it_is_recorded(tmp_path: Path, version: str) -> None:
    recorded(tmp_path, SEEN, version)


INTERRUPTED = """
import itertools, os, signal
async def spins():
    while True:
        await asyncio.sleep(0)
loop = asyncio.new_event_loop()
signal.setitimer(signal.ITIMER_REAL, 0.02)
signal.signal(signal.SIGALRM, signal.default_int_handler)
import traceback
names = set()
for turn in range(40):
    task = loop.create_task(spins())
    signal.setitimer(signal.ITIMER_REAL, 0.003 + turn / 20000)
    try:
        loop.run_until_complete(task)
    except KeyboardInterrupt as error:
        names |= {os.path.basename(frame.filename) for frame in traceback.extract_tb(error.__traceback__)}
    task.cancel()
print(sorted(names - {"program.py", "base_events.py", "events.py", "selectors.py", "selector_events.py", "tasks.py"}))
"""


@pytest.mark.parametrize("version", ["3.11", "3.15"])
def test_a_signal_that_comes_within_the_recorder_leaves_no_trace_of_it(tmp_path: Path, version: str) -> None:
    python = python_of(version)
    told = record(tmp_path, "import asyncio, sys\n" + INTERRUPTED, python, events=True)
    assert printed(told) in (["[]"], [])  # nothing where it came outside the try
    assert not [line.text for line in told.lines if "asyncbook" in line.text or "_ab_" in line.text]


BUSY = """
async def block():
    await asyncio.sleep(0.1)
    time.sleep(0.2)
async def sleep(): await asyncio.sleep(0.15)
async def main():
    blocking, sleeping = asyncio.create_task(block()), asyncio.create_task(sleep())
    await blocking
    asyncio.get_running_loop().call_soon(time.sleep, 0.1)
    late = asyncio.create_task(sleep(), name="late")
    await asyncio.sleep(0)
    late.cancel()
asyncio.run(main())
"""


@on_every_recording_python
def test_who_could_run_and_did_not_is_ready_and_a_slow_callback_is_seen(tmp_path: Path, version: str) -> None:
    events = events_of(recorded(tmp_path, BUSY, version))
    [sleeping] = [lane for lane in events.lanes if lane.does == "sleep" and lane.name != "late"]
    waited = [(s.kind, s.what, round(s.end - s.start, 2)) for s in sleeping.stretches if s.kind != "run"]
    assert waited[0] == ("sleep", "0.15", 0.15)
    assert waited[1][:2] == ("ready", "sleep")
    assert 0.13 <= waited[1][2] <= 0.5
    [slow] = [s for lane in events.lanes if lane.kind == "thread" for s in lane.stretches if s.kind == "callback"]
    assert (slow.what, round(slow.end - slow.start, 1)) == ("sleep", 0.1)
    [late] = [lane for lane in events.lanes if lane.name == "late"]
    assert late.stretches[0].kind == "ready"
    assert late.stretches[0].end - late.stretches[0].start >= 0.09


MANY = """
async def work(n): return n
async def main():
    print(sum(await asyncio.gather(*(work(n) for n in range(900)))))
    threads = [threading.Thread(target=print, args=(n,)) for n in range(300)]
    for thread in threads:
        thread.start()
        thread.join()
asyncio.run(main())
"""


@on_every_recording_python
def test_beyond_two_hundred_tasks_and_threads_are_counted(tmp_path: Path, version: str) -> None:
    events = events_of(recorded(tmp_path, MANY, version))
    kinds = [lane.kind for lane in events.lanes if not lane.hidden]
    assert (kinds.count("task"), kinds.count("thread")) == (200, 201)
    assert 760 <= events.further <= 803  # of 703 and 100; not each is told
    assert events.until is None
    assert events.printed[-1] == -1


SWITCHING = """
async def main():
    for _ in range(6000):
        await asyncio.sleep(0)
    print("done")
asyncio.run(main())
"""


def test_too_many_events_end_the_record_and_say_so(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SWITCHING, "3.15")
    events = events_of(recording)
    assert events.until is not None
    assert events.until < recording.duration
    assert len(lane(recording, "Task-1").stretches) < 12000


STRANGE = """
async def main():
    names = ["<b>&", "\\N{SNOWMAN}", "x" * 10_000, "\\u202eright to left", "", "a\\tb\\nc", "\\udc80"]
    await asyncio.gather(*(asyncio.create_task(asyncio.sleep(0.01), name=name) for name in names))
asyncio.run(main())
"""


def test_strange_names_arrive_as_they_are_or_cut(tmp_path: Path) -> None:
    names = {lane.name for lane in events_of(recorded(tmp_path, STRANGE, "3.15")).lanes}
    assert {"<b>&", "☃", "x" * 200, "\u202eright to left", "", "a\tb\nc", "\udc80"} <= names


AWAITS = """
async def leave():
    for _ in range(2):
        yield await asyncio.sleep(0.01)
class Old:
    def __await__(self): yield from asyncio.sleep(0.01).__await__()
async def lock(): await one.acquire()
async def locks():
    async with one: pass
async def generates():
    async for _ in leave(): pass
async def asks(): await anext(leave(), None)
async def awaits(): await Old()
async def completes():
    for future in asyncio.as_completed([asyncio.sleep(0.01)]): await future
async def shields(): await asyncio.shield(asyncio.sleep(0.01))
async def executes(): await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.01)
async def main():
    global one
    one = asyncio.Lock()
    await one.acquire()
    names = (lock, locks, generates, asks, awaits, completes, shields, executes)
    tasks = [asyncio.create_task(function(), name=function.__name__) for function in names]
    await asyncio.sleep(0.05)
    one.release()
    await asyncio.sleep(0)
    one.release()
    await asyncio.gather(*tasks)
asyncio.run(main())
"""


@on_every_recording_python
def test_what_is_awaited_is_known_through_generators_and_wrappers(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, AWAITS, version)
    sleeps = ("sleep", "0.01")
    expected = {
        "lock": ("call", "Lock.acquire"), "locks": ("call", "Lock.acquire"), "generates": sleeps, "asks": sleeps,
        "awaits": sleeps, "completes": ("call", "as_completed"), "shields": ("call", "shield"),
        "executes": ("future", "concurrent.futures"),
    }  # fmt: skip
    found = {name: next((s.kind, s.what) for s in busy(lane(recording, name)) if s.kind != "run") for name in expected}
    assert found == expected


RENAMED = """
async def work():
    asyncio.current_task().set_name("while it runs")
    await asyncio.sleep(60)
async def main():
    keep = [asyncio.create_task(work()), asyncio.create_task(asyncio.sleep(60))]
    keep[1].set_name("before it runs")
    await asyncio.sleep(0.01)
    import os
    os._exit(0)
asyncio.run(main())
"""


@pytest.mark.parametrize("version", ["3.11", "3.15"])
def test_a_task_has_its_last_name_even_if_it_never_ends(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, RENAMED, version)
    assert lane(recording, "while it runs").does == "work"
    assert lane(recording, "before it runs").does == "sleep"


OWN_TASKS = """
from asyncio import tasks
class Mine(asyncio.Task):
    def get_name(self): return "hidden"
async def work(n):
    await asyncio.sleep(0.01)
    print(n)
async def main():
    loop = asyncio.get_running_loop()
    for kind in (tasks._PyTask, Mine):
        loop.set_task_factory(lambda loop, coro, **more: kind(coro, loop=loop, **more))
        await asyncio.create_task(work(kind.__name__), name=kind.__name__)
asyncio.run(main())
"""


@on_every_recording_python
def test_tasks_written_in_python_and_of_a_subclass_are_lanes(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, OWN_TASKS, version)
    assert whose(recording) == [("Task", "Task"), ("Mine", "Mine")]
    assert lane(recording, "Mine").how == "returned"


SPEAKS = """
import os
async def main():
    print("parent")
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('another process')")
    await child.wait()
    print("parent again")
asyncio.run(main())
"""


def test_a_line_of_another_process_is_nobodys(tmp_path: Path) -> None:
    assert whose(recorded(tmp_path, SPEAKS)) == [("parent", "Task-1"), ("another process", ""), ("parent again", "Task-1")]


FORK = """
import os
async def main():
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    print("parent")
asyncio.run(main())
"""


@pytest.mark.filterwarnings("ignore")
def test_a_forked_child_tells_nothing(tmp_path: Path) -> None:
    recording = recorded(tmp_path, FORK, "3.11")
    assert [lane.does for lane in events_of(recording).lanes if lane.kind == "task" and not lane.hidden] == ["main"]


KILLED = """
import os, signal
def job():
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGKILL)
async def main():
    await asyncio.to_thread(job)
asyncio.run(main())
"""


def test_a_job_that_never_ended_is_there_up_to_the_end(tmp_path: Path) -> None:
    [job] = [s for lane in events_of(recorded(tmp_path, KILLED, "3.15")).lanes for s in lane.stretches if s.kind == "job"]
    assert job.what == "job"
    assert job.end - job.start > 0.09


FAILING = """
def bad(): raise KeyError("x")
def good(): pass
async def main():
    for function in (bad, good):
        try:
            await asyncio.to_thread(function)
        except KeyError:
            print("failed")
threading.excepthook = lambda hook: print(hook.exc_type)
for function in (bad, good):
    thread = threading.Thread(target=function, name=function.__name__)
    thread.start()
    thread.join()
asyncio.run(main())
"""


@on_every_recording_python
def test_threads_and_jobs_that_raise_say_what(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, FAILING, version)
    assert [(lane(recording, name).how, lane(recording, name).result) for name in ("bad", "good")] == [
        ("raised", "KeyError"), ("returned", ""),
    ]  # fmt: skip
    jobs = [s for lane in events_of(recording).lanes for s in lane.stretches if s.kind == "job"]
    assert [(job.what, job.raised) for job in jobs] == [("bad", "KeyError"), ("good", "")]
    drawn = timeline_html(recording, "program", strings("en"))
    assert "✕ KeyError" in drawn
    assert "bad()" in drawn


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\n\\"), max_size=12)
TOLD = st.lists(
    st.builds(
        lambda when, letter, thread, words: "\t".join([str(when), letter, str(thread), *words]),
        st.integers(0, 10**9), st.sampled_from("HhJjFTRSNEoeMLlXW?"), st.integers(0, 3),
        st.lists(st.sampled_from(["1", "2", "waits", "sleep", "task", "returned", "0.1", "main"]) | WORDS, max_size=7),
    ),
    max_size=40,
)  # fmt: skip


@given(TOLD, st.lists(st.tuples(st.floats(0, 2), st.sampled_from(["out", "err"])), max_size=8))
def test_whatever_is_told_becomes_events_that_survive_json(told: list[str], lines: list[tuple[float, str]]) -> None:
    events = parse(told, 0.0, 1.0, lines)
    assert len(events.printed) == len(lines)
    for lane in events.lanes:
        for before, after in zip(lane.stretches, lane.stretches[1:], strict=False):
            assert before.end <= after.start + 1e-4
    assert Events.from_json(json.loads(json.dumps(events.to_json()))) == events


DESTROYED = """
import gc, weakref
waiting = weakref.WeakSet()
async def waits():
    answer = asyncio.get_running_loop().create_future()
    waiting.add(answer)
    await answer
async def main():
    asyncio.create_task(waits(), name="nobody's")
    await asyncio.sleep(0.1)
    gc.collect()
    print("collected")
    await asyncio.sleep(0.2)
asyncio.run(main())
"""


@on_every_recording_python
def test_a_task_that_is_collected_as_garbage_ends_there(tmp_path: Path, version: str) -> None:
    recording = recorded(tmp_path, DESTROYED, version)
    found = lane(recording, "nobody's")
    told = next(line.time for line in recording.lines if line.text == "collected")
    assert found.how == "destroyed"
    assert found.ended is not None
    assert 0.1 <= found.ended <= told
    assert (busy(found)[-1].kind, busy(found)[-1].end) == ("future", found.ended)
