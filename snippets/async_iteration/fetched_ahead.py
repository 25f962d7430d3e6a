# /// snippet
# expect = "times"
# ///
"""A task of its own fetches the next page while this one is handled."""

import asyncio
import time
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    for number in (1, 2, 3):
        await asyncio.sleep(0.2)
        yield number


async def feed(queue: asyncio.Queue[int | None]) -> None:
    async for number in pages():
        await queue.put(number)
    await queue.put(None)


async def main() -> None:
    begun = time.perf_counter()
    queue: asyncio.Queue[int | None] = asyncio.Queue(maxsize=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(feed(queue))
        while (number := await queue.get()) is not None:
            print(f"page {number} is here")
            await asyncio.sleep(0.2)
    print(f"{time.perf_counter() - begun:.1f} s")


asyncio.run(main())
