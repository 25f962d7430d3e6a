# /// snippet
# terminate = 0.6
# raises = "SystemExit"
# ///
"""SIGTERM: no new jobs, a deadline for the old ones, then an exit code."""

import asyncio
import signal


async def take(jobs: asyncio.Queue[int]) -> None:
    for job in range(1, 99):
        jobs.put_nowait(job)
        if job % 3 == 0:
            await asyncio.sleep(1)


async def work(jobs: asyncio.Queue[int]) -> None:
    while True:
        job = await jobs.get()
        try:
            await asyncio.sleep(0.4)
            print(f"job {job}: printed")
        except asyncio.CancelledError:
            jobs.put_nowait(job)  # (1)!
            raise
        finally:
            jobs.task_done()


async def main() -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)  # (2)!
    jobs: asyncio.Queue[int] = asyncio.Queue()
    taking = asyncio.create_task(take(jobs))
    working = asyncio.create_task(work(jobs))
    for task in (taking, working):
        task.add_done_callback(lambda _: stop.set())  # (3)!
    await stop.wait()
    taking.cancel()
    print(f"stop: {jobs.qsize()} in the queue")
    await asyncio.wait(
        [asyncio.create_task(jobs.join()), working],
        timeout=0.4,  # (4)!
        return_when=asyncio.FIRST_COMPLETED,
    )
    working.cancel()
    await asyncio.wait([taking, working])
    for task in (taking, working):
        if not task.cancelled():
            task.result()
    return jobs.qsize()


if left := asyncio.run(main()):
    raise SystemExit(f"not printed: {left}")  # (5)!
print("all jobs printed")
