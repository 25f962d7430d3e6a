"""cancel() asks; the task ends when it has had its turn."""

import asyncio


async def deliver(parcel: str) -> str:
    try:
        await asyncio.sleep(1)
    finally:
        print(f"    {parcel}: back to the depot")
        await asyncio.sleep(0.1)  # (1)!
    return f"{parcel} delivered"


async def main() -> None:
    task = asyncio.create_task(deliver("book"))
    await asyncio.sleep(0.1)
    print(f"cancel() says {task.cancel()}")  # (2)!
    print(f"requests: {task.cancelling()}, done: {task.done()}")
    try:
        await task  # (3)!
    except asyncio.CancelledError:
        print(f"done: {task.done()}, cancelled: {task.cancelled()}")
    print(f"cancel() says {task.cancel()}")  # (4)!


asyncio.run(main())
