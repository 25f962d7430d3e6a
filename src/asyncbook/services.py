"""Servers that a snippet needs, started for one run on a free loopback port."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

START = 10.0
"""Seconds that a server may take until it answers."""


class ServiceError(Exception):
    """A server that is not on this machine, or does not start."""


def missing(needs: tuple[str, ...]) -> str:
    """Which program is missing for *needs*; empty where all are here."""
    programs = {"redis": "redis-server"}
    return next((programs[need] for need in needs if not shutil.which(programs[need])), "")


@contextmanager
def running(needs: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Run every server of *needs*; yields the environment variables that say where they listen."""
    with ExitStack() as stack:
        found: dict[str, str] = {}
        for need in needs:
            assert need == "redis"
            found |= stack.enter_context(_redis())
        yield found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _redis() -> Iterator[dict[str, str]]:
    program = shutil.which("redis-server")
    if not program:
        raise ServiceError("redis-server is not on this machine")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="asyncbook-redis-") as folder:
        options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", folder]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen([program, *options], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            _wait_until_it_answers(server, port)
            yield {"REDIS_PORT": str(port)}
        finally:
            server.terminate()
            server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                if connection.recv(16).startswith(b"+PONG"):
                    return
        except OSError:
            time.sleep(0.01)
    raise ServiceError(f"redis-server did not answer on port {port} within {START:.0f} s")
