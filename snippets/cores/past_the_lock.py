# /// script
# requires-python = ">=3.14"
# ///
# /// snippet
# timeline = false
# expect = "none"
# alone = true
# timeout = 60
# ///
"""Four jobs in threads: of Python, of C, and with a lock for each."""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor

DATA = bytes(2_000_000)
PHOTOS = range(4)


def in_python(_photo: int) -> None:
    total = 0
    for number in range(200_000):
        total += number % 7


def in_c(_photo: int) -> None:
    hashlib.sha256(DATA)  # (1)!


def clocked(way: Callable[[], object]) -> float:
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


def times_as_fast(
    job: Callable[[int], None], pool: ThreadPoolExecutor
) -> float:
    alone, pooled = [], []
    for _ in range(30):
        alone.append(clocked(lambda: [job(photo) for photo in PHOTOS]))
        pooled.append(clocked(lambda: list(pool.map(job, PHOTOS))))
    return round(min(alone) / min(pooled) * 2) / 2


if __name__ == "__main__":
    with ThreadPoolExecutor(4) as threads:
        print(f"threads, in Python: {times_as_fast(in_python, threads)}")
        print(f"threads, in C: {times_as_fast(in_c, threads)}")
    with InterpreterPoolExecutor(4) as interpreters:  # (2)!
        print(f"interpreters: {times_as_fast(in_python, interpreters)}")
