"""aclosing() cleans the generator up where its block ends."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


async def pages() -> AsyncGenerator[int, None]:
    print("connected")
    try:
        for number in (1, 2, 3):
            await asyncio.sleep(0.1)
            yield number
    finally:
        print("disconnecting")
        await asyncio.sleep(0.2)
        print("disconnected")


async def main() -> None:
    async with aclosing(pages()) as source:
        async for number in source:
            print(f"page {number}")
            break
    print("goes on")
    await asyncio.sleep(0.1)
    print("ends")


asyncio.run(main())
