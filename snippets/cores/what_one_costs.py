# /// snippet
# timeline = false
# expect = "none"
# alone = true
# dev = "took"
# ///
"""Memory of a waiting thread and of a waiting process, counted in tasks."""

import asyncio
import resource
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

TASKS, THREADS = 10_000, 400


def memory() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]  # (1)!
    return int(pages) * resource.getpagesize()


def thread() -> float:
    before, stop = memory(), threading.Event()
    threads = [threading.Thread(target=stop.wait) for _ in range(THREADS)]
    for one in threads:
        one.start()
    size = memory() - before
    stop.set()
    for one in threads:
        one.join()
    return size / THREADS


async def task() -> float:
    before = memory()
    tasks = [asyncio.create_task(asyncio.sleep(9)) for _ in range(TASKS)]
    await asyncio.sleep(0)
    size = memory() - before
    for one in tasks:
        one.cancel()
    return size / TASKS


def main() -> None:
    of_thread, of_task = thread(), asyncio.run(task())
    with ProcessPoolExecutor(1) as pool:
        of_process = pool.submit(memory).result()  # (2)!
    print(f"task: {of_task / 1000:.1f} kB")
    print(f"thread: {of_thread / of_task:.0f} tasks")
    print(f"process: {round(of_process / of_task, -3):,.0f} tasks")


if __name__ == "__main__":
    main()
