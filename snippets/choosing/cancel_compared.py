"""The task that waits is cancelled after 0.1 s: what of the shops?"""

import asyncio
from collections.abc import Coroutine

Jobs = list[Coroutine[None, None, None]]
state: dict[str, str] = {}


async def price(shop: str, seconds: float) -> None:
    state[shop] = "runs on"
    try:
        await asyncio.sleep(seconds)
        state[shop] = "finished"
    except asyncio.CancelledError:
        state[shop] = "is hanging up"
        await asyncio.sleep(seconds - 0.1)  # (1)!
        state[shop] = "cancelled"
        raise


async def gather(jobs: Jobs) -> None:
    await asyncio.gather(*jobs)


async def as_completed(jobs: Jobs) -> None:
    [await job for job in asyncio.as_completed(jobs)]


async def wait(jobs: Jobs) -> None:
    await asyncio.wait([asyncio.create_task(job) for job in jobs])


async def task_group(jobs: Jobs) -> None:
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(job)


async def main() -> None:
    for way in (gather, as_completed, wait, task_group):
        jobs = [price("north", 0.3), price("south", 0.2)]
        waiting = asyncio.create_task(way(jobs), name=way.__name__)
        await asyncio.sleep(0.1)
        waiting.cancel()  # (2)!
        await asyncio.wait([waiting])
        print(f"{way.__name__} north: {state['north']}")
        await asyncio.sleep(0.3)


asyncio.run(main())
