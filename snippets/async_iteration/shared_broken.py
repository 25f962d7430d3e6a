# /// snippet
# raises = "RuntimeError"
# ///
"""Two workers take pages from one generator, and meet in it."""

import asyncio
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    for number in range(1, 5):
        await asyncio.sleep(0.1)
        yield number


async def worker(name: str, source: AsyncIterator[int]) -> None:
    while number := await anext(source, 0):
        print(f"{name}: page {number}")
        await asyncio.sleep(0.2)


async def main() -> None:
    source = pages()
    await asyncio.gather(worker("a", source), worker("b", source))


asyncio.run(main())
