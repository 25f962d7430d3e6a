"""Recordings as JSON, the store that keeps them, and how outcomes are read."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.pythons import Python
from asyncbook.recordings import KEPT, Line, Outcome, Recording, Store, key, outcome_of, write_atomically

from .helpers import record, recording_of, snippet_of, without_root, write

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
SECONDS = st.floats(0, 1e6, allow_nan=False)
RECORDINGS = st.builds(
    Recording,
    snippet=TEXT, sha256=TEXT, python=TEXT, implementation=TEXT, platform=TEXT, started=TEXT, duration=SECONDS,
    status=st.integers(-64, 255), outcome=st.builds(Outcome, TEXT, TEXT, TEXT),
    lines=st.lists(st.builds(Line, SECONDS, st.sampled_from(["out", "err"]), TEXT), max_size=5).map(tuple),
    faults=st.lists(TEXT, max_size=3).map(tuple), error_line=st.integers(0, 99),
)  # fmt: skip
KEY = "ab" * 20
KEPT_ONE = recording_of(Line(0.1, "out", "日本\x1b[1m"), Line(0.2, "err", "x" * 5000))


@given(RECORDINGS)
def test_a_recording_survives_json(recording: Recording) -> None:
    assert Recording.from_json(json.loads(json.dumps(recording.to_json()))) == recording


@given(RECORDINGS)
def test_a_recording_survives_the_store(recording: Recording) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.save(KEY, recording)
        assert store.load(KEY) == recording


def test_the_text_of_a_recording_is_both_streams_in_order() -> None:
    assert recording_of(Line(0, "out", "a"), Line(0, "err", "b"), Line(0, "out", "c")).text == "a\nb\nc\n"


def test_what_was_never_kept_is_not_found(tmp_path: Path) -> None:
    assert Store(tmp_path / "nowhere").load(KEY) is None


def kept_file(folder: Path) -> Path:
    Store(folder).save(KEY, KEPT_ONE)
    [path] = folder.rglob("*.json")
    return path


@given(st.integers(0, 5400))
def test_a_truncated_file_is_not_taken_for_a_recording(length: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = kept_file(Path(folder))
        whole = path.read_bytes()
        path.write_bytes(whole[:length])
        assert Store(Path(folder)).load(KEY) == (KEPT_ONE if length >= len(whole) else None)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"1", b'"x"', b"\xff\xfe\x00", b"\0" * 100, b'{"lines": [[1]]}'])
def test_a_damaged_file_is_not_taken_for_a_recording(tmp_path: Path, data: bytes) -> None:
    kept_file(tmp_path).write_bytes(data)
    assert Store(tmp_path).load(KEY) is None


@pytest.mark.parametrize("missing", ["snippet", "lines", "outcome", "faults", "duration"])
def test_a_file_that_lacks_something_is_not_taken_for_a_recording(tmp_path: Path, missing: str) -> None:
    path = kept_file(tmp_path)
    data = json.loads(path.read_text())
    del data[missing]
    path.write_text(json.dumps(data))
    assert Store(tmp_path).load(KEY) is None


def test_a_folder_in_the_place_of_the_file_is_not_taken_for_a_recording(tmp_path: Path) -> None:
    path = kept_file(tmp_path)
    path.unlink()
    path.mkdir()
    assert Store(tmp_path).load(KEY) is None


def test_a_store_that_may_not_be_written_says_so_and_keeps_nothing() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        with without_root(), pytest.raises(PermissionError):
            Store(Path(folder)).save(KEY, KEPT_ONE)
        assert not list(Path(folder).iterdir())


def test_a_file_in_the_place_of_the_store_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(OSError, match="store"):
        Store(tmp_path / "store").save(KEY, KEPT_ONE)


FULL = """\
import resource, sys
from pathlib import Path
from asyncbook.recordings import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), "x" * 100_000)
except OSError as error:
    print(type(error).__name__)
