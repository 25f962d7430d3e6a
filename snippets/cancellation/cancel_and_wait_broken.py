"""Cancel a task and wait for it; the usual recipe swallows too much."""

import asyncio
from contextlib import suppress


async def heartbeat() -> None:
    try:
        await asyncio.sleep(10)
    finally:
        print("    heartbeat: saying goodbye")
        await asyncio.sleep(0.4)


async def service() -> None:
    beat = asyncio.create_task(heartbeat())
    await asyncio.sleep(0.1)
    beat.cancel()
    with suppress(asyncio.CancelledError):
        await beat
    print("    service: cancelled, and here I am")


async def main() -> None:
    task = asyncio.create_task(service())
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.wait([task])
    print(f"service cancelled: {task.cancelled()}")


asyncio.run(main())
