# /// snippet
# expect = "times"
# pythons = ">=3.7"
# ///
"""The classic form: batches. Each waits for the slowest of the one before."""

import asyncio
import time


async def visit(page: int) -> None:
    await asyncio.sleep(0.5 if page % 3 == 0 else 0.1)


async def main() -> None:
    start = time.monotonic()
    pages = list(range(9))
    while pages:
        batch, pages = pages[:3], pages[3:]
        await asyncio.gather(*(visit(page) for page in batch))
        print(f"{time.monotonic() - start:.1f} s: visited {batch}")


asyncio.run(main())
