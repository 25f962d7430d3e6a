# /// script
# requires-python = ">=3.13"
# ///
"""A task group that fails in a clean-up brings the cancellation back."""

import asyncio


async def goodbye(server: str) -> None:
    await asyncio.sleep(0.1)
    if server == "north":
        raise ConnectionError("north is gone")


async def order() -> None:
    try:
        await asyncio.sleep(9)
    finally:
        try:
            async with asyncio.TaskGroup() as group:
                for server in ("north", "south"):
                    group.create_task(goodbye(server))
        except* ConnectionError as errors:
            print(f"handled: {errors.exceptions}")
        print("closing the log")
        await asyncio.sleep(0.1)
        print("the log is closed")


async def main() -> None:
    ordering = asyncio.create_task(order())
    await asyncio.sleep(0.2)
    ordering.cancel()
    await asyncio.wait([ordering])
    print(f"cancelled: {ordering.cancelled()}")


asyncio.run(main())
