"""Two finders, two uploaders: a mark says that nothing more will come."""

import asyncio

Photos = asyncio.Queue[str | None]


async def find(found: Photos, pause: float, *names: str) -> None:
    for name in names:
        await asyncio.sleep(pause)
        await found.put(name)


async def upload(found: Photos, line: str) -> None:
    while (name := await found.get()) is not None:
        await asyncio.sleep(0.3)
        print(f"{line} uploaded {name}")
    await found.put(None)  # (1)!
    print(f"{line} stops")


async def main() -> None:
    found: Photos = asyncio.Queue(maxsize=2)
    async with asyncio.TaskGroup() as uploaders:
        for line in ("line 1", "line 2"):
            uploaders.create_task(upload(found, line), name=line)
        async with asyncio.TaskGroup() as finders:  # (2)!
            finders.create_task(find(found, 0.1, "cat", "dog"), name="camera")
            finders.create_task(find(found, 0.3, "fox"), name="phone")
        await found.put(None)  # (3)!


asyncio.run(main())
