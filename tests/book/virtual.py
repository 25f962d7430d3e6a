"""A clock that jumps instead of waiting, for programs that wait for nothing but time."""

from __future__ import annotations

import ast
import asyncio
import gc
import selectors
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from asyncbook.snippets import Snippet

PLAIN = {"asyncio", "collections", "contextlib", "dataclasses", "random", "time", "typing", "__future__"}
REAL = {
    "to_thread", "run_in_executor", "run_coroutine_threadsafe", "call_soon_threadsafe", "add_signal_handler",
    "open_connection", "start_server", "create_subprocess_exec", "create_subprocess_shell", "stderr",
}  # fmt: skip


def can_run(snippet: Snippet) -> bool:
    """Whether *snippet* is pure asyncio: no threads, processes, sockets, signals, and a plain end on this Python."""
    header = snippet.header
    if (
        header.raises
        or header.warns
        or header.hangs
        or header.interrupt
        or header.terminate
        or header.needs
        or header.dependencies
    ):
        return False
    version = ".".join(map(str, sys.version_info[:3]))
    if header.expect == "none" or not (header.admits(version) and header.holds(version)):
        return False
    tree = ast.parse(snippet.program)
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return _imports(tree) <= PLAIN and not names & REAL


def _imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


class _Clock:
    now = 1000.0

    def read(self, *_: Any) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@contextmanager
def clock() -> Iterator[None]:
    """Within the block, waiting for time takes none: the loop's clock and time's jump ahead."""
    ours = _Clock()

    class Selector(selectors.DefaultSelector):
        def select(self, timeout: float | None = None) -> Any:
            ready = super().select(0)
            if ready or timeout is None:
                return ready or super().select(None)
            ours.now += max(0.0, timeout)
            return []

    patches = [
        mock.patch.object(selectors, "DefaultSelector", Selector),
        mock.patch.object(asyncio.BaseEventLoop, "time", ours.read),
        *(mock.patch.object(time, name, ours.read) for name in ("monotonic", "perf_counter", "time")),
        mock.patch.object(time, "sleep", ours.sleep),
    ]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in reversed(patches):
            patch.stop()
        gc.collect()
