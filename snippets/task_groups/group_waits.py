"""A function with a task group returns when its work is done."""

import asyncio


async def fetch(page: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    fetched {page}")
    return page.upper()


async def crawl() -> list[str]:
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(fetch("home", 0.1)),
            group.create_task(fetch("news", 0.3)),
            group.create_task(fetch("shop", 0.8)),
        ]
        print("end of the body")
    return [task.result() for task in tasks]  # (1)!


async def main() -> None:
    pages = await crawl()
    print(f"crawl() has returned {pages}")


asyncio.run(main())
