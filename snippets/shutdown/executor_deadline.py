# /// script
# requires-python = ">=3.12"
# ///
# /// snippet
# since = "3.13"
# warns = "RuntimeWarning"
# ///
"""A deadline for the threads ends the waiting of the loop, no thread."""

import asyncio
import time


def copy() -> None:
    time.sleep(0.8)
    print("    thread: copied")


async def main() -> None:
    loop = asyncio.get_running_loop()
    copying = loop.run_in_executor(None, copy)
    await asyncio.sleep(0.1)
    copying.cancel()
    await loop.shutdown_default_executor(0.2)  # (1)!
    print("main: over")


asyncio.run(main())
print("goodbye")  # (2)!
