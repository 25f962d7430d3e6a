"""A done callback is a plain function that the loop calls at the end."""

import asyncio


async def measure(place: str) -> int:
    print(f"measuring in the {place}")
    await asyncio.sleep(0.3)
    return 21


def report(task: asyncio.Task[int]) -> None:
    print("callback:", task.result())  # (1)!


async def main() -> None:
    task = asyncio.create_task(measure("kitchen"))
    task.add_done_callback(report)  # (2)!
    print("callback added")
    await asyncio.sleep(0.5)  # (3)!
    print("main ends")


asyncio.run(main())
