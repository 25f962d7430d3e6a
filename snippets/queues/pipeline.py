"""One finder, three shrinkers, one uploader, and a queue between them."""

import asyncio

Photos = asyncio.Queue[str | None]


async def find(found: Photos) -> None:
    for name in ("cat", "dog", "fox", "owl", "yak"):
        await found.put(name)
    await found.put(None)


async def shrink(found: Photos, small: Photos, seconds: float) -> None:
    while (name := await found.get()) is not None:
        await asyncio.sleep(seconds)
        await small.put(f"small {name}")
    await found.put(None)


async def upload(small: Photos) -> None:
    while (name := await small.get()) is not None:
        await asyncio.sleep(0.1)
        print(f"uploaded {name}")


async def main() -> None:
    found: Photos = asyncio.Queue(maxsize=1)
    small: Photos = asyncio.Queue(maxsize=1)
    async with asyncio.TaskGroup() as ends:
        ends.create_task(find(found))
        ends.create_task(upload(small))
        async with asyncio.TaskGroup() as middle:
            for seconds in (0.5, 0.2, 0.3):
                middle.create_task(shrink(found, small, seconds))
        await small.put(None)


asyncio.run(main())
