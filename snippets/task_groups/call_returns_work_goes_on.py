"""A function returns, and the work that it started goes on."""

import asyncio


async def fetch(page: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    fetched {page}")
    return page.upper()


async def crawl() -> list[asyncio.Task[str]]:
    return [
        asyncio.create_task(fetch("home", 0.1)),
        asyncio.create_task(fetch("news", 0.3)),
        asyncio.create_task(fetch("shop", 0.8)),
    ]


async def main() -> None:
    tasks = await crawl()  # (1)!
    print("crawl() has returned")
    await asyncio.sleep(0.5)
    print(f"main() ends, {len(tasks)} pages were asked for")  # (2)!


asyncio.run(main())
