"""A finished site takes the place of the last one, whole or not at all."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from asyncbook.publish import publish, restore, staging

from .helpers import write


def dead_process() -> int:
    """The number of a process that is over."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_staging_folder_is_new_and_empty(tmp_path: Path) -> None:
    folder = staging(tmp_path / "deep" / "cache")
    assert folder.parent == tmp_path / "deep" / "cache"
    write(folder, {"old.html": ""})
    assert staging(tmp_path / "deep" / "cache") == folder
    assert list(folder.iterdir()) == []


def test_what_killed_builds_left_behind_is_removed(tmp_path: Path) -> None:
    left = write(tmp_path / f"staging-{dead_process()}", {"a/index.html": ""})
    running = write(tmp_path / f"staging-{os.getppid()}", {"index.html": ""})
    staging(tmp_path)
    assert not left.exists()
    assert (running / "index.html").exists()


def test_a_folder_that_only_looks_like_one_of_ours_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "staging-area", {"notes": ""})
    staging(tmp_path)
    assert (tmp_path / "staging-area" / "notes").exists()


def test_the_first_site_is_put_in_its_place(tmp_path: Path) -> None:
    new = write(staging(tmp_path / "cache"), {"en/index.html": "new"})
    publish(new, tmp_path / "out" / "site", tmp_path / "cache")
    assert (tmp_path / "out" / "site" / "en" / "index.html").read_text() == "new"
    assert not new.exists()


def test_a_new_site_takes_the_place_of_the_old_with_nothing_of_it_left(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old", "gone.html": "old"})
    publish(write(staging(tmp_path / "cache"), {"index.html": "new"}), site, tmp_path / "cache")
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text() == "new"
    assert sorted(os.listdir(tmp_path)) == ["cache", "site"]


def test_the_old_site_stays_where_the_new_one_is_missing(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    folder = staging(tmp_path / "cache")
    folder.rmdir()
    with pytest.raises(OSError, match="staging"):
        publish(folder, site, tmp_path / "cache")
    assert (site / "index.html").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["cache", "site"]


def test_what_an_earlier_publication_left_half_way_does_no_harm(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    write(tmp_path, {".site.new/half.html": "", ".site.old/older.html": ""})
    publish(write(staging(tmp_path / "cache"), {"index.html": "new"}), site, tmp_path / "cache")
    assert {path.name: path.read_text() for path in site.iterdir()} == {"index.html": "new"}


def test_a_site_that_was_set_aside_when_a_build_was_killed_comes_back(tmp_path: Path) -> None:
    write(tmp_path, {".site.old/index.html": "old", ".site.new/index.html": "new"})
    restore(tmp_path / "site", tmp_path / "cache")
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    write(tmp_path, {".site.old/index.html": "older"})
    restore(tmp_path / "site", tmp_path / "cache")
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_the_old_site_comes_back_where_the_new_one_cannot_take_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    folder = write(staging(tmp_path / "cache"), {"index.html": "new"})
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no"):
        publish(folder, site, tmp_path / "cache")
    assert (site / "index.html").read_text() == "old"


PUBLISH = """\
import sys
from pathlib import Path
from asyncbook.publish import publish, staging
root = Path(sys.argv[1])
for number in range(40):
    folder = staging(root / "cache")
    for name in ("a.html", "b.html"):
        (folder / name).write_text(f"{sys.argv[2]} {number}")
    publish(folder, root / "site", root / "cache")
"""


def test_a_build_waits_while_another_publishes(tmp_path: Path) -> None:
    staging(tmp_path / "cache")
    with (tmp_path / "cache" / "publish.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        build = subprocess.Popen([sys.executable, "-c", PUBLISH, tmp_path, "one"])
        with pytest.raises(subprocess.TimeoutExpired):
            build.wait(1)
        assert (tmp_path / "cache" / f"staging-{build.pid}" / "b.html").exists()
        assert not (tmp_path / "site").exists()
    assert build.wait(20) == 0
    assert look(tmp_path / "site")[0] == "one 39"


def look(site: Path) -> tuple[str, str]:
    """Both pages of the site as it is at one moment."""
    folder = os.open(site, os.O_RDONLY)
    try:
        pages = [os.open(name, os.O_RDONLY, dir_fd=folder) for name in ("a.html", "b.html")]
        texts = [os.read(page, 99).decode() for page in pages]
        for page in pages:
            os.close(page)
    finally:
        os.close(folder)
    return texts[0], texts[1]


def test_two_builds_may_publish_at_once_and_a_reader_sees_one_site_whole(tmp_path: Path) -> None:
    builds = [subprocess.Popen([sys.executable, "-c", PUBLISH, tmp_path, name]) for name in ("one", "two")]
    seen: set[str] = set()
    while any(build.poll() is None for build in builds):
        with suppress(FileNotFoundError):
            first, second = look(tmp_path / "site")
            assert first == second
            seen.add(first)
        time.sleep(0.001)
    assert [build.returncode for build in builds] == [0, 0]
    assert len(seen) > 1
    assert look(tmp_path / "site")[0] in ("one 39", "two 39")
    assert sorted(os.listdir(tmp_path)) == ["cache", "site"]
    assert not list((tmp_path / "cache").glob("staging-*"))
