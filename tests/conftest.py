"""What the tests share. With REQUIRE=all, whatever is missing on this machine is a failure."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def pytest_configure() -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # what a shell starts with "&" is deaf to it, and so is all below it
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("REQUIRE") == "all":
        report.outcome = "failed"
        report.longrepr = f"REQUIRE=all: {call.excinfo.value if call.excinfo else 'skipped'}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def this_python() -> Any:
    """The Python that runs the tests, as a snippet's interpreter."""
    from asyncbook.pythons import probe

    python = probe(Path(sys.executable))
    assert python
    return python


FIRST = ("test_runner.py", "test_browser.py", "test_builds.py")
"""Files that take longest. A worker takes whole files: those that begin last must be short."""
LAST = ("test_programs.py", "test_versions.py")
"""Files that find most of what they need recorded when the site has been built."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: (item.path.name not in FIRST, item.path.name in LAST))
