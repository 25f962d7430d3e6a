"""CPython's own tests of asyncio, with the recorder on as off: ``python -m tests.transparency [VERSION]...``.

Needs Pythons that have the ``test`` package; those without are left out, in one line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from asyncbook.pythons import Python, find
from asyncbook.runner import CHILD

from .conftest import ROOT

SECONDS = 300
_RESULT = re.compile(
    r"^(?P<test>\w+ \([\w.]+\))(?:\n.*?)?? \.\.\. (?:.*?\n)??(?P<result>ok|FAIL|ERROR|skipped|expected failure)", re.M | re.S
)


def modules(python: Python) -> list[str]:
    """The modules of test.test_asyncio; none where they are not installed."""
    code = "import os, test.test_asyncio as t; print(*sorted(n[:-3] for n in os.listdir(t.__path__[0]) if n.startswith('test_')))"
    done = subprocess.run([python.executable, "-c", code], capture_output=True, text=True)
    return done.stdout.split()


def results(python: Python, module: str, recorder: bool) -> dict[str, str]:
    """What became of each test of *module*."""
    told = os.open(os.devnull, os.O_WRONLY)
    watched = {"PYTHONPATH": str(CHILD), "ASYNCBOOK_REPORT": str(told), "ASYNCBOOK_EVENTS": "1"} if recorder else {}
    command = [python.executable, "-m", "unittest", "-v", f"test.test_asyncio.{module}"]
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                command, cwd=folder, env=os.environ | watched, pass_fds=[told], capture_output=True, text=True, timeout=SECONDS,
                stdin=subprocess.DEVNULL, errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"all": "never ended"}
        finally:
            os.close(told)
    return {found["test"]: found["result"] for found in _RESULT.finditer(done.stderr)} | {"all": _last(done.stderr)}


def _last(text: str) -> str:
    """How many tests there were, and what became of them."""
    counted = re.findall(r"^Ran (\d+) tests?|^((?:OK|FAILED|NO TESTS).*)$", text, re.M)
    return " ".join("".join(pair) for pair in counted)


def differences(python: Python, module: str) -> tuple[int, list[str]]:
    """How many tests were compared, and those that differ. A test that only fails now and then is tried again."""
    off, on = results(python, module, recorder=False), results(python, module, recorder=True)
    for _ in range(2):
        if off == on:
            break
        off, on = results(python, module, recorder=False), results(python, module, recorder=True)
    names = sorted(off.keys() | on.keys())
    return len(off) - 1, [
        f"{module}: {name}: {off.get(name)} / {on.get(name)}" for name in names if off.get(name) != on.get(name)
    ]


def compare(python: Python) -> Iterator[str]:
    """Every difference on *python*, and at last how many tests there were."""
    found = modules(python)
    total = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for count, told in pool.map(lambda module: differences(python, module), found):
            total += count
            yield from told
    yield f"{python.version}: {total} tests of {len(found)} modules compared"


def main(wanted: list[str]) -> int:
    """Compare on the *wanted* versions; 1 where something differs."""
    wrong = 0
    for python in find(ROOT / ".cache" / "pythons.json"):
        if python.minor not in wanted:
            continue
        if not modules(python):
            print(f"{python.version}: has no test package, left out")
            continue
        *told, summary = compare(python)
        print(*told, summary, sep="\n")
        wrong += len(told)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["3.14", "3.15"]))
