# /// snippet
# expect = "unordered"
# ///
"""The queue takes every folder; the limit is the number of workers."""

import asyncio

FOLDERS = {"photos": ["2024", "2025", "best"], "2024": ["May", "June"]}


async def search(folders: asyncio.Queue[str]) -> None:
    while True:
        folder = await folders.get()
        await asyncio.sleep(0.1)
        print(f"searched {folder}")
        for inner in FOLDERS.get(folder, []):
            await folders.put(inner)
        folders.task_done()


async def main() -> None:
    folders: asyncio.Queue[str] = asyncio.Queue()
    await folders.put("photos")
    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(search(folders)) for _ in range(2)]
        await folders.join()
        print("searched all")
        for worker in workers:
            worker.cancel()


asyncio.run(main())