"""


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = write(tmp_path, {"kept": "old"}) / "kept"
    done = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, text=True, check=True)
    assert done.stdout == "OSError\n"
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["kept"]


def test_a_file_is_written_with_its_folders_and_for_all_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    write_atomically(path, "one\n二\n")
    assert path.read_bytes() == "one\n二\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_reader_sees_the_old_file_or_the_new_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, "a" * 100_000)
    writer = threading.Thread(target=lambda: [write_atomically(path, letter * 100_000) for letter in "bcdefghijk" * 5])
    writer.start()
    while writer.is_alive():
        text = path.read_text()
        assert (len(text), len(set(text))) == (100_000, 1)
    writer.join()
    assert os.listdir(tmp_path) == ["file"]


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_pruning_drops_only_what_is_neither_used_nor_fresh(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = {name: name * 40 for name in "abc"}
    for name in keys.values():
        store.save(name, KEPT_ONE)
    for name in "ab":
        age(tmp_path / (name * 2) / f"{keys[name]}.json", KEPT + 60)
    assert store.prune({keys["a"]}) == 1
    assert [name for name in keys if store.load(keys[name])] == ["a", "c"]


def test_pruning_drops_what_killed_builds_left_half_written(tmp_path: Path) -> None:
    files = [write(tmp_path, {f"ab/.{name}.part": "{"}) / f"ab/.{name}.part" for name in ("old", "new")]
    os.utime(files[0], (1, 1))
    assert Store(tmp_path).prune(set()) == 1
    assert [file.exists() for file in files] == [False, True]


def test_what_is_read_stays_fresh(tmp_path: Path) -> None:
    age(kept_file(tmp_path), KEPT + 60)
    Store(tmp_path).load(KEY)
    assert Store(tmp_path).prune(set()) == 0


def test_two_builds_may_prune_at_once(tmp_path: Path) -> None:
    for number in range(300):
        Store(tmp_path).save(f"{number:040}", KEPT_ONE)
        age(tmp_path / "00" / f"{number:040}.json", KEPT + 60)
    with ThreadPoolExecutor() as builds:
        assert sum(builds.map(lambda _: Store(tmp_path).prune(set()), range(4))) >= 300
    assert not list(tmp_path.rglob("*.json"))


PYTHON = Python("/bin/python3", "3.13.0", "CPython", "3.13.0 (main)", "Linux x86_64", "/lib/python3.13", False)


def test_the_same_inputs_have_the_same_key(tmp_path: Path) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    assert key(snippet, PYTHON) == key(snippet_of(tmp_path, "print(1)\n"), replace(PYTHON, executable="/elsewhere"))


@pytest.mark.parametrize(
    "change",
    [{"implementation": "PyPy"}, {"build": "3.13.0 (other)"}, {"platform": "Linux aarch64"}, {"free_threaded": True}],
    ids=str,
)
def test_another_python_has_another_key(tmp_path: Path, change: dict[str, str]) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    assert key(snippet, PYTHON) != key(snippet, replace(PYTHON, **change))  # type: ignore[arg-type]


def test_text_name_helpers_flags_and_recorder_all_count_in_the_key(tmp_path: Path) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    keys = [key(snippet, PYTHON), key(snippet, PYTHON, flags=["-O"]), key(snippet, PYTHON, salt="newer")]
    keys += [key(snippet_of(tmp_path, "print(1)\n\n"), PYTHON), key(snippet_of(tmp_path, "print(1)\n", "other"), PYTHON)]
    write(tmp_path, {"_helper.py": "x = 1\n"})
    keys.append(key(snippet_of(tmp_path, "print(1)\n"), PYTHON))
    write(tmp_path, {"_helper.py": "x = 2\n"})
    keys.append(key(snippet_of(tmp_path, "print(1)\n"), PYTHON))
    (tmp_path / "_helper.py").rename(tmp_path / "_renamed.py")
    keys.append(key(snippet_of(tmp_path, "print(1)\n"), PYTHON))
    assert len(set(keys)) == len(keys)


CAUGHT = "import logging, sys\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.exception('oh')\n"
LATE = "class R:\n    def __del__(self): raise KeyError(1)\nr = R()\nraise ValueError('real')\n"
GROUP = "try:\n    {}[1]\nexcept KeyError as error:\n    raise ExceptionGroup('both', [error]) from None\n"
LOCAL = "def f():\n    class Mine(Exception): pass\n    raise Mine('x')\nf()\n"
MISSING = "import os\nopen(os.path.abspath('missing'))\n"
HOOK = "import sys\nsys.excepthook = lambda *_: print('mine')\nraise ValueError('x')\n"
THREAD = "import threading\nthread = threading.Thread(target=int, args='x')\nthread.start()\nthread.join()\n"
KILL = "import os, signal; os.kill(os.getpid(), signal.{})"
ENDS = {
    "normally": ("print(1)", Outcome("ok")),
    "an error": ("raise ValueError('no: such')", Outcome("raises", "ValueError", "no: such")),
    "an error without text": ("raise ValueError", Outcome("raises", "ValueError")),
    "an error with two lines": ("raise ValueError('one\\nTwo: three')", Outcome("raises", "ValueError", "one\nTwo: three")),
    "an error of a module": ("import shutil; raise shutil.Error('x')", Outcome("raises", "shutil.Error", "x")),
    "a small letter": ("import socket; raise socket.gaierror(-2, 'x')", Outcome("raises", "socket.gaierror", "[Errno -2] x")),
    "a local class": (LOCAL, Outcome("raises", "f.<locals>.Mine", "x")),
    "a syntax error": ("def f(: pass", Outcome("raises", "SyntaxError", "invalid syntax (program.py, line 1)")),
    "a group": (GROUP, Outcome("raises", "ExceptionGroup", "both (1 sub-exception)")),
    "a missing file": (MISSING, Outcome("raises", "FileNotFoundError", "[Errno 2] No such file or directory: 'missing'")),
    "a handler of its own": (HOOK, Outcome("raises", "ValueError", "x")),
    "an error in a thread": (THREAD, Outcome("ok")),
    "a cause": ("try: {}[1]\nexcept KeyError as e: raise OSError('x') from e", Outcome("raises", "OSError", "x")),
    "a status": ("import sys; sys.exit(3)", Outcome("raises", "SystemExit", "3")),
    "last words": ("import sys; sys.exit('Error: no server')", Outcome("raises", "SystemExit", "1")),
    "a status after a logged error": (CAUGHT + "sys.exit(3)", Outcome("raises", "SystemExit", "3")),
    "normally after a logged error": (CAUGHT, Outcome("ok")),
    "an error before a late one": (LATE, Outcome("raises", "ValueError", "real")),
    "Ctrl+C": ("raise KeyboardInterrupt", Outcome("interrupted", "KeyboardInterrupt")),
    "SIGTERM": (KILL.format("SIGTERM"), Outcome("raises", "signal 15")),
    "SIGKILL": (KILL.format("SIGKILL"), Outcome("raises", "signal 9")),
    "a warning": ("import warnings; warnings.warn('a: b', FutureWarning)", Outcome("warns", "FutureWarning", "a: b")),
    "a plain warning": ("import warnings; warnings.warn('x', Warning)", Outcome("warns", "Warning", "x")),
    "a lost coroutine": ("async def f(): pass\nf()", Outcome("warns", "RuntimeWarning", "coroutine 'f' was never awaited")),
    "normally after a note": ("import sys; print('a:1: note: b', file=sys.stderr)", Outcome("ok")),
}


@pytest.mark.parametrize(("source", "outcome"), ENDS.values(), ids=ENDS)
def test_how_a_real_program_ended_is_read(tmp_path: Path, this_python: Python, source: str, outcome: Outcome) -> None:
    assert record(tmp_path, source, this_python).outcome == outcome


def test_a_program_that_had_to_be_killed_timed_out() -> None:
    assert outcome_of(-signal.SIGKILL, [], timed_out=True) == Outcome("timed-out")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [(Outcome("ok"), "ok"), (Outcome("raises", "KeyError", "1"), "KeyError: 1"), (Outcome("raises", "KeyError"), "KeyError")],
)
def test_an_outcome_is_told_as_python_tells_it(outcome: Outcome, told: str) -> None:
    assert str(outcome) == told
