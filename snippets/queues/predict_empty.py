"""An uploader that goes home when the queue is empty."""

import asyncio


async def find(found: asyncio.Queue[str]) -> None:
    for name, pause in (("cat", 0.1), ("dog", 0.2), ("fox", 0.5)):
        await asyncio.sleep(pause)
        await found.put(name)
    print(f"finder: {found.qsize()} left in the queue")


async def upload(found: asyncio.Queue[str]) -> None:
    await asyncio.sleep(0.2)
    while not found.empty():
        name = await found.get()
        await asyncio.sleep(0.2)
        print(f"uploaded {name}")
    print("uploader goes home")


async def main() -> None:
    found: asyncio.Queue[str] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(find(found), name="finder")
        group.create_task(upload(found), name="uploader")


asyncio.run(main())
