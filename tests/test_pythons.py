"""The interpreters of a machine, some of which are none."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from asyncbook.pythons import Python, find, probe, reference

from .helpers import write


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path of a machine that has no Python but the one that runs the tests."""
    (tmp_path / "bin").mkdir()
    for name in ("PYENV_ROOT", "XDG_DATA_HOME", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("ASYNCBOOK_PYTHONS", "")
    return tmp_path / "bin"


def program(path: Path, text: str) -> Path:
    write(path.parent, {path.name: text})
    path.chmod(0o755)
    return path


def python_that_says(path: Path, version: str, implementation: str = "CPython", *, free_threaded: bool = False) -> Path:
    """An executable that answers as a Python would."""
    said = [str(path), version, implementation, f"{version} (main)", "Linux x86_64", "/lib/python", free_threaded]
    return program(path, f"#!/bin/sh\n/bin/echo asked >> {path}.log\n/bin/echo '{json.dumps(said)}'\n")


def versions(found: tuple[Python, ...]) -> list[str]:
    here = sys.version_info
    return [python.version for python in found if python.minor != f"{here[0]}.{here[1]}"]


def test_the_python_that_runs_this_is_always_found(machine: Path) -> None:
    [python] = find()
    assert python.version == sys.version.split()[0]
    assert python.minor == ".".join(map(str, sys.version_info[:2]))
    assert Path(python.stdlib, "asyncio").is_dir()


def test_pythons_on_the_path_are_found_oldest_first(machine: Path) -> None:
    for version in ("3.9.1", "3.28.0", "3.27.4"):
        python_that_says(machine / f"python3.{version.split('.')[1]}", version)
    assert versions(find()) == ["3.9.1", "3.27.4", "3.28.0"]


def test_of_each_minor_version_the_newest_patch_is_taken(machine: Path) -> None:
    python_that_says(machine / "python3.28", "3.28.2")
    python_that_says(machine / "python3", "3.28.10")
    assert versions(find()) == ["3.28.10"]


def test_pythons_named_in_the_environment_are_found(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (python_that_says(tmp_path / name / "python", version) for name, version in (("a", "3.28.0"), ("b", "3.27.0")))
    monkeypatch.setenv("ASYNCBOOK_PYTHONS", f"{one}:{two}::{tmp_path / 'nowhere'}")
    assert versions(find()) == ["3.27.0", "3.28.0"]


@pytest.mark.parametrize(
    "text",
    [
        "#!/bin/sh\necho 'pyenv: python3.28: command not found' >&2\nexit 127\n",
        "#!/bin/sh\necho hello\n",
        "#!/bin/sh\necho '[]'\n",
        "#!/bin/sh\necho '{\"version\": 3}'\n",
        "#!/nowhere/python\n",
        "",
    ],
    ids=["a dead shim", "no JSON", "too little", "another shape", "no interpreter", "nothing"],
)
def test_what_does_not_answer_like_a_python_is_none(machine: Path, text: str) -> None:
    shim = program(machine / "python3.28", text)
    assert probe(shim) is None
    assert versions(find()) == []


def test_a_file_that_may_not_be_executed_is_no_python(machine: Path) -> None:
    python_that_says(machine / "python3.28", "3.28.0").chmod(0o644)
    assert versions(find()) == []


def test_a_folder_is_no_python(machine: Path) -> None:
    (machine / "python3.28").mkdir()
    assert versions(find()) == []


def test_a_link_to_nothing_is_no_python(machine: Path) -> None:
    (machine / "python3.28").symlink_to(machine / "gone")
    assert versions(find()) == []


def test_a_python_built_between_two_releases_does_not_hide_the_others(machine: Path) -> None:
    python_that_says(machine / "python3.28", "3.28.0+")
    python_that_says(machine / "python3.27", "3.27.1")
    assert "3.27.1" in versions(find())


def test_a_python_is_asked_once_and_then_remembered(machine: Path, tmp_path: Path) -> None:
    python_that_says(machine / "python3.28", "3.28.0")
    for _ in range(3):
        assert versions(find(tmp_path / "cache" / "pythons.json")) == ["3.28.0"]
    assert (machine / "python3.28.log").read_text() == "asked\n"


def test_what_does_not_answer_is_asked_again_after_an_hour(machine: Path, tmp_path: Path) -> None:
    cache, log = tmp_path / "pythons.json", tmp_path / "log"
    write(machine, {"python3.28": f"#!/bin/sh\necho asked >> {log}\nexit 127\n"})
    (machine / "python3.28").chmod(0o755)
    for _ in range(3):
        assert versions(find(cache)) == []
    assert log.read_text() == "asked\n"
    os.utime(cache, (1, 1))
    find(cache)
    assert log.read_text() == "asked\n" * 2


def test_a_python_that_was_replaced_is_asked_again(machine: Path, tmp_path: Path) -> None:
    python_that_says(machine / "python3.28", "3.28.0")
    find(tmp_path / "pythons.json")
    python_that_says(machine / "python3.28", "3.28.11")
    assert versions(find(tmp_path / "pythons.json")) == ["3.28.11"]


def test_a_python_that_was_removed_is_forgotten(machine: Path, tmp_path: Path) -> None:
    python_that_says(machine / "python3.28", "3.28.0")
    find(tmp_path / "pythons.json")
    (machine / "python3.28").unlink()
    assert versions(find(tmp_path / "pythons.json")) == []


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"1", b'{"x": 1}', b'{"x": {"version": "3.28.0"}}', b"\xff\xfe"])
def test_a_damaged_cache_is_made_anew(machine: Path, tmp_path: Path, data: bytes) -> None:
    cache = tmp_path / "pythons.json"
    cache.write_bytes(data)
    python_that_says(machine / "python3.28", "3.28.0")
    assert versions(find(cache)) == ["3.28.0"]
    assert len(json.loads(cache.read_text())) == 2


