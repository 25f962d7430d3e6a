"""Two threads, each with a loop of its own, which knows its own tasks."""

import asyncio
import threading
import time


async def download(photo: int) -> int:
    await asyncio.sleep(0.2)
    return photo


async def album(name: str, photos: int) -> None:
    async with asyncio.TaskGroup() as group:
        for photo in range(photos):
            group.create_task(download(photo))
        tasks = len(asyncio.all_tasks())  # (1)!
    print(f"{name}: {tasks} tasks, photos and album")


def run_album(name: str, photos: int, delay: float) -> None:
    time.sleep(delay)
    asyncio.run(album(name, photos))


threads = [
    threading.Thread(target=run_album, args=("summer", 2, 0.0), name="one"),
    threading.Thread(target=run_album, args=("winter", 4, 0.1), name="two"),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
