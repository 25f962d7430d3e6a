"""An async for whose iterator never waits gives no other task a turn."""

import asyncio
from collections.abc import AsyncIterator


async def pages(pause: bool) -> AsyncIterator[int]:
    for number in (1, 2, 3):
        if pause:
            await asyncio.sleep(0)  # (1)!
        yield number


async def clock() -> None:
    for tick in (1, 2, 3):
        print(f"    tick {tick}")
        await asyncio.sleep(0)


async def main() -> None:
    for pause in (False, True):
        ticking = asyncio.create_task(clock())
        print(f"with a pause: {pause}")
        async for number in pages(pause):
            print(f"page {number}")
        await ticking


asyncio.run(main())
