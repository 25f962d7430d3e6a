# /// snippet
# dev = "took"
# ///
"""A loop with no await cannot be cancelled, not even by a timeout."""

import asyncio
import time


async def unpack() -> None:
    for part in range(1, 5):
        time.sleep(0.2)  # any work that computes or blocks
        print(f"    part {part}")


async def main() -> None:
    try:
        async with asyncio.timeout(0.5):
            await unpack()
        print("all unpacked, and no timeout")
    except TimeoutError:
        print("timeout")


asyncio.run(main())
