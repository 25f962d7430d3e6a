"""The program ends too soon for the late clean-up, which is cancelled."""

import asyncio
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    try:
        for number in (1, 2, 3):
            yield number
    finally:
        print("disconnecting")
        await asyncio.sleep(0.2)
        print("disconnected")


async def first() -> int:
    async for number in pages():
        return number
    return 0


async def main() -> None:
    print(f"page {await first()}")
    await asyncio.sleep(0.1)


asyncio.run(main())
