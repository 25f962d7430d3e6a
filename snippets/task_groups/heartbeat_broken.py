# /// snippet
# hangs = true
# timeout = 1.5
# expect = "starts"
# ///
"""A task that never ends keeps its group from ever ending."""

import asyncio


async def heartbeat() -> None:
    while True:
        await asyncio.sleep(0.4)
        print("    still crawling")


async def fetch(page: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    print(f"    fetched {page}")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(heartbeat())
        group.create_task(fetch("home", 0.1))
        group.create_task(fetch("shop", 0.6))
    print("the whole site")


asyncio.run(main())
