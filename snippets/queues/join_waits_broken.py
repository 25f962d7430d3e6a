"""Everything is uploaded, and join() waits on. The queue knows why."""

import asyncio


async def upload(found: asyncio.Queue[str]) -> None:
    while True:
        name = await found.get()
        if name.startswith("copy of"):
            print(f"skipped {name}")
            continue
        await asyncio.sleep(0.1)
        print(f"uploaded {name}")
        found.task_done()


async def main() -> None:
    found: asyncio.Queue[str] = asyncio.Queue()
    for name in ("cat", "copy of cat", "dog"):
        found.put_nowait(name)
    async with asyncio.TaskGroup() as group:
        uploader = group.create_task(upload(found), name="uploader")
        try:
            async with asyncio.timeout(0.5):
                await found.join()
            print("all done")
        except TimeoutError:
            print(f"join() waits: {found}")
        uploader.cancel()


asyncio.run(main())
