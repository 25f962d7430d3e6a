"""How long a person waits between saving a file and seeing the change."""

from __future__ import annotations

import http.client
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .project import MKDOCS, Project

PATIENCE = 60.0


@contextmanager
def serving(project: Project) -> Iterator[int]:
    """Serve *project* on a free port of 127.0.0.1 until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = (project.root / "serve.log").open("w")
    server = subprocess.Popen([MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"], cwd=project.root, stdout=log, stderr=log)
    try:
        _until(lambda: _get(port, "/en/part/page_0/"), "Page 0")
        yield port
    finally:
        server.terminate()
        server.wait()


def _get(port: int, path: str) -> str:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except OSError:
        return ""


def _until(page: object, mark: str) -> float:
    begun = time.perf_counter()
    while time.perf_counter() - begun < PATIENCE:
        if mark in page():  # type: ignore[operator]
            return time.perf_counter() - begun
        time.sleep(0.01)
    raise SystemExit(f"{mark!r} was not served within {PATIENCE:.0f} s")


def page_saved(project: Project, saves: int = 7) -> float:
    """Median seconds from saving a page to its being served."""
    with serving(project) as port:
        return statistics.median(_save(project, port, number) for number in range(saves))


def _save(project: Project, port: int, number: int) -> float:
    language = project.languages[number % len(project.languages)]
    page = project.pages(language)[number]
    mark = f"saved-{number}"
    page.write_text(f"{page.read_text()}\n{mark}\n")
    seconds = _until(lambda: _get(port, f"/{language}/part/{page.stem}/"), mark)
    time.sleep(0.5)
    return seconds


def snippet_saved(project: Project, seconds: float, saves: int = 5) -> float:
    """Median seconds beyond the program's own from saving it to its recording being served in every language."""
    with serving(project) as port:
        return statistics.median(_save_snippet(project, port, number) for number in range(saves)) - seconds


def _save_snippet(project: Project, port: int, number: int) -> float:
    path: Path = project.root / "snippets" / "part" / f"sleeper_{number}.py"
    mark = f"changed-{number}"
    path.write_text(path.read_text().replace("woke up", mark))
    begun = time.perf_counter()
    for language in project.languages:
        address = f"/{language}/part/page_{number}/"
        _until(lambda address=address: "".join(_get(port, address).split('class="recording-output"')[1:]), mark)  # type: ignore[misc]
    waited = time.perf_counter() - begun
    time.sleep(0.5)
    return waited
