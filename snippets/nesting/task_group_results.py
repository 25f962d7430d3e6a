# /// snippet
# expect = "times"
# ///
"""A TaskGroup waits for all its tasks; each keeps its own result."""

import asyncio
import time


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    fetched {topic}")
    return topic.upper()


async def report() -> list[str]:
    async with asyncio.TaskGroup() as group:  # (1)!
        news = group.create_task(fetch("news", 0.4))
        mail = group.create_task(fetch("mail", 0.1))
        weather = group.create_task(fetch("weather", 0.2))
    return [news.result(), mail.result(), weather.result()]  # (2)!


async def main() -> None:
    begun = time.perf_counter()
    parts = await report()
    elapsed = time.perf_counter() - begun
    print(f"main has {parts} after {elapsed:.1f} s")


asyncio.run(main())
