"""A task keeps the exception of its coroutine; await raises it."""

import asyncio


async def measure(place: str) -> int:
    await asyncio.sleep(0.2)
    raise ValueError(f"no sensor in the {place}")  # (1)!


async def main() -> None:
    task = asyncio.create_task(measure("garden"))
    await asyncio.sleep(0.4)
    print("the task is done:", task.done())  # (2)!
    try:
        print(await task)  # (3)!
    except ValueError as error:
        print("await raised:", error)
    print("main goes on")


asyncio.run(main())
