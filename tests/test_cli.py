"""The command line, in small books of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asyncbook.book import Book, book_at
from asyncbook.cli import main

from .helpers import book, probed, python_of, write

FILES = {
    "snippets/part/good.py": 'print("good")\n',
    "snippets/part/good.out": "good\n",
    "snippets/part/wrong.py": 'print("now")\n',
    "snippets/part/wrong.out": "before\n",
    "snippets/part/new.py": 'print("new")\n',
    "snippets/part/fails.py": '# /// snippet\n# raises = "KeyError"\n# ///\n{}[1]\n',
    "snippets/part/fails.out": "Traceback (most recent call last):\n  ...\nKeyError: 1\n",
    "docs/en/index.md": "# Book { #book }\n",
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose programs have been run."""
    root = book(tmp_path_factory.mktemp("recorded"), FILES)
    once = Book(root)
    for snippet in once.library.snippets.values():
        once.ask(snippet).result()
    once.pool.close()
    return root


@pytest.fixture
def here(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A book's folder, as the current one."""
    root = shutil.copytree(recorded, tmp_path / "book")
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "200")
    yield root
    book_at(root).pool.close()


def asyncbook(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def states(root: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of change of every expected output."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*.out")}


@pytest.mark.parametrize("name", ["part/good", "part/good.py", "snippets/part/good.py"])
def test_run_shows_each_line_with_its_time_and_the_end(here: Path, name: str) -> None:
    result = asyncbook("run", name)
    assert result.exit_code == 0
    line, end = result.stdout.splitlines()
    assert re.fullmatch(r" *0\.\d{3}  good", line)
    assert end.startswith("CPython 3.")
    assert end.endswith("ok")


def test_run_tells_how_a_program_failed(here: Path) -> None:
    result = asyncbook("run", "part/fails")
    assert "KeyError: 1" in result.stdout.splitlines()[-1]
    assert 'File "fails.py", line 1' in result.stdout


def test_run_takes_any_file(here: Path, tmp_path: Path) -> None:
    (here / "mine.py").write_text("print('mine')\n")
    assert "mine" in asyncbook("run", "mine.py").stdout


def test_run_shows_what_is_printed_as_it_is(here: Path) -> None:
    text = "[red]x[/red] :bug: [/] [link=x]\\"
    (here / "mine.py").write_text(f"print({text!r})\n")
    assert re.fullmatch(r" *0\.\d{3}  " + re.escape(text), asyncbook("run", "mine.py").stdout.splitlines()[0])


def test_run_shows_a_last_line_without_end(here: Path) -> None:
    (here / "mine.py").write_text("print('one')\nprint('two', end='')\n")
    assert [line.split()[-1] for line in asyncbook("run", "mine.py").stdout.splitlines()[:2]] == ["one", "two"]


def test_run_tells_what_no_program_should_do(here: Path) -> None:
    (here / "mine.py").write_text("open('left', 'w').close()\n")
    assert "The program left left in its working directory." in asyncbook("run", "mine.py").stdout


def test_a_folder_of_its_name_beside_it_hides_no_file(here: Path, tmp_path: Path) -> None:
    (here / "part.py").write_text('print("mine")\n')
    outside = write(tmp_path / "outside", {"app.py": 'print("mine")\n', "app/__init__.py": ""})
    for name in ("part.py", str(outside / "app.py")):
        result = asyncbook("run", name)
        assert "mine" in result.stdout, result.stderr


def test_run_uses_the_python_that_is_asked_for(here: Path) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"CPython {version}." in asyncbook("run", "--python", version, "part/good").stdout


def test_run_tells_which_pythons_there_are(here: Path) -> None:
    result = asyncbook("run", "--python", "2.7", "part/good")
    assert result.exit_code == 1
    assert "there is no Python 2.7 here; found: 3." in result.stderr


