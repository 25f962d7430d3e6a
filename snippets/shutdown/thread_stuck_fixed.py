"""Whoever lets a thread wait also has something to wake it with."""

import asyncio
import queue

orders: queue.Queue[str] = queue.Queue()


async def main() -> None:
    reading = asyncio.create_task(asyncio.to_thread(orders.get))
    try:
        await asyncio.sleep(0.2)
    finally:
        orders.put("stop")  # (1)!
    print(f"main: the thread got {await reading!r}")


asyncio.run(main())
print("goodbye")
