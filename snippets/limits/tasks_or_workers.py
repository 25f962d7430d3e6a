# /// snippet
# timeline = false
# expect = "none"
# alone = true
# timeout = 60
# ///
"""Many visits, a hundred at once: a task for each, or a hundred workers."""

import asyncio
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator

Way = Callable[[Iterator[int]], Awaitable[None]]


async def semaphore(pages: Iterator[int]) -> None:
    limit = asyncio.Semaphore(100)

    async def visit() -> None:
        async with limit:
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for _ in pages:
            group.create_task(visit())


async def workers(pages: Iterator[int]) -> None:
    async def work() -> None:
        for _ in pages:
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for _ in range(100):
            group.create_task(work())


def cost(way: Way, visits: int) -> tuple[float, int]:
    start = time.process_time()  # (1)!
    asyncio.run(way(iter(range(visits))), debug=False)  # (2)!
    seconds = time.process_time() - start
    tracemalloc.start()
    asyncio.run(way(iter(range(visits))), debug=False)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, peak


(time_s, memory_s), (time_w, memory_w) = (
    cost(way, 100_000) for way in (semaphore, workers)
)
print(f"memory, semaphore to workers: {memory_s / memory_w:.0f} to 1")
print(f"time, semaphore to workers: {time_s / time_w:.0f} to 1")
