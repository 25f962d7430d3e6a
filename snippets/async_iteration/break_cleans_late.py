"""After break, the generator is cleaned up later, by another task."""

import asyncio
from collections.abc import AsyncGenerator


async def pages() -> AsyncGenerator[int, None]:
    print("connected")
    try:
        for number in (1, 2, 3):
            await asyncio.sleep(0.1)
            yield number
    finally:
        await asyncio.sleep(0.2)
        print("disconnected")


async def main() -> None:
    async for number in pages():
        print(f"page {number}")
        break  # (1)!
    print("goes on")
    await asyncio.sleep(0.3)
    print("ends")


asyncio.run(main())
