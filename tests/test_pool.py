"""Many snippets at once: each runs at most once, some alone, some not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from asyncbook.pool import NotRun, Pool, label
from asyncbook.pythons import Python
from asyncbook.recordings import Outcome, Recording, Store

from .helpers import book, printed, snippet_of, write

WAIT = 20.0
"""Seconds after which a test gives up."""


@contextmanager
def pool_in(folder: Path, told: list[str] | None = None) -> Iterator[Pool]:
    pool = Pool(Store(folder / "store"), folder / "environments", (told if told is not None else []).append)
    try:
        yield pool
    finally:
        pool.close()


def recorded(future: Future[Recording | NotRun]) -> Recording:
    answer = future.result(WAIT)
    assert isinstance(answer, Recording), answer
    return answer


def test_two_who_ask_get_the_same_run(tmp_path: Path, this_python: Python) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    with pool_in(tmp_path) as pool:
        first, second = pool.submit(snippet, this_python), pool.submit(snippet, this_python)
        assert recorded(first) is recorded(second)
        assert pool.ran == 1


def test_what_is_in_the_store_is_not_run_again(tmp_path: Path, this_python: Python) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    with pool_in(tmp_path) as pool:
        before = recorded(pool.submit(snippet, this_python))
    with pool_in(tmp_path) as pool:
        future = pool.submit(snippet, this_python)
        assert future.done()
        assert recorded(future) == before
        assert pool.ran == 0


def test_a_changed_helper_makes_a_program_run_again(tmp_path: Path, this_python: Python) -> None:
    with pool_in(tmp_path) as pool:
        for answer in ("1", "2"):
            write(tmp_path, {"_helper.py": f"answer = {answer}\n"})
            snippet = snippet_of(tmp_path, "from _helper import answer\nprint(answer)\n")
            assert printed(recorded(pool.submit(snippet, this_python))) == [answer]


def test_a_damaged_recording_is_made_again(tmp_path: Path, this_python: Python) -> None:
    snippet = snippet_of(tmp_path, "print(1)\n")
    with pool_in(tmp_path) as pool:
        recorded(pool.submit(snippet, this_python))
    [path] = (tmp_path / "store").rglob("*.json")
    path.write_bytes(path.read_bytes()[:-9])
    with pool_in(tmp_path) as pool:
        assert printed(recorded(pool.submit(snippet, this_python))) == ["1"]
        assert pool.ran == 1


def test_flags_make_another_run(tmp_path: Path, this_python: Python) -> None:
    snippet = snippet_of(tmp_path, "import sys\nprint(sys.flags.optimize)\n")
    with pool_in(tmp_path) as pool:
        plain, flagged = pool.submit(snippet, this_python), pool.submit(snippet, this_python, flags=("-O",))
        assert (printed(recorded(plain)), printed(recorded(flagged))) == (["0"], ["1"])


SPAN = "import time\nprint(time.monotonic())\ntime.sleep(0.25)\nprint(time.monotonic())\n"


def span(recording: Recording) -> tuple[float, float]:
    begun, ended = map(float, printed(recording))
    return begun, ended


def overlap(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def test_a_program_that_must_be_alone_runs_alone_and_the_others_together(tmp_path: Path, this_python: Python) -> None:
    alone = "# /// snippet\n# alone = true\n# ///\n"
    sources = {"a": SPAN, "b": SPAN, "c": alone + SPAN, "d": SPAN, "e": alone + SPAN}
    with pool_in(tmp_path) as pool:
        futures = [pool.submit(snippet_of(tmp_path, source, name), this_python, events=True) for name, source in sources.items()]
        a, b, c, d, e = (span(recorded(future)) for future in futures)
    assert not any(overlap(c, other) for other in (a, b, d, e))
    assert not any(overlap(e, other) for other in (a, b, c, d))
    assert overlap(a, b) or overlap(a, d) or overlap(b, d)


def test_without_a_python_nothing_is_run(tmp_path: Path) -> None:
    with pool_in(tmp_path) as pool:
        answer = pool.submit(snippet_of(tmp_path, "print(1)\n"), None).result(WAIT)
    assert answer == NotRun("python", ">=3.11, the newest here is none")


def test_a_python_that_is_too_old_runs_nothing(tmp_path: Path, this_python: Python) -> None:
    source = '# /// script\n# requires-python = ">=3.29"\n# ///\nprint(1)\n'
    with pool_in(tmp_path) as pool:
        answer = pool.submit(snippet_of(tmp_path, source), this_python).result(WAIT)
        assert answer == NotRun("python", f">=3.29, the newest here is CPython {this_python.version}")
        assert pool.ran == 0


NEEDS = '# /// snippet\n# needs = ["redis"]\n# ///\nprint(1)\n'


def test_a_missing_server_runs_nothing(tmp_path: Path, this_python: Python, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pool_in(tmp_path) as pool:
        assert pool.submit(snippet_of(tmp_path, NEEDS), this_python).result(WAIT) == NotRun("needs", "redis-server")


def test_a_server_that_does_not_start_runs_nothing(tmp_path: Path, this_python: Python, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"bin/redis-server": "#!/bin/sh\nexit 1\n"}) / "bin"
    (path / "redis-server").chmod(0o755)
    monkeypatch.setenv("PATH", str(path))
    with pool_in(tmp_path) as pool:
        answer = pool.submit(snippet_of(tmp_path, NEEDS), this_python).result(WAIT)
    assert isinstance(answer, NotRun)
    assert (answer.reason, answer.detail.partition(" on ")[0]) == ("needs", "redis-server did not answer")


def test_a_dependency_that_cannot_be_installed_runs_nothing(tmp_path: Path, this_python: Python) -> None:
    source = '# /// script\n# dependencies = ["nothing @ file:///nowhere/nothing.whl"]\n# ///\nprint(1)\n'
    with pool_in(tmp_path) as pool:
        answer = pool.submit(snippet_of(tmp_path, source), this_python).result(WAIT)
    assert isinstance(answer, NotRun)
    assert answer.reason == "needs"
    assert "nothing" in answer.detail


def test_a_store_that_cannot_be_written_is_told_and_the_answer_given(tmp_path: Path, this_python: Python) -> None:
    write(tmp_path, {"store": "in the way"})
    told: list[str] = []
    with pool_in(tmp_path, told) as pool:
        assert printed(recorded(pool.submit(snippet_of(tmp_path, "print(1)\n"), this_python))) == ["1"]
    [warning] = told
    assert warning.startswith(f"the recording of program could not be kept in {tmp_path / 'store'}: ")


def test_a_run_that_fails_leaves_room_for_the_next(tmp_path: Path, this_python: Python) -> None:
    source = "# /// snippet\n# alone = true\n# ///\nprint(1)\n"
    gone = replace(this_python, executable=str(tmp_path / "python3"), build="another")
    with pool_in(tmp_path) as pool:
        answer = pool.submit(snippet_of(tmp_path, source), gone).result(WAIT)
        assert answer == NotRun("python", f">=3.11; {gone.executable} is not there to be run")
        assert printed(recorded(pool.submit(snippet_of(tmp_path, source), this_python))) == ["1"]


def test_an_interpreter_that_does_not_start_says_nothing_of_the_program(tmp_path: Path, this_python: Python) -> None:
    (tmp_path / "python3").write_text("#!/bin/sh\necho 'version GLIBC_9 not found' >&2\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    broken = replace(this_python, executable=str(tmp_path / "python3"), build="another")
    with pool_in(tmp_path) as pool:
        answer = pool.submit(snippet_of(tmp_path, "print(1)\n"), broken).result(WAIT)
    assert answer == NotRun("python", f">=3.11; {broken.executable} did not start: version GLIBC_9 not found")
    assert not list((tmp_path / "store").rglob("*.json"))


@pytest.mark.parametrize("busy", [True, False])
def test_what_is_not_as_it_should_be_is_run_once_more_if_the_machine_was_busy(
    tmp_path: Path, this_python: Python, monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (99.0 if busy else 0.0, 0.0, 0.0))
    refused: list[Recording] = []
    pool = Pool(Store(tmp_path / "store"), tmp_path / "environments", accepts=lambda _, one: bool(refused.append(one)))
    answer = recorded(pool.submit(snippet_of(tmp_path, "import time\nprint(time.monotonic_ns())\n"), this_python))
    pool.close()
    assert len(refused) == busy  # the second run is taken as it is
    assert [printed(one) == printed(answer) for one in refused] == [False] * busy


def test_what_runs_is_known_while_it_runs(tmp_path: Path, this_python: Python) -> None:
    with pool_in(tmp_path) as pool:
        future = pool.submit(snippet_of(tmp_path, "import time\ntime.sleep(0.2)\n"), this_python)
        while not pool.running and not future.done():
            time.sleep(0.01)
        assert list(pool.running) == [label(snippet_of(tmp_path, ""), this_python)]
        recorded(future)
        assert not pool.running


def test_the_keys_of_all_answers_are_known(tmp_path: Path, this_python: Python) -> None:
    with pool_in(tmp_path) as pool:
        recorded(pool.submit(snippet_of(tmp_path, "print(1)\n"), this_python))
        assert pool.used() == {path.stem for path in (tmp_path / "store").rglob("*.json")}


def test_answers_to_older_texts_are_let_go(tmp_path: Path, this_python: Python) -> None:
    with pool_in(tmp_path) as pool:
        recorded(pool.submit(snippet_of(tmp_path, "print(1)\n"), this_python, events=True))
        newer = snippet_of(tmp_path, "print(2)\n")
        recorded(pool.submit(newer, this_python, events=True))
        pool.forget([newer], this_python)
        assert len(pool.used()) == 1
        assert pool.submit(newer, this_python, events=True).result(WAIT)
        assert pool.ran == 2


def test_a_closed_pool_starts_nothing_more(tmp_path: Path, this_python: Python) -> None:
    with pool_in(tmp_path) as pool:
        pool.close()
        with pytest.raises(RuntimeError):
            pool.submit(snippet_of(tmp_path, "print(1)\n"), this_python)


def test_a_program_that_fails_is_kept_like_any_other(tmp_path: Path, this_python: Python) -> None:
    snippet = snippet_of(tmp_path, "raise ValueError('x')\n")
    with pool_in(tmp_path) as pool:
        recorded(pool.submit(snippet, this_python))
    with pool_in(tmp_path) as pool:
        assert recorded(pool.submit(snippet, this_python)).outcome == Outcome("raises", "ValueError", "x")
        assert pool.ran == 0


STOPPED_LATE = """
import subprocess, time
from pathlib import Path
from asyncbook.book import Book

start = subprocess.Popen
def late(*arguments, **options):
    process = start(*arguments, **options)
    time.sleep(0.5)
    return process
subprocess.Popen = late
book = Book(Path.cwd())
answer = book.ask(book.library.snippets["part/sleeps"])
time.sleep(0.3)
book.pool.stop()
book.pool.close()
print(type(answer.exception()).__name__)
"""


def test_a_program_that_was_just_being_started_is_stopped_as_well(tmp_path: Path) -> None:
    root = book(tmp_path, {"snippets/part/sleeps.py": "import time\ntime.sleep(15)\n"})
    done = subprocess.run([sys.executable, "-c", STOPPED_LATE], cwd=root, capture_output=True, text=True, timeout=10)
    assert done.stdout == "Stopped\n", done.stderr
