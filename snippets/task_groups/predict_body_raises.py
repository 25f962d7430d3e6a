"""The body of a group raises while a task is at work."""

import asyncio


async def fetch(page: str, seconds: float) -> None:
    try:
        await asyncio.sleep(seconds)
        print(f"A: fetched {page}")
    finally:
        print(f"B: {page} leaves")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("home", 0.1))
            group.create_task(fetch("shop", 0.4))
            await asyncio.sleep(0.2)
            raise ValueError("no such page")
    except ValueError:
        print("C: except ValueError")
    except Exception as error:
        print(f"D: {error!r}")


asyncio.run(main())
