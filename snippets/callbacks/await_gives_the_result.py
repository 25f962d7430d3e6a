"""Awaiting a task gives its result on the next line: no callback needed."""

import asyncio


async def measure(place: str) -> int:
    print(f"measuring in the {place}")
    await asyncio.sleep(0.3)
    return 21


async def main() -> None:
    task = asyncio.create_task(measure("kitchen"))
    print("task made")
    degrees = await task  # (1)!
    print("awaited:", degrees)
    print("asked again:", task.result())  # (2)!


asyncio.run(main())
