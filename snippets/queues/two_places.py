"""A queue with two places: the finder has to wait for the uploader."""

import asyncio


async def find(found: asyncio.Queue[str]) -> None:
    for name in ("cat", "dog", "fox", "owl", "yak"):
        await found.put(name)
        print(f"found {name}; waiting: {found.qsize()}")


async def upload(found: asyncio.Queue[str]) -> None:
    while True:
        name = await found.get()
        await asyncio.sleep(0.2)
        print(f"uploaded {name}")
        found.task_done()


async def main() -> None:
    found: asyncio.Queue[str] = asyncio.Queue(maxsize=2)
    uploader = asyncio.create_task(upload(found), name="uploader")
    await asyncio.create_task(find(found), name="finder")
    await found.join()
    uploader.cancel()


asyncio.run(main())
