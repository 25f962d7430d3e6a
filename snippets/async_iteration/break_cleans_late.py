"""After break, another task cleans the generator up, if there is time."""

import asyncio
from collections.abc import AsyncGenerator


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
    async for number in pages():
        print(f"page {number}")
        break  # (1)!
    print("goes on")
    await asyncio.sleep(0.1)
    print("ends")


asyncio.run(main())
