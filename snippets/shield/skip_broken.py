# /// snippet
# since = "3.13"
# ///
"""Catching a cancellation to go on: the request is still counted."""

import asyncio


async def fails() -> None:
    raise ValueError("card refused")


async def clerk() -> None:
    try:
        print("order 1: begun")
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("order 1: skipped")  # (1)!
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
    except* ValueError as errors:
        print(f"order 2: {errors.exceptions[0]}")
    await asyncio.sleep(0.1)
    print("order 3: done")


async def main() -> None:
    task = asyncio.create_task(clerk())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])
    print(f"clerk cancelled: {task.cancelled()}")


asyncio.run(main())
