# /// snippet
# expect = "times"
# ///
"""South fails after 0.1 s: what is raised, when, and what of north?"""

import asyncio
from collections.abc import Coroutine
from time import perf_counter as clock

Jobs = list[Coroutine[None, None, None]]
state: dict[str, str] = {}


async def price(shop: str, seconds: float) -> None:
    state[shop] = "runs on"
    try:
        await asyncio.sleep(seconds)
        if shop == "south":
            raise ConnectionError("closed")
        state[shop] = "finished"
    except asyncio.CancelledError:
        state[shop] = "cancelled"
        raise


async def gather(jobs: Jobs) -> None:
    await asyncio.gather(*jobs)


async def as_completed(jobs: Jobs) -> None:
    [await job for job in asyncio.as_completed(jobs)]


async def wait(jobs: Jobs) -> None:
    tasks = [asyncio.create_task(job) for job in jobs]
    await asyncio.wait(tasks)
    print("south keeps:", repr(tasks[1].exception()))  # (1)!


async def task_group(jobs: Jobs) -> None:
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(job)


async def main() -> None:
    for way in (gather, as_completed, wait, task_group):
        begun, raised = clock(), "nothing"
        try:
            await way([price("north", 0.3), price("south", 0.1)])
        except Exception as error:
            raised = type(error).__name__
        print(f"{way.__name__} raises: {raised} after {clock() - begun:.1f} s")
        print(f"{way.__name__} north: {state['north']}")
        await asyncio.sleep(0.3)


asyncio.run(main())
