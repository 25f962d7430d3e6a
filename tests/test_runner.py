"""Real programs, run in processes of their own on every Python of this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from asyncbook.capture import CUT
from asyncbook.pythons import Python
from asyncbook.recordings import Line, Outcome
from asyncbook.runner import CHILD, run
from asyncbook.services import ServiceError

from .helpers import VERSIONS, ends, printed, python_of, record, snippet_of, write

NEAR = 0.15
"""Seconds by which a time may be late on a busy machine."""

on_every_python = pytest.mark.parametrize("version", VERSIONS)
on_some_pythons = pytest.mark.parametrize("version", ["3.6", "3.9", "3.12", "3.15"])
"""For what depends on the recorder and the system more than on Python."""


def header(*lines: str) -> str:
    return "# /// snippet\n" + "".join(f"# {line}\n" for line in lines) + "# ///\n"


@on_every_python
def test_lines_of_both_streams_keep_their_order(tmp_path: Path, version: str) -> None:
    source = "import sys\nfor n in range(100):\n    print('out', n)\n    print('err', n, file=sys.stderr)\n"
    recording = record(tmp_path, source, python_of(version))
    assert [line.text for line in recording.lines] == [f"{stream} {n}" for n in range(100) for stream in ("out", "err")]
    assert [line.stream for line in recording.lines] == ["out", "err"] * 100
    assert list(recording.lines) == sorted(recording.lines, key=lambda line: line.time)


@on_every_python
def test_times_are_those_of_the_program(tmp_path: Path, version: str) -> None:
    source = "import time\nfor n in range(3):\n    print(n)\n    time.sleep(0.1)\n"
    recording = record(tmp_path, source, python_of(version))
    for line, planned in zip(recording.lines, (0.0, 0.1, 0.2), strict=True):
        assert planned <= line.time < planned + NEAR
    assert 0.3 <= recording.duration < 1.5


@on_every_python
def test_ctrl_c_comes_when_it_is_planned(tmp_path: Path, version: str) -> None:
    source = header("interrupt = [0.1, 0.2]") + (
        "import time\nfor _ in range(2):\n    try:\n        time.sleep(9)\n    except KeyboardInterrupt:\n        print('caught')\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert printed(recording) == ["caught", "caught"]
    for line, planned in zip(recording.lines, (0.1, 0.2), strict=True):
        assert planned <= line.time < planned + NEAR
    assert (recording.outcome, recording.faults) == (Outcome("ok"), ())


@on_every_python
def test_ctrl_c_that_nobody_catches_interrupts_the_program(tmp_path: Path, version: str) -> None:
    source = header("interrupt = 0.1") + "import asyncio\nasyncio.new_event_loop().run_until_complete(asyncio.sleep(9))\n"
    recording = record(tmp_path, source, python_of(version))
    assert recording.outcome == Outcome("interrupted", "KeyboardInterrupt")
    assert printed(recording, "err")[-1] == "KeyboardInterrupt"
    assert not recording.faults


@on_some_pythons
def test_signals_that_the_recorder_ignores_reach_the_program(tmp_path: Path, version: str) -> None:
    source = header("interrupt = 0.3", "timeout = 5") + "import time\ntime.sleep(60)\n"
    before = [(number, signal.signal(number, signal.SIG_IGN)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        interrupted = record(tmp_path, source, python_of(version))
        terminated = record(tmp_path, source.replace("interrupt", "terminate"), python_of(version))
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    assert interrupted.outcome == Outcome("interrupted", "KeyboardInterrupt")
    assert terminated.status == -signal.SIGTERM


@on_every_python
def test_sigterm_comes_when_it_is_planned(tmp_path: Path, version: str) -> None:
    source = header("terminate = 0.1") + (
        "import signal, sys, time\n"
        "def stop(*_):\n    print('stopping')\n    sys.exit()\n"
        "signal.signal(signal.SIGTERM, stop)\ntime.sleep(9)\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert printed(recording) == ["stopping"]
    assert 0.1 <= recording.lines[0].time < 0.1 + NEAR
    assert recording.outcome == Outcome("ok")


@on_some_pythons
def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path, version: str) -> None:
    source = header("timeout = 0.3") + (
        "import subprocess, time\nprint(subprocess.Popen(['sleep', '99']).pid, subprocess.Popen(['sleep', '99']).pid)\ntime.sleep(99)\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert recording.outcome == Outcome("timed-out")
    assert 0.3 <= recording.duration < 1.5
    assert all(ends(int(pid)) for pid in printed(recording)[0].split())
    assert not recording.faults


@on_some_pythons
def test_a_program_that_prints_without_end_is_killed_in_time(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, header("timeout = 0.3") + "while True: print('x')\n", python_of(version))
    assert recording.outcome == Outcome("timed-out")
    assert recording.duration < 1.5


@on_some_pythons
def test_a_process_that_is_left_running_is_a_fault_and_is_killed(tmp_path: Path, version: str) -> None:
    source = "import subprocess\nprint(subprocess.Popen(['sleep', '99']).pid)\n"
    recording = record(tmp_path, source, python_of(version))
    assert recording.faults == ("left a process running",)
    assert recording.duration < 1
    assert ends(int(printed(recording)[0]))


@on_some_pythons
def test_a_thread_that_is_left_running_keeps_the_program_from_ending(tmp_path: Path, version: str) -> None:
    source = header("timeout = 0.3") + "import threading\nthreading.Thread(target=threading.Event().wait).start()\nprint('end')\n"
    recording = record(tmp_path, source, python_of(version))
    assert (recording.outcome, printed(recording)) == (Outcome("timed-out"), ["end"])


@on_some_pythons
def test_too_much_output_is_cut_and_is_a_fault(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "for n in range(400):\n    print('x' * 999)\n", python_of(version))
    assert recording.lines[-1].text == CUT
    assert recording.faults == ("printed more than 256 KiB",)
    assert recording.outcome == Outcome("ok")


@on_every_python
def test_bytes_that_are_no_text_are_shown_as_escapes(tmp_path: Path, version: str) -> None:
    source = (
        "import os, sys\nsys.stdout.buffer.write(b'caf\\xe9\\n')\nsys.stdout.flush()\nos.write(2, b'\\x00\\xff\\n')\nprint('é')\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert (printed(recording), printed(recording, "err")) == (["caf\\xe9", "é"], ["\x00\\xff"])


@on_some_pythons
def test_a_stream_that_the_program_closes_early_is_a_fault(tmp_path: Path, version: str) -> None:
    source = "import os, time\nprint('last')\nos.close(1)\ntime.sleep(0.35)\n"
    recording = record(tmp_path, source, python_of(version))
    assert (printed(recording), recording.faults) == (["last"], ("closed its stdout before it ended",))


@on_some_pythons
def test_an_end_without_clean_up_is_a_fault(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "import os\nprint('last')\nos._exit(0)\n", python_of(version))
    assert printed(recording) == ["last"]
    assert recording.faults == ("ended without Python's own clean-up (os._exit?)",)


@on_some_pythons
@pytest.mark.parametrize("kill", ["kill(os.getpid(), 9)", "killpg(0, 9)"])
def test_a_program_may_kill_itself(tmp_path: Path, version: str, kill: str) -> None:
    recording = record(tmp_path, f"import os\nprint('last')\nos.{kill}\nprint('never')\n", python_of(version))
    assert (printed(recording), recording.status) == (["last"], -signal.SIGKILL)
    assert recording.outcome == Outcome("raises", "signal 9")


@on_some_pythons
def test_files_that_are_left_behind_are_a_fault(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "open('b', 'w').close()\nopen('a', 'w').close()\n", python_of(version))
    assert recording.faults == ("left a, b in its working directory",)


@on_some_pythons
def test_a_program_may_delete_the_folder_it_runs_in(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "import os, shutil\nshutil.rmtree(os.getcwd())\nprint('gone')\n", python_of(version))
    assert (printed(recording), recording.faults) == (["gone"], ("deleted its working directory",))


@on_every_python
def test_nobody_sits_at_the_keyboard(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "print(input('? '))\n", python_of(version))
    assert recording.outcome == Outcome("raises", "EOFError", "EOF when reading a line")
    assert recording.error_line == 1


def test_what_is_typed_at_the_build_does_not_reach_a_program(tmp_path: Path, this_python: Python) -> None:
    keyboard, typist = os.pipe()
    os.write(typist, b"typed\n")
    before = os.dup(0)
    os.dup2(keyboard, 0)
    try:
        recording = record(tmp_path, "print(input())\n", this_python)
    finally:
        os.dup2(before, 0)
        for end in (keyboard, typist, before):
            os.close(end)
    assert recording.outcome.name == "EOFError"


@on_some_pythons
def test_a_program_may_print_nothing(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "x = 1\n", python_of(version))
    assert (recording.lines, recording.outcome, recording.status, recording.faults) == ((), Outcome("ok"), 0, ())


@on_every_python
def test_a_last_line_without_end_is_kept(tmp_path: Path, version: str) -> None:
    recording = record(tmp_path, "print('one')\nprint('two', end='')\n", python_of(version))
    assert printed(recording) == ["one", "two"]


LOOK = "import os, sys; print([n for n in os.environ if n == 'PYTHONPATH' or n.startswith('ASYNCBOOK')], sys.path)"


@on_every_python
def test_neither_a_program_nor_its_children_see_the_recorder(tmp_path: Path, version: str) -> None:
    source = f"{LOOK}\nimport subprocess\nsubprocess.check_call([sys.executable, '-c', {LOOK!r}])\nos.system('env')\n"
    recording = record(tmp_path, source, python_of(version))
    assert [line[:4] for line in printed(recording)[:2]] == ["[] [", "[] ["]
    assert str(CHILD) not in recording.text
    assert "ASYNCBOOK" not in recording.text


@on_every_python
def test_tracebacks_show_no_folder_of_this_machine(tmp_path: Path, version: str) -> None:
    source = (
        "import asyncio, json\n"
        "async def main():\n    json.loads('{')\n"
        "try:\n    asyncio.new_event_loop().run_until_complete(main())\n"
        "except ValueError as error:\n    raise OSError('x') from error\n"
    )
    recording = record(tmp_path, source, python_of(version))
    files = re.findall(r'File "([^"]*)"', recording.text)
    assert {"program.py", f"lib/python{version}/json/__init__.py"} <= set(files)
    assert not [file for file in files if file.startswith("/")]
    assert recording.outcome == Outcome("raises", "OSError", "x")


def test_the_home_of_a_program_is_shown_as_one(tmp_path: Path, this_python: Python) -> None:
    recording = record(tmp_path, "from pathlib import Path\nprint(Path.home() / 'notes')\n", this_python)
    assert printed(recording) == ["~/notes"]


@on_every_python
def test_lines_of_two_threads_are_never_mixed(tmp_path: Path, version: str) -> None:
    source = (
        "import threading\n"
        "def work(name):\n    for n in range(200):\n        print(name * 40)\n"
        "threads = [threading.Thread(target=work, args=name) for name in 'ab']\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert Counter(printed(recording)) == {"a" * 40: 200, "b" * 40: 200}


@on_every_python
def test_no_line_is_printed_twice_when_ctrl_c_comes_in_the_middle_of_it(tmp_path: Path, version: str) -> None:
    source = header("interrupt = [0.05, 0.08, 0.11, 0.14, 0.17, 0.2]") + (
        "import itertools, time\nnumbers, end = itertools.count(), time.monotonic() + 0.3\n"
        "while time.monotonic() < end:\n"
        "    try:\n        for n in itertools.islice(numbers, 500): print(n); time.sleep(0.0003)\n"
        "    except KeyboardInterrupt:\n        pass\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert [line for line, count in Counter(printed(recording)).items() if count > 1] == []


@on_some_pythons
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_the_helpers_of_multiprocessing_are_no_fault(tmp_path: Path, version: str, method: str) -> None:
    source = (
        "import multiprocessing\n"
        "def work(): print('working')\n"
        "if __name__ == '__main__':\n"
        f"    process = multiprocessing.get_context('{method}').Process(target=work)\n"
        "    process.start()\n    process.join()\n    print('done')\n"
    )
    recording = record(tmp_path, source, python_of(version))
    assert (printed(recording), recording.faults) == (["working", "done"], ())


def test_a_child_in_a_session_of_its_own_is_killed_as_well(tmp_path: Path, this_python: Python) -> None:
    source = header("timeout = 1") + (
        "import subprocess, time\nprint(subprocess.Popen(['sleep', '9'], start_new_session=True).pid)\ntime.sleep(9)\n"
    )
    assert ends(int(printed(record(tmp_path, source, this_python))[0]), 0.5)


def test_whoever_watches_is_told_every_line_that_is_recorded(tmp_path: Path, this_python: Python) -> None:
    told: list[Line] = []
    recording = record(tmp_path, "print('one')\nprint('two', end='')\n", this_python, on_line=told.append)
    assert [line.text for line in told] == [line.text for line in recording.lines] == ["one", "two"]


def test_lines_are_told_while_the_program_runs(tmp_path: Path, this_python: Python) -> None:
    told: list[float] = []
    source = "import time\nprint('one')\ntime.sleep(0.3)\n"
    record(tmp_path, source, this_python, on_line=lambda _: told.append(time.monotonic()))
    assert time.monotonic() - told[0] > 0.2


def test_a_line_may_be_longer_than_a_recording(tmp_path: Path, this_python: Python) -> None:
    recording = record(tmp_path, "print('x' * 1_000_000)\nprint('after')\n", this_python)
    assert (recording.outcome, recording.lines[-1].text) == (Outcome("ok"), CUT)


def test_the_folder_for_temporary_files_may_lie_deep(
    tmp_path: Path, this_python: Python, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    assert printed(record(tmp_path, "print(1)\n", this_python)) == ["1"]


def test_a_program_may_write_to_its_streams_without_blocking(tmp_path: Path, this_python: Python) -> None:
    source = (
        "import asyncio, sys\n"
        "async def main():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    pipe = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, sys.stdout)\n"
        "    writer = asyncio.StreamWriter(*pipe, None, loop)\n"
        "    for n in range(1000): writer.write(b'%d\\n' % n)\n"
        "    await writer.drain()\n"
        "asyncio.run(main())\n"
    )
    assert printed(record(tmp_path, source, this_python)) == [str(n) for n in range(1000)]


def test_a_recording_says_what_was_run_where(tmp_path: Path, this_python: Python) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    recording = run(snippet, this_python)
    assert (recording.snippet, recording.sha256) == (snippet.name, snippet.sha256)
    assert (recording.python, recording.implementation) == (this_python.version, "CPython")


def test_the_line_of_an_error_is_the_line_of_the_file(tmp_path: Path, this_python: Python) -> None:
    source = header('raises = "ValueError"') + '\n"""It fails."""\n\nraise ValueError("x")  # (1)!\n'
    recording = record(tmp_path, source, this_python)
    assert source.splitlines()[recording.error_line - 1].startswith("raise ValueError")
    assert "(1)" not in recording.text


def test_helpers_lie_beside_the_program(tmp_path: Path, this_python: Python) -> None:
    write(tmp_path, {"_helper.py": "answer = 42\n"})
    recording = record(tmp_path, "from _helper import answer\nprint(answer)\n", this_python)
    assert (printed(recording), recording.faults) == (["42"], ())


def test_flags_are_those_of_the_interpreter(tmp_path: Path, this_python: Python) -> None:
    source = "import sys\nprint(sys.flags.dev_mode, sys.flags.optimize)\n"
    assert printed(record(tmp_path, source, this_python, flags=("-X", "dev", "-O"))) == ["True 1"]


def test_a_program_may_write_bytes_and_ask_its_streams_what_they_are(tmp_path: Path, this_python: Python) -> None:
    source = (
        "import sys\nsys.stdout.buffer.write(b'one ')\nsys.stdout.write('two\\n')\n"
        "print(sys.stdout.name, sys.stdout.mode, sys.stdout.encoding, sys.stdout.fileno(), sys.stdout.isatty())\n"
        "print(sys.stderr.name, sys.stderr.errors, sys.stderr.fileno(), file=sys.stderr)\n"
    )
    recording = record(tmp_path, source, this_python)
    assert printed(recording) == ["one two", "<stdout> w utf-8 1 False"]
    assert printed(recording, "err") == ["<stderr> backslashreplace 2"]


def test_an_interpreter_that_is_not_there_is_an_error_of_the_system(tmp_path: Path, this_python: Python) -> None:
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(FileNotFoundError):
        record(tmp_path, "print(1)\n", replace(this_python, executable=str(tmp_path / "python3")))
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_run_leaves_neither_files_nor_pipes_behind(
    tmp_path: Path, this_python: Python, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(write(tmp_path, {"tmp/.keep": ""}) / "tmp"))
    record(tmp_path, "print(1)\n", this_python)
    before = len(os.listdir("/proc/self/fd"))
    record(tmp_path, "open('a', 'w').close()\n", this_python)
    assert len(os.listdir("/proc/self/fd")) == before
    assert os.listdir(tmp_path / "tmp") == [".keep"]


PING = "import os, socket\nwith socket.create_connection(('127.0.0.1', int(os.environ['REDIS_PORT']))) as s:\n"
PING += "    s.sendall(b'PING\\r\\n')\n    print(s.recv(99))\n"


def test_a_server_that_a_program_needs_runs_while_it_runs(tmp_path: Path, this_python: Python) -> None:
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not on this machine.")
    assert printed(record(tmp_path, header('needs = ["redis"]') + PING, this_python)) == ["b'+PONG\\r\\n'"]


def test_a_server_that_is_not_here_is_told(tmp_path: Path, this_python: Python, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServiceError, match="redis-server is not on this machine"):
        record(tmp_path, header('needs = ["redis"]') + PING, this_python)
