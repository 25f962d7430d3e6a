# /// script
# requires-python = ">=3.13"
# ///
"""A cancellation is caught on purpose, and its request stays open."""

import asyncio


async def fail() -> None:
    raise ConnectionError("mirror is down")


async def worker(withdraw: bool) -> None:
    me = asyncio.current_task()
    assert me
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        if withdraw and me.uncancel():  # (1)!
            raise
        print(f"    next download, with open requests: {me.cancelling()}")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
    except* ConnectionError:
        await asyncio.sleep(0.1)
        print("    tidied up after a failure")


async def main() -> None:
    for withdraw in (False, True):
        task = asyncio.create_task(worker(withdraw))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait([task])
        print(
            f"withdrawn: {withdraw}, in the end cancelled: {task.cancelled()}"
        )


asyncio.run(main())
