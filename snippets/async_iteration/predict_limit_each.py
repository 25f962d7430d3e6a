"""Predict the output: page 2 is slow, and each page has a limit."""

import asyncio
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    for number, seconds in ((1, 0.1), (2, 0.3), (3, 0.1)):
        await asyncio.sleep(seconds)
        yield number


async def main() -> None:
    source = pages()
    for attempt in ("A", "B", "C"):
        try:
            async with asyncio.timeout(0.2):
                page = await anext(source, None)
            print(f"{attempt}: page {page}")
        except TimeoutError:
            print(f"{attempt}: too slow, try again")


asyncio.run(main())
