"""Builds that are killed, damaged, or at once: nothing that was finished is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from tests.books import build, command, fence, make_book, settings, told

SLEEPER = "import time\n\ntime.sleep({seconds})\nprint('{name} done')\n"


def _sleepers(**seconds: float) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    for name, wait in seconds.items():
        files[f"snippets/part/{name}.py"] = SLEEPER.format(seconds=wait, name=name)
        files[f"snippets/part/{name}.out"] = f"{name} done\n"
    page = "".join(f"## {name} {{ #{name} }}\n\n{fence(f'part/{name}')}\n" for name in seconds)
    return files | {"docs/en/index.md": f"# Book {{ #book }}\n\n{page}"}


def _recordings(root: Path) -> list[Path]:
    """Those on the reference Python, which alone have events: a machine may have other Pythons that cannot be hidden."""
    found = sorted((root / ".cache" / "recordings").glob("*/*.json"))
    return [path for path in found if b'"events": null' not in path.read_bytes()]


def _names(root: Path) -> set[str]:
    return {json.loads(path.read_text())["snippet"] for path in _recordings(root)}


def _running(file: str) -> bool:
    """Whether a program of this name runs; it may take a moment to be collected."""
    time.sleep(0.2)
    listed = subprocess.run(["ps", "-eo", "stat,args"], capture_output=True, text=True).stdout
    return any(line.endswith(f" {file}") and not line.startswith("Z") for line in listed.splitlines())


def test_a_second_build_runs_nothing(tmp_path: Path) -> None:
    make_book(tmp_path, _sleepers(one=0.1))
    first = build(tmp_path, "--strict")
    assert first.returncode == 0, told(first)
    before = [path.read_bytes() for path in _recordings(tmp_path)]
    second = build(tmp_path, "--strict")
    assert "Recording" not in told(second)
    assert [path.read_bytes() for path in _recordings(tmp_path)] == before


def test_a_killed_build_keeps_what_was_recorded_and_the_last_site(tmp_path: Path) -> None:
    make_book(tmp_path, _sleepers(quick=0.1, slow=31))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("last")
    running = subprocess.Popen(
        command("--strict"), cwd=tmp_path, env=settings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not {"part/quick", "part/fine"} <= _names(tmp_path):
        time.sleep(0.05)
    time.sleep(0.2)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert {"part/quick", "part/fine"} <= _names(tmp_path)
    assert (tmp_path / "site" / "index.html").read_text() == "last"
    assert not _running("slow.py")
    (tmp_path / "snippets/part/slow.py").write_text(SLEEPER.format(seconds=0.1, name="slow"))
    again = build(tmp_path, "--strict")
    assert again.returncode == 0, told(again)
    assert "Recording 1 of 3 programs" in told(again)
    assert not list((tmp_path / ".cache").glob("staging-*"))


def test_damaged_recordings_are_made_again(tmp_path: Path) -> None:
    make_book(tmp_path, _sleepers(one=0.1, two=0.1, three=0.1))
    build(tmp_path)
    good = {path: json.loads(path.read_text())["lines"][0][2] for path in _recordings(tmp_path)}
    for path, damage in zip(good, (b"", b'{"snippet": "part/one"', b"\xff\xfe\x00", b"[]"), strict=True):
        path.write_bytes(damage)
    again = build(tmp_path, "--strict")
    assert again.returncode == 0, told(again)
    assert {path: json.loads(path.read_text())["lines"][0][2] for path in _recordings(tmp_path)} == good


def test_a_store_that_cannot_be_written_is_told_and_costs_no_page(tmp_path: Path) -> None:
    make_book(tmp_path, _sleepers(one=0.1))
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "recordings").write_text("a file where the folder should be")
    done = build(tmp_path)
    assert done.returncode == 0, told(done)
    assert "the recording of part/one could not be kept" in told(done)
    assert "one done" in (tmp_path / "site" / "en" / "index.html").read_text()
    assert build(tmp_path, "--strict").returncode == 1


def test_two_builds_at_once_both_succeed(tmp_path: Path) -> None:
    make_book(tmp_path, _sleepers(one=0.5, two=0.3))
    both = [
        subprocess.Popen(command("--strict"), cwd=tmp_path, env=settings(), stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for running in both:
        _, output = running.communicate(timeout=60)
        assert running.returncode == 0, output
    assert "two done" in (tmp_path / "site" / "en" / "index.html").read_text()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == [".cache"]


def test_ctrl_c_ends_a_build_at_once_and_leaves_no_program_running(tmp_path: Path) -> None:
    make_book(tmp_path, _sleepers(sleeps_on=47))
    running = subprocess.Popen(
        command(), cwd=tmp_path, env=settings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not _running("sleeps_on.py"):
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(timeout=10) != 0
    assert not _running("sleeps_on.py")


def test_one_language_can_be_built_alone(tmp_path: Path) -> None:
    make_book(tmp_path, {}, languages=("en", "zh"))
    done = build(tmp_path, "--strict", DOCS_LANG="zh")
    assert done.returncode == 0, told(done)
    assert (tmp_path / "site" / "zh").is_dir()
    assert not (tmp_path / "site" / "en").exists()
    wrong = build(tmp_path, DOCS_LANG="xx")
    assert wrong.returncode == 1
    assert "DOCS_LANG=xx: there is no such language; expected one of en, zh" in told(wrong)
