"""as_completed() with a window: three in flight, results as they come."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from itertools import islice
from typing import Any

Visits = Iterator[Coroutine[Any, Any, str]]


async def window(visits: Visits, size: int) -> AsyncIterator[str]:
    running = {asyncio.create_task(visit) for visit in islice(visits, size)}
    while running:
        done, running = await asyncio.wait(
            running, return_when=asyncio.FIRST_COMPLETED
        )
        for visit in islice(visits, len(done)):  # (1)!
            running.add(asyncio.create_task(visit))
        for task in done:
            yield task.result()


async def visit(page: int, seconds: float) -> str:
    await asyncio.sleep(seconds)
    return f"page {page}"


async def main() -> None:
    lengths = (0.6, 0.2, 0.4, 0.5, 0.4, 0.3)
    visits = (visit(page, length) for page, length in enumerate(lengths))
    async for page in window(visits, 3):
        print(f"{page}; tasks: {len(asyncio.all_tasks()) - 1}")


asyncio.run(main())
