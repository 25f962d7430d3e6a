"""A master fills a bounded queue; three workers empty it."""

import asyncio


async def worker(name: str, jobs: asyncio.Queue[int]) -> None:
    while True:
        job = await jobs.get()
        await asyncio.sleep(job / 10)
        print(f"{name} finished job {job}")
        jobs.task_done()  # (1)!


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
    async with asyncio.TaskGroup() as group:
        workers = [
            group.create_task(worker(f"worker-{number}", jobs))
            for number in (1, 2, 3)
        ]
        for job in (5, 3, 1, 7, 4):
            await jobs.put(job)  # (2)!
            print(f"master queued job {job}")
        await jobs.join()  # (3)!
        for task in workers:
            task.cancel()
    print("all done")


asyncio.run(main())
