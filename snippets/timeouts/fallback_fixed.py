"""Outside the block the cancellation has become a TimeoutError."""

import asyncio


async def price() -> str:
    await asyncio.sleep(10)
    return "42 today"


async def main() -> None:
    try:
        async with asyncio.timeout(0.2):
            print(await price())
    except TimeoutError:
        print("40, the price of yesterday")


asyncio.run(main())
