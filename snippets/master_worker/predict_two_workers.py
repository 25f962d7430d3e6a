# /// snippet
# expect = "times"
# ///
"""Two workers, three jobs: in which order do they finish?"""

import asyncio
import time


async def worker(jobs: asyncio.Queue[int], finished: list[int]) -> None:
    while not jobs.empty():
        job = jobs.get_nowait()
        await asyncio.sleep(job / 10)
        finished.append(job)


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue()
    finished: list[int] = []
    for job in (5, 3, 1):
        jobs.put_nowait(job)
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(worker(jobs, finished))
    print(finished, f"after {time.perf_counter() - start:.1f} s")


asyncio.run(main())
