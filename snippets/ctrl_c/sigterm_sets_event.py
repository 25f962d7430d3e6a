# /// snippet
# terminate = 0.6
# ///
"""SIGTERM sets an event; the worker ends its job and then leaves."""

import asyncio
import signal


async def worker(stop: asyncio.Event) -> None:
    job = 0
    while not stop.is_set():  # (1)!
        job += 1
        print(f"job {job}: begun")
        await asyncio.sleep(0.4)
        print(f"job {job}: done")


async def main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)  # (2)!
    async with asyncio.TaskGroup() as group:
        group.create_task(worker(stop))
        await stop.wait()
        print("SIGTERM: no new jobs")
    print("all jobs are done")


asyncio.run(main())
