"""The limit is left before the yield, and bounds the fetching alone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


async def pages() -> AsyncGenerator[int, None]:
    for number in (1, 2, 3):
        async with asyncio.timeout(0.2):
            await asyncio.sleep(0.1 * number**2)
        yield number


async def main() -> None:
    try:
        async with aclosing(pages()) as source:
            async for number in source:
                print(f"page {number} is here")
                await asyncio.sleep(0.3)
                print(f"page {number} is stored")
    except TimeoutError:
        print("the server is too slow")


asyncio.run(main())
