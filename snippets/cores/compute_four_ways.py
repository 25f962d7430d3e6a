# /// snippet
# timeline = false
# expect = "none"
# alone = true
# timeout = 60
# ///
"""Four jobs that compute, done in four ways: how many times as fast?"""

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import (
    Executor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)

PHOTOS, ROUNDS = range(4), 30


def work(_photo: int) -> None:
    total = 0
    for number in range(200_000):
        total += number % 7


async def work_async(_photo: int) -> None:
    work(_photo)


async def tasks() -> None:
    await asyncio.gather(*map(work_async, PHOTOS))


def pooled(pool: Executor) -> Callable[[], list[None]]:
    return lambda: list(pool.map(work, PHOTOS))


def clocked(way: Callable[[], object]) -> float:
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}")
    threads, processes = ThreadPoolExecutor(4), ProcessPoolExecutor(4)
    with asyncio.Runner() as runner, threads, processes:
        ways = {
            "one by one": lambda: list(map(work, PHOTOS)),
            "tasks": lambda: runner.run(tasks()),
            "threads": pooled(threads),
            "processes": pooled(processes),
        }
        rounds = [list(map(clocked, ways.values())) for _ in range(ROUNDS)]
    best = [min(seconds) for seconds in zip(*rounds, strict=True)]
    for name, seconds in zip(ways, best, strict=True):
        print(f"{name}: {round(best[0] / seconds * 2) / 2}")
