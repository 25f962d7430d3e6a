"""Asking an unfinished task for its result raises InvalidStateError."""

import asyncio


async def measure(place: str) -> int:
    await asyncio.sleep(0.2)
    return 21


async def main() -> None:
    task = asyncio.create_task(measure("kitchen"))
    try:
        print(task.result())  # (1)!
    except asyncio.InvalidStateError as error:
        print(f"{type(error).__name__}: {error}")
    await task  # (2)!
    print("later:", task.result())


asyncio.run(main())
