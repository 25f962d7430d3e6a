# /// snippet
# hangs = true
# timeout = 2
# ///
"""The task is cancelled, its thread is not: the program never ends."""

import asyncio
import queue

orders: queue.Queue[str] = queue.Queue()


async def main() -> None:
    reading = asyncio.create_task(asyncio.to_thread(orders.get))
    await asyncio.sleep(0.2)
    reading.cancel()
    await asyncio.wait([reading])
    print(f"main: cancelled: {reading.cancelled()}")


asyncio.run(main())  # (1)!
print("goodbye")
