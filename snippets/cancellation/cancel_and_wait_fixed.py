"""Cancel a task and wait for it; your own cancellation gets through."""

import asyncio


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
    await asyncio.wait([beat])
    if not beat.cancelled():
        beat.result()
    print("    service: never here")


async def main() -> None:
    task = asyncio.create_task(service())
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.wait([task])
    print(f"service cancelled: {task.cancelled()}")


asyncio.run(main())
