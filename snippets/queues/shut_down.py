# /// script
# requires-python = ">=3.13"
# ///
"""shutdown() tells all uploaders at once, without a mark."""

import asyncio

Photos = asyncio.Queue[str]


async def find(found: Photos, pause: float, *names: str) -> None:
    for name in names:
        await asyncio.sleep(pause)
        await found.put(name)


async def upload(found: Photos, line: str) -> None:
    try:
        while True:
            name = await found.get()
            await asyncio.sleep(0.3)
            print(f"{line} uploaded {name}")
    except asyncio.QueueShutDown:  # (1)!
        print(f"{line} stops")


async def main() -> None:
    found: Photos = asyncio.Queue(maxsize=2)
    async with asyncio.TaskGroup() as uploaders:
        for line in ("line 1", "line 2"):
            uploaders.create_task(upload(found, line), name=line)
        async with asyncio.TaskGroup() as finders:
            finders.create_task(find(found, 0.1, "cat", "dog"), name="camera")
            finders.create_task(find(found, 0.3, "fox"), name="phone")
        found.shutdown()  # (2)!


asyncio.run(main())
