# /// snippet
# expect = "times"
# ///
"""A limit of 0.1 s, a block of 0.3 s, and no TimeoutError."""

import asyncio
import time


async def main() -> None:
    begun = time.perf_counter()
    async with asyncio.timeout(0.1) as limit:
        time.sleep(0.3)  # (1)!
    print(f"left after {time.perf_counter() - begun:.1f} s")
    print(f"expired: {limit.expired()}")


asyncio.run(main())
