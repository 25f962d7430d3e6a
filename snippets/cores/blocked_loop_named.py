# /// snippet
# expect = "times"
# ///
"""In debug mode the loop names the task that kept it from its work."""

import asyncio
import logging
import sys
import time


def shrink() -> None:
    time.sleep(0.25)  # (1)!


async def album() -> None:
    await asyncio.sleep(0.1)
    shrink()


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 0.2  # (2)!
    task = loop.create_task(album(), name="album")
    await asyncio.sleep(0.2)
    await task


logging.basicConfig(format="%(message)s", stream=sys.stdout)
asyncio.run(main(), debug=True)  # (3)!
