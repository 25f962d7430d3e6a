# /// snippet
# expect = "none"
# alone = true
# dev = "took"
# ///
"""Ten thousand tasks sleep in one thread; a thousand threads in their own."""

import asyncio
import threading
import time

TASKS, THREADS = 10_000, 1_000  # (1)!


async def sleep_in_tasks() -> None:
    start = time.perf_counter()
    tasks = [asyncio.create_task(asyncio.sleep(1)) for _ in range(TASKS)]
    await asyncio.sleep(0)  # (2)!
    print(f"{TASKS} tasks started: {time.perf_counter() - start:.2f} s")
    for task in tasks:
        await task
    print(f"{TASKS} tasks done: {time.perf_counter() - start:.2f} s")


def sleep_in_threads() -> None:
    start = time.perf_counter()
    threads = [
        threading.Thread(target=time.sleep, args=[1]) for _ in range(THREADS)
    ]
    for thread in threads:
        thread.start()  # (3)!
    print(f"{THREADS} threads started: {time.perf_counter() - start:.2f} s")
    for thread in threads:
        thread.join()
    print(f"{THREADS} threads done: {time.perf_counter() - start:.2f} s")


asyncio.run(sleep_in_tasks())
sleep_in_threads()
