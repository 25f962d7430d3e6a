# /// snippet
# since = "3.11.3"
# ///
"""Clean-up may wait, within a deadline of its own."""

import asyncio


async def say_goodbye() -> None:
    print("order: goodbye?")
    await asyncio.sleep(10)


async def order() -> None:
    try:
        await asyncio.sleep(10)
    finally:
        try:
            async with asyncio.timeout(0.3):  # (1)!
                await say_goodbye()
        except TimeoutError:
            print("order: no answer, hung up")


async def main() -> None:
    task = asyncio.create_task(order())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])
    print(f"main: the order is over, cancelled: {task.cancelled()}")  # (2)!


asyncio.run(main())
