"""``asyncbook versions``: which Python does what, and keeping it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asyncbook import arguments
from asyncbook.book import Book
from asyncbook.cli import main
from asyncbook.versions import load, save

from .helpers import book, python_of

OLD = '# /// snippet\n# pythons = ">=3.10"\n# ///\nimport asyncio\n\nprint(hasattr(asyncio, "timeout"))\nasyncio.timeout\n'


def asked(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent / "cache"))
    return CliRunner().invoke(main, ["versions", *arguments])


def test_a_program_of_ones_own_runs_on_every_python_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("3.6", "3.10", "3.11"):
        python_of(version)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "program.py").write_text("import asyncio\nasyncio.timeout\n")
    done = asked(mine, monkeypatch, "program.py")
    assert done.exit_code == 0, done.output
    assert "3.6–3.10   raises: AttributeError" in done.output
    assert "3.11–" in done.output
    assert [path.name for path in mine.iterdir()] == ["program.py"]


def test_outcomes_are_kept_and_what_is_the_same_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python_of("3.10")
    root = book(tmp_path / "book", {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n"})
    assert "versions.json: written" in asked(root, monkeypatch, "--update").output
    kept = json.loads((root / "snippets" / "versions.json").read_text())["part/old"]
    assert kept["3.10"]["name"] == "AttributeError"
    assert kept["3.11"] == {"python": kept["3.11"]["python"], "outcome": "ok"}
    assert "versions.json: unchanged" in asked(root, monkeypatch, "--update", "part/old").output


def test_a_program_that_cannot_be_read_now_keeps_its_outcomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"part/old": {"3.11": {"python": "3.11.7", "outcome": "ok"}}}
    files = {"snippets/part/old.py": "# /// snippet\n# timeout = 2\n", "snippets/versions.json": json.dumps(kept)}
    root = book(tmp_path / "book", files)
    done = asked(root, monkeypatch, "--update")
    assert done.exit_code == 1
    assert "old.py:1: the 'snippet' block is never closed" in done.output
    assert json.loads((root / "snippets" / "versions.json").read_text()) == kept


def test_check_tells_what_is_not_kept_or_kept_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n", "snippets/versions.json": "{}\n"}
    root = book(tmp_path / "book", files)
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, ["check", "part"])
    assert (done.exit_code, done.stdout) == (1, "1 program checked, 1 mistake\n")
    assert "versions.json:1: no entry for part/old; expected what it does on 3." in done.stderr
    assert "; run: asyncbook versions --update part/old" in done.stderr
    asked(root, monkeypatch, "--update")
    file = root / "snippets" / "versions.json"
    file.write_text(file.read_text().replace("ok", "timed-out"))
    monkeypatch.setattr(arguments, "book_at", Book)
    done = CliRunner().invoke(main, ["check"])
    assert "part/old on 3." in done.stderr
    assert "ok; expected timed-out" in done.stderr


def test_what_a_program_should_not_do_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n"}
    root = book(tmp_path / "book", files)
    asked(root, monkeypatch, "--update")
    (root / "snippets" / "part" / "old.py").write_text(OLD + "1 / 0\n")
    monkeypatch.setattr(arguments, "book_at", Book)
    done = CliRunner().invoke(main, ["check"])
    assert (done.exit_code, done.stdout) == (1, "1 program checked, 1 mistake\n")
    assert "the program raises ZeroDivisionError" in done.stderr


def test_an_entry_without_a_program_is_told_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n"}
    root = book(tmp_path / "book", files)
    asked(root, monkeypatch, "--update")
    file = root / "snippets" / "versions.json"
    kept = json.loads(file.read_text())
    save(file, load(file)[0] | {"part/zero": load(file)[0]["part/old"]})
    monkeypatch.setattr(arguments, "book_at", Book)
    done = CliRunner().invoke(main, ["check"])
    assert (done.exit_code, done.stdout) == (1, "1 program checked, 1 mistake\n")
    place = f"snippets/versions.json:{4 + len(kept['part/old'])}"
    told = "an entry for part/zero; expected a program of that name; run: asyncbook versions --update"
    assert done.stderr.splitlines()[-1] == f"{place}: {told}"
    assert asked(root, monkeypatch, "--update", "part/old").exit_code == 0
    assert json.loads(file.read_text()) == kept


def test_a_torn_file_is_told_and_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torn = '{\n  "part/old": {\n<<<<<<< HEAD\n'
    files = {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n", "snippets/versions.json": torn}
    root = book(tmp_path / "book", files)
    monkeypatch.chdir(root)
    for command in (
        ["versions", "--update"],
        ["versions", "part/old", "--update"],
        ["versions", "part/old"],
        ["check", "part/old"],
    ):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 1
        assert "versions.json:3: " in done.stderr
        assert "undo it: git checkout -- snippets/versions.json" in done.stderr
        assert (root / "snippets" / "versions.json").read_text() == torn


def test_outcomes_of_pythons_that_are_not_here_are_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"part/old": {"3.99": {"python": "3.99.1", "outcome": "ok"}}}
    files = {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n", "snippets/versions.json": json.dumps(kept)}
    root = book(tmp_path / "book", files)
    done = asked(root, monkeypatch, "part/old")
    assert done.stderr == "Python 3.99: not here, so that is what snippets/versions.json says\n"


def test_a_name_is_not_cut_where_nobody_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "part/a_name_that_is_as_long_as_the_longest_of_them_all"
    root = book(tmp_path / "book", {f"snippets/{name}.py": OLD, f"snippets/{name}.out": "True\n"})
    monkeypatch.setenv("COLUMNS", "80")
    assert name in asked(root, monkeypatch, name).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["prt"], "there is no folder 'prt'; expected 'part'"),
        (["part/odd"], "there is no snippet 'part/odd'"),
        (["nowhere.py"], "there is no snippet 'nowhere.py'"),
        (["other.py", "--update"], "other.py is no snippet of this book"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str) -> None:
    root = book(tmp_path / "book", {"snippets/part/old.py": OLD, "snippets/part/old.out": "True\n"})
    (root / "other.py").write_text("print(1)\n")
    done = asked(root, monkeypatch, *arguments)
    assert done.exit_code == 1
    assert told in done.output
