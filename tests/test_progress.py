"""Recording everything that is stale: who waits for whom, and what a person is shown."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from asyncbook import progress
from asyncbook.book import Book
from asyncbook.progress import record_all, recording
from asyncbook.recordings import Recording

from .helpers import book, printed

SLEEP = "import time\nprint(time.monotonic())\ntime.sleep(0.3)\nprint(time.monotonic())\n"


@pytest.fixture
def sleepers(tmp_path: Path) -> Iterator[Book]:
    alone = "# /// snippet\n# alone = true\n# ///\n"
    found = Book(
        book(tmp_path, {"snippets/alone.py": alone + SLEEP, "snippets/one.py": "# 1\n" + SLEEP, "snippets/two.py": SLEEP})
    )
    yield found
    found.pool.close()


def spans(book: Book) -> dict[str, list[float]]:
    answers = {name: book.ask(snippet).result() for name, snippet in book.library.snippets.items()}
    return {name: [float(text) for text in printed(answer)] for name, answer in answers.items() if isinstance(answer, Recording)}


def test_the_block_begins_when_programs_were_started_and_none_that_must_be_alone_runs(sleepers: Book) -> None:
    with recording(sleepers, list(sleepers.library.snippets.values())):
        entered = time.monotonic()
    left = time.monotonic()
    found = spans(sleepers)
    assert found["alone"][1] < found["one"][0]
    assert max(found["one"][0], found["two"][0]) < entered + 0.25
    assert entered < max(found["one"][1], found["two"][1]) < left


def test_a_terminal_shows_how_many_are_done_and_which_run(
    sleepers: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("FORCE_COLOR", "1")
    handler = logging.StreamHandler(sys.stderr)
    monkeypatch.setattr(logging.getLogger("mkdocs"), "handlers", [handler])
    record_all(sleepers, list(sleepers.library.snippets.values()))
    shown = capsys.readouterr().err
    assert "0/1" in shown
    assert "alone" in shown
    assert "2/3" in shown or "1/3" in shown
    assert "s left" in shown
    assert handler.stream is sys.stderr


def test_without_a_terminal_there_is_one_line(sleepers: Book, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "mkdocs"):
        record_all(sleepers, list(sleepers.library.snippets.values()))
        record_all(sleepers, list(sleepers.library.snippets.values()))
    assert [record.getMessage() for record in caplog.records] == ["Recording 3 of 3 programs"]


def test_what_a_program_took_last_is_the_guess_for_the_next_time(sleepers: Book) -> None:
    guesses = progress._Guesses(sleepers.cache / "durations.json")
    assert guesses.left(["alone"], {"alone": time.monotonic()}) == pytest.approx(progress.GUESS, abs=0.1)
    record_all(sleepers, list(sleepers.library.snippets.values()))
    guesses = progress._Guesses(sleepers.cache / "durations.json")
    name = f"alone on {sleepers.reference.minor}" if sleepers.reference else ""
    assert guesses.left([name], {name: time.monotonic()}) == pytest.approx(0.3, abs=0.15)
    (sleepers.cache / "durations.json").write_text("[")
    assert progress._Guesses(sleepers.cache / "durations.json").seconds == {}


SWALLOWED = """
import signal, sys
from pathlib import Path
from asyncbook.book import Book
from asyncbook.progress import recording

class Swallows:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

book = Book(Path(sys.argv[1]))
[snippet] = book.library.snippets.values()
with recording(book, [snippet]):
    Swallows()
    print("went on", flush=True)
    book.ask(snippet).result()
    print("never")
"""


def test_ctrl_c_ends_the_programs_even_where_python_drops_its_exception(tmp_path: Path) -> None:
    long = "# /// snippet\n# timeout = 60\n# ///\nimport time\ntime.sleep(50)\n"
    root = book(tmp_path, {"snippets/long.py": long})
    done = subprocess.run([sys.executable, "-c", SWALLOWED, root], capture_output=True, text=True, timeout=20)
    assert done.stdout == "went on\n"
    assert done.stderr.rstrip().endswith("KeyboardInterrupt")
    assert done.returncode != 0
