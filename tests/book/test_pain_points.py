"""Whoever searches for a message finds the page that explains it, in both languages."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

MESSAGES = {
    "Executing <Task": "model/cores",
    "asyncio.run() cannot be called from a running event loop": "model/choosing",
    "Passing coroutines is forbidden, use tasks explicitly.": "model/choosing",
    "cannot reuse already awaited coroutine": "model/await",
    "can't be awaited": "model/await",
    "Result is not set.": "model/tasks",
    "TaskGroup <TaskGroup> has not been entered": "structure/task_groups",
    "is finished": "structure/task_groups",
    "unhandled errors in a TaskGroup (2 sub-exceptions)": "structure/exceptions",
    "Task exception was never retrieved": "structure/exceptions",
    "CancelledError": "structure/cancellation",
    "TimeoutError": "structure/timeouts",
    "Task was destroyed but it is pending!": "structure/background",
    "NotImplementedError": "structure/shutdown",
    "wait_closed()": "structure/shutdown",
    "Event loop stopped before Future completed.": "structure/shutdown",
    "task_done() called too many times": "coordination/queues",
    "is bound to a different event loop": "coordination/locks",
    "attached to a different loop": "coordination/locks",
    "Lock is not acquired.": "coordination/locks",
    "[Errno 24] Too many open files": "coordination/limits",
    "BoundedSemaphore released too many times": "coordination/limits",
    "asynchronous generator is already running": "coordination/async_iteration",
    "was never awaited": "coordination/async_iteration",
    "requires an object with __aiter__ method": "coordination/async_iteration",
    "ResourceWarning: unclosed transport": "coordination/context_managers",
    "was created in a different Context": "coordination/context_variables",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("message", "page"), MESSAGES.items())
def test_a_message_is_in_what_is_searched_of_its_page(language: str, message: str, page: str, site: Path) -> None:
    index = json.loads((site / language / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = [entry["title"] + " " + entry["text"] for entry in index["docs"] if entry["location"].startswith(f"{page}/")]
    told = html.unescape(re.sub("<[^>]*>|\u200b", "", " ".join(texts)))
    assert texts
    assert message in told
