"""An async context manager holds the group open around the whole loop."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


async def fetch(number: int, queue: asyncio.Queue[int]) -> None:
    await asyncio.sleep(0.1 * number)
    if number == 2:
        raise ConnectionError("server 2 is gone")
    await queue.put(number)


@asynccontextmanager  # (1)!
async def pages() -> AsyncGenerator[asyncio.Queue[int], None]:
    queue: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for number in (1, 2, 3):
            group.create_task(fetch(number, queue))
        yield queue  # (2)!


async def main() -> None:
    try:
        async with pages() as queue:
            while number := await queue.get():
                print(f"page {number} is here")
                await asyncio.sleep(0.3)
                print(f"page {number} is stored")
    except* ConnectionError as errors:
        print(f"main: {errors.exceptions}")


asyncio.run(main())
