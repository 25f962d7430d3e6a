# /// snippet
# raises = "TimeoutError"
# since = "3.11.3"
# ///
"""The fallback is never used: the except stands inside the time limit."""

import asyncio


async def price() -> str:
    await asyncio.sleep(10)
    return "42 today"


async def main() -> None:
    async with asyncio.timeout(0.2):
        try:
            print(await price())
        except TimeoutError:
            print("40, the price of yesterday")


asyncio.run(main())