def test_a_cache_that_cannot_be_written_does_no_harm(machine: Path, tmp_path: Path) -> None:
    write(tmp_path, {"cache": "in the way"})
    python_that_says(machine / "python3.28", "3.28.0")
    assert versions(find(tmp_path / "cache" / "pythons.json")) == ["3.28.0"]


def python(version: str, implementation: str = "CPython", *, free_threaded: bool = False) -> Python:
    return Python("/bin/python", version, implementation, version, "Linux x86_64", "/lib", free_threaded)


def test_the_reference_is_the_newest_stable_python() -> None:
    newest = python("3.14.10")
    others = [python("3.14.9"), python("3.15.0rc1"), python("3.16.0a1"), python("3.11.13", "PyPy"), python("3.9.1")]
    assert reference([*others, newest, python("3.15.1", free_threaded=True)]) == newest


def test_without_a_stable_python_there_is_no_reference() -> None:
    assert reference([python("3.15.0b1"), python("3.11.13", "PyPy")]) is None
    assert reference([]) is None


@pytest.mark.parametrize(
    ("version", "implementation", "free_threaded"),
    [("3.28.1", "CPython", True), ("3.28.2", "CPython", True), ("3.28.9", "PyPy", False)],
)
def test_a_stable_python_is_not_hidden_by_another_of_its_version(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, implementation: str, free_threaded: bool
) -> None:
    other = python_that_says(tmp_path / "other" / "python", version, implementation, free_threaded=free_threaded)
    monkeypatch.setenv("ASYNCBOOK_PYTHONS", str(other))
    python_that_says(machine / "python3.28", "3.28.1")
    chosen = reference(find())
    assert chosen
    assert chosen.version == "3.28.1"
    assert chosen.stable


def test_a_python_survives_json() -> None:
    assert Python(**json.loads(json.dumps(asdict(python("3.14.1"))))) == python("3.14.1")
