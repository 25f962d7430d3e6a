"""Three requests: two while the task waits, one while it cleans up."""

import asyncio


async def download() -> None:
    try:
        await asyncio.sleep(10)
    finally:
        print("A: closing")
        await asyncio.sleep(0.3)
        print("B: closed")


async def main() -> None:
    task = asyncio.create_task(download())
    await asyncio.sleep(0.1)
    task.cancel()
    task.cancel()
    await asyncio.sleep(0.1)
    print("C: once more")
    task.cancel()
    await asyncio.wait([task])
    print(f"D: cancelled {task.cancelled()}, requests {task.cancelling()}")


asyncio.run(main())
