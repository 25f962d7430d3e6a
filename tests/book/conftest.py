"""The real site: built strictly, once for all workers, and served."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.books import command
from tests.conftest import ROOT

REPOSITORY = "https://github.com/example/asyncio-recorded"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.log").exists():
            told = _build(shared / "site", f"http://127.0.0.1:{free_port()}/")
            (shared / "site.log").write_text(told, encoding="utf-8")
    if not (shared / "site").is_dir():
        pytest.fail((shared / "site.log").read_text(encoding="utf-8"), pytrace=False)
    return shared / "site"


def _build(folder: Path, home: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "DOCS_LANG"}
    environment = kept | {"SITE_URL": home, "REPO_URL": REPOSITORY}
    strictly = command("--strict", "--site-dir", str(folder))
    done = subprocess.run(strictly, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    return done.stdout + done.stderr


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def home(site: Path) -> str:
    """The site's address, which is also that of its sitemaps: without them Material cannot change the language."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    return sitemap.partition("<loc>")[2].partition("en/sitemap.xml")[0]


class _Handler(SimpleHTTPRequestHandler):
    def send_error(self, code: int, *rest: Any, **more: Any) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, *rest, **more)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    allow_reuse_port = True  # by another worker

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # the browser left before it had read everything


@pytest.fixture(scope="session")
def served(site: Path, home: str) -> Iterator[str]:
    """The address at which the site is served, with its own page for unknown addresses."""
    with serving(site, home):
        yield home


@contextmanager
def serving(site: Path, home: str) -> Iterator[None]:
    """Serve the folder *site* at the address *home*."""
    with _Server(("127.0.0.1", urlsplit(home).port or 80), partial(_Handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join()
