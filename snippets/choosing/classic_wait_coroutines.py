# /// snippet
# pythons = ">=3.7"
# raises = "TypeError"
# since = "3.11"
# ///
"""The classic form: coroutines handed to wait, and a set taken for a list."""

import asyncio


async def price(shop: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    return shop


async def main() -> None:
    jobs = [price("north", 0.2), price("south", 0.1)]
    done, pending = await asyncio.wait(jobs)  # (1)!
    print(len(done), "done,", len(pending), "pending")


asyncio.run(main())
