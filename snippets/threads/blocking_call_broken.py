# /// snippet
# dev = "took"
# ///
"""A blocking call inside a coroutine stops every task of the loop."""

import asyncio
import threading
import time


def read_meter() -> str:
    time.sleep(0.5)
    return f"meter read in {threading.current_thread().name}"


async def tick() -> None:
    for number in range(1, 5):
        print(f"tick {number}")
        await asyncio.sleep(0.1)


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(tick())
        await asyncio.sleep(0)  # (1)!
        print(read_meter())  # (2)!


asyncio.run(main())
