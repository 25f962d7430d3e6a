"""A callback is never called at once, not even on a finished task."""

import asyncio


async def measure() -> int:
    print("measuring")
    return 21


async def main() -> None:
    task = asyncio.create_task(measure())
    task.add_done_callback(lambda _: print("first callback"))
    print("main awaits:", await task)
    task.add_done_callback(lambda _: print("second callback"))
    print("main goes on")
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
