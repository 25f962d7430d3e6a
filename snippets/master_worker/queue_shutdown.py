# /// script
# requires-python = ">=3.13"
# ///
"""Queue.shutdown() lets workers finish what is left and return."""

import asyncio


async def worker(name: str, jobs: asyncio.Queue[int]) -> None:
    try:
        while True:
            job = await jobs.get()  # (1)!
            await asyncio.sleep(job / 10)
            print(f"{name} finished job {job}")
    except asyncio.QueueShutDown:
        print(f"{name} goes home")


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
    async with asyncio.TaskGroup() as group:
        for number in (1, 2, 3):
            group.create_task(worker(f"worker-{number}", jobs))
        for job in (5, 3, 1, 7, 4):
            await jobs.put(job)
        jobs.shutdown()  # (2)!
    print("all done")


asyncio.run(main())
