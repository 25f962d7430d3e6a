# /// snippet
# raises = "ExceptionGroup"
# ///
"""In a TaskGroup the first worker that dies ends the waiting at once."""

import asyncio


async def worker(jobs: asyncio.Queue[int]) -> None:
    while True:
        job = await jobs.get()
        await asyncio.sleep(job / 10)
        if job == 3:
            raise ValueError("job 3 is broken")
        print(f"finished job {job}")
        jobs.task_done()


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:  # (1)!
        workers = [group.create_task(worker(jobs)) for _ in range(3)]
        for job in (5, 3, 1):
            await jobs.put(job)
        await jobs.join()  # (2)!
        for task in workers:
            task.cancel()
    print("all done")


asyncio.run(main())
