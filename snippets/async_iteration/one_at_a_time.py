# /// snippet
# expect = "times"
# ///
"""async for fetches a page, handles it, fetches the next: nothing overlaps."""

import asyncio
import time
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    for number in (1, 2, 3):
        await asyncio.sleep(0.2)
        yield number


async def main() -> None:
    begun = time.perf_counter()
    async for number in pages():
        print(f"page {number} is here")
        await asyncio.sleep(0.2)
    print(f"{time.perf_counter() - begun:.1f} s")


asyncio.run(main())
