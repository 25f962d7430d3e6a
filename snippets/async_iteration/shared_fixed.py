"""A lock lets one worker at a time into the generator."""

import asyncio
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    for number in range(1, 5):
        await asyncio.sleep(0.1)
        yield number


async def next_page(source: AsyncIterator[int], lock: asyncio.Lock) -> int:
    async with lock:
        return await anext(source, 0)


async def worker(
    name: str, source: AsyncIterator[int], lock: asyncio.Lock
) -> None:
    while number := await next_page(source, lock):
        print(f"{name}: page {number}")
        await asyncio.sleep(0.2)


async def main() -> None:
    source, lock = pages(), asyncio.Lock()
    await asyncio.gather(worker("a", source, lock), worker("b", source, lock))


asyncio.run(main())
