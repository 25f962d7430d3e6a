# /// snippet
# hangs = true
# timeout = 2
# ///
"""A worker that dies leaves its job unfinished, and join() never returns."""

import asyncio


async def worker(jobs: asyncio.Queue[int]) -> None:
    while True:
        job = await jobs.get()
        await asyncio.sleep(job / 10)
        if job == 3:
            raise ValueError("job 3 is broken")  # (1)!
        print(f"finished job {job}")
        jobs.task_done()


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue()
    workers = [asyncio.create_task(worker(jobs)) for _ in range(3)]
    for job in (5, 3, 1):
        await jobs.put(job)
    await jobs.join()  # (2)!
    for task in workers:
        task.cancel()
    print("all done")


asyncio.run(main())
