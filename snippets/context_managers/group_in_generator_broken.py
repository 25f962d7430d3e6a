# /// snippet
# raises = "BaseExceptionGroup"
# ///
"""A task group around yield: caught, and yet the program dies of it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


async def fetch(number: int, queue: asyncio.Queue[int]) -> None:
    await asyncio.sleep(0.1 * number)
    if number == 2:
        raise ConnectionError("server 2 is gone")
    await queue.put(number)


async def pages() -> AsyncGenerator[int, None]:
    queue: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for number in (1, 2, 3):
            group.create_task(fetch(number, queue))
        while True:
            yield await queue.get()


async def main() -> None:
    try:
        async with aclosing(pages()) as source:
            async for number in source:
                print(f"page {number} is here")
                await asyncio.sleep(0.3)
                print(f"page {number} is stored")
    except* ConnectionError as errors:
        print(f"main: {errors.exceptions}")


asyncio.run(main())