@pytest.mark.parametrize("command", ["check", "update", "versions"])
def test_where_there_is_no_book_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = asyncbook(command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no book here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_ones_own_is_checked_without_a_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = write(tmp_path / "mine", {"program.py": 'print("mine")\n'})
    monkeypatch.chdir(mine)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    told = asyncbook("check", "program.py").stderr
    assert (
        told == "program.py:1: program.out is missing; expected the output that it must print; run: asyncbook update program.py\n"
    )
    assert asyncbook("update", "program.py").exit_code == 0
    assert asyncbook("check", "program.py").stdout == "1 program checked, 0 mistakes\n"
    assert {path.name for path in mine.iterdir()} == {"program.py", "program.out"}


def test_what_is_not_run_here_is_counted_and_told(here: Path) -> None:
    header = '# /// script\n# requires-python = ">=3.99"\n# ///\n'
    write(here, {"snippets/later/new.py": header + "print(1)\n", "snippets/later/new.out": "1\n"})
    result = asyncbook("check", "later")
    assert (result.exit_code, result.stdout) == (0, "0 programs checked, 1 not run here, 0 mistakes\n")
    assert "snippets/later/new.py: not run here: >=3.99, the newest here is CPython 3." in result.stderr


def test_expected_output_of_a_later_python_is_left_alone(here: Path) -> None:
    header = '# /// snippet\n# since = "3.99"\n# ///\n'
    write(here, {"snippets/later/new.py": header + "print(1)\n", "snippets/later/new.out": "2\n"})
    result = asyncbook("update", "later/new")
    assert "left as it is: it is what Python 3.99 and later print, this is 3." in result.stdout
    assert (here / "snippets" / "later" / "new.out").read_text() == "2\n"


def test_what_is_to_lie_beside_a_program_is_told_where_it_is_not_there(here: Path) -> None:
    header = '# /// snippet\n# beside = ["a/b"]\n# ///\n'
    write(here, {"snippets/later/new.py": header + "print(1)\n", "snippets/later/new.out": "1\n"})
    for name in ("later/new", "snippets/later/new.py", "later"):
        result = asyncbook("check", name)
        assert result.exit_code == 1
        assert "snippets/later/new.py:1: 'a/b', which is to lie beside it, does not exist" in result.stderr


def test_outside_of_a_book_a_file_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = asyncbook("run", "nothing.py")
    assert (result.exit_code, result.stderr) == (1, "Error: there is no file 'nothing.py'; expected a .py file\n")


@pytest.mark.parametrize("command", ["run", "check", "update"])
def test_a_misspelt_name_is_told_with_the_nearest(here: Path, command: str) -> None:
    result = asyncbook(command, "part/god")
    assert result.exit_code == 1
    assert "there is no snippet 'part/god'; expected 'part/good'" in result.stderr


@pytest.mark.parametrize("name", [".", "..", "/", ""])
def test_what_has_no_name_of_its_own_is_no_program(here: Path, name: str) -> None:
    assert f"there is no snippet {name!r}" in asyncbook("run", name).stderr


def test_a_file_with_a_broken_header_is_told_with_its_line(here: Path) -> None:
    (here / "mine.py").write_text("# /// snippet\n# expekt = 1\n# ///\n")
    result = asyncbook("run", "mine.py")
    assert result.exit_code == 1
    assert "mine.py:2: unknown key 'expekt'; expected 'expect'" in result.stderr


@pytest.mark.parametrize("command", [["run", "part/good"], ["check", "part/good"], ["update", "part/good"], ["update"]])
def test_a_program_of_the_book_with_a_broken_header_is_told_with_its_line(here: Path, command: list[str]) -> None:
    (here / "snippets" / "part" / "good.py").write_text("# /// snippet\n# expekt = 1\n# ///\n")
    result = asyncbook(*command)
    assert result.exit_code == 1
    assert "good.py:2: unknown key 'expekt'; expected 'expect'" in result.stderr


def test_a_folder_stands_for_the_programs_in_it(here: Path) -> None:
    (here / "snippets" / "other").mkdir()
    (here / "snippets" / "other" / "torn.py").write_text("# /// snippet\n# expekt = 1\n# ///\n")
    count = len(list((here / "snippets" / "part").glob("*.py")))
    for name in ("part", "snippets/part/"):
        assert f"{count} programs checked" in asyncbook("check", name).stdout
    result = asyncbook("check", "other")
    assert (result.exit_code, result.stdout) == (1, "0 programs checked, 1 mistake\n")
    assert "torn.py:2: unknown key 'expekt'" in result.stderr
    assert (
        "there is no program of the book in the folder '/'; name files of your own one by one" in asyncbook("check", "/").stderr
    )


def test_an_unknown_command_is_a_wrong_use(here: Path) -> None:
    assert asyncbook("runn", "part/good").exit_code == 2
    assert asyncbook("run").exit_code == 2


PARALLEL = """
import asyncio
from beside import nap
async def main():
    await asyncio.gather(nap("one", 0.1), nap("two", 0.3))
    print("end")
asyncio.run(main())
"""
BESIDE = """
import asyncio
async def nap(name, seconds):
    await asyncio.sleep(seconds)
    print(name)
"""


STUBBORN = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"


@pytest.fixture
def outside(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A person's own folder, outside any book, with two files; it is not the current one."""
    home = tmp_path / "home"
    known = write(home, {"mine/program.py": PARALLEL, "mine/beside.py": BESIDE, "elsewhere/empty": ""}) / "cache" / "asyncbook"
    write(known / ".cache", {"pythons.json": probed().read_text()})
    monkeypatch.chdir(home / "elsewhere")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield home / "mine"
    book_at(known).pool.close()


def test_run_draws_the_timeline_of_any_file(outside: Path) -> None:
    result = asyncbook("run", "../mine/program.py", "--timeline")
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    assert [line.split()[-1] for line in told[:4]] == ["one", "two", "end", "ok"]
    assert told[4].startswith("╷0 s")
    assert [line.split()[1] for line in told if "✓ done" in line] == ["main()", "nap()", "nap()"]
    assert told[-1].startswith("█ runs   ░ waits")
    assert "\x1b" not in result.stdout


def test_run_leaves_nothing_in_a_folder_outside_a_book(outside: Path) -> None:
    asyncbook("run", "../mine/program.py")
    assert sorted(path.name for path in outside.parent.rglob("*") if "cache" not in path.parts) == [
        "beside.py", "elsewhere", "empty", "mine", "program.py",
    ]  # fmt: skip


def test_run_draws_the_timeline_in_the_language_that_is_asked_for(outside: Path) -> None:
    assert "✓ 完成" in asyncbook("run", "../mine/program.py", "--timeline", "--lang", "zh").stdout


def test_run_says_where_a_python_cannot_tell_of_tasks(outside: Path) -> None:
    python_of("3.10")
    last = asyncbook("run", "../mine/program.py", "--timeline", "--python", "3.10").stdout.splitlines()[-1]
    assert re.fullmatch(r"CPython 3\.10\.\d+ does not tell of tasks: a timeline needs CPython 3\.11 or newer\.", last)


def test_run_kills_a_program_after_the_time_that_is_given_and_says_so(outside: Path) -> None:
    (outside / "long.py").write_text(PARALLEL.replace("0.3", "50"))
    told = asyncbook("run", "../mine/long.py", "--timeline", "--timeout", "0.5").stdout.splitlines()
    assert told[1].endswith("timed-out")
    assert told[2] == "The program was killed after 0.5 s, its time limit; --timeout 1.5 gives it more time."
    assert any("… never finished" in line for line in told)


@pytest.mark.parametrize(("stubborn", "presses", "ended"), [("", 1, "KeyboardInterrupt"), (STUBBORN, 2, "signal 9")])
def test_ctrl_c_ends_the_program_and_shows_what_it_did(outside: Path, stubborn: str, presses: int, ended: str) -> None:
    (outside / "long.py").write_text(stubborn + PARALLEL.replace("0.3", "50"))
    command = [sys.executable, "-uc", "from asyncbook.cli import main; main()", "run", "../mine/long.py", "--timeline"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline().endswith("one\n")
        for _ in range(presses):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        told = process.stdout.read()
    assert process.returncode == 0
    assert ended in told
    assert "Task-1 main()" in told


def test_check_is_content_with_what_is_right(here: Path) -> None:
    result = asyncbook("check", "part/good", "part/fails")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "2 programs checked, 0 mistakes")


def test_check_tells_every_mistake_with_its_place(here: Path) -> None:
    result = asyncbook("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "4 programs checked, 2 mistakes"
    told = [line for line in result.stderr.splitlines() if line.startswith("snippets/")]
    assert told[0].startswith("snippets/part/new.py:1: new.out is missing")
    wrong = "snippets/part/wrong.out:1: printed 'now'; expected 'before'; if it is right so: asyncbook update part/wrong"
    assert told[1:] == [wrong]


def test_check_reads_the_pages_too(here: Path) -> None:
    (here / "docs" / "en" / "index.md").write_text('# Book\n\n```python\n--8<-- "part/god.py"\n```\n')
    result = asyncbook("check")
    assert "docs/en/index.md:1: heading 'Book' has no id" in result.stderr
    assert "docs/en/index.md:4: included file 'part/god.py' does not exist; expected 'part/good.py'" in result.stderr


def test_a_program_that_ends_otherwise_than_declared_is_told_with_the_line(here: Path) -> None:
    (here / "snippets" / "part" / "fails.py").write_text('# /// snippet\n# raises = "ValueError"\n# ///\n\n{}[1]\n')
    result = asyncbook("check", "part/fails")
    assert result.exit_code == 1
    assert "snippets/part/fails.py:5: the program raises KeyError: 1; expected it to end with ValueError" in result.stderr


def test_update_writes_what_differs_and_leaves_what_matches(here: Path) -> None:
    before = states(here)
    result = asyncbook("update")
    after = states(here)
    assert result.exit_code == 0
    assert (after["wrong.out"][0], after["new.out"][0]) == (b"now\n", b"new\n")
    assert {name: after[name] for name in ("good.out", "fails.out")} == {name: before[name] for name in ("good.out", "fails.out")}
    assert [line.split() for line in result.stdout.splitlines()[1:]] == [["part/new", "written"], ["part/wrong", "rewritten"]]


def test_update_a_second_time_changes_nothing(here: Path) -> None:
    asyncbook("update")
    before = states(here)
    assert asyncbook("update").stdout == "4 programs, all expected outputs match\n"
    assert states(here) == before


def test_update_refuses_what_a_program_printed_before_it_failed(here: Path) -> None:
    (here / "snippets/part/new.py").write_text("print('half')\n1 / 0\n")
    result = asyncbook("update")
    assert result.exit_code == 1
    assert "snippets/part/new.py:2: the program raises ZeroDivisionError" in result.stderr
    assert "left as it is" in result.stdout
    assert not (here / "snippets/part/new.out").exists()
    assert (here / "snippets/part/wrong.out").read_text() == "now\n"


def test_update_of_one_program_leaves_the_others(here: Path) -> None:
    before = states(here)
    asyncbook("update", "part/wrong")
    changed = {name for name, state in states(here).items() if state != before.get(name)}
    assert changed == {"wrong.out"}


def test_update_writes_an_output_that_check_then_accepts(here: Path) -> None:
    (here / "snippets" / "part" / "new.py").write_text(
        "print('Traceback (most recent call last): ')\nprint('a\\x0cb\\u2028c  ')\nprint(object())\nprint()\n"
    )
    asyncbook("update")
    assert asyncbook("check").stdout.splitlines()[-1] == "4 programs checked, 0 mistakes"


def test_a_book_is_found_from_a_folder_below_it(here: Path) -> None:
    os.chdir(here / "snippets" / "part")
    assert asyncbook("run", "part/good").exit_code == 0
