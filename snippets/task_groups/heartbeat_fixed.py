"""An inner group for the work, an outer one for what goes with it."""

import asyncio


async def heartbeat() -> None:
    while True:
        await asyncio.sleep(0.4)
        print("    still crawling")


async def fetch(page: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    print(f"    fetched {page}")


async def main() -> None:
    async with asyncio.TaskGroup() as outer:
        beat = outer.create_task(heartbeat())
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("home", 0.1))
            group.create_task(fetch("shop", 0.6))
        beat.cancel()  # on 3.15, outer.cancel() does as well
    print("the whole site")


asyncio.run(main())
