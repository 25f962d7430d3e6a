# /// snippet
# pythons = ">=3.7"
# raises = "TypeError"
# since = "3.13"
# ///
"""The classic form: a list of coroutines for wait()."""

import asyncio


async def price(shop, seconds):
    await asyncio.sleep(seconds)
    return shop


async def main():
    jobs = [price("north", 0.2), price("south", 0.1)]
    done, pending = await asyncio.wait(jobs)  # (1)!
    print(len(done), "done,", len(pending), "pending")


asyncio.run(main())
