# /// snippet
# expect = "times"
# ///
"""A coroutine awaits a coroutine: results come back as from a call."""

import asyncio
import time


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    fetched {topic}")
    return topic.upper()


async def report() -> list[str]:
    print("  report begins")
    news = await fetch("news", 0.4)  # (1)!
    mail = await fetch("mail", 0.1)
    weather = await fetch("weather", 0.2)
    print("  report ends")
    return [news, mail, weather]


async def main() -> None:
    begun = time.perf_counter()
    print("main begins")
    parts = await report()  # (2)!
    elapsed = time.perf_counter() - begun
    print(f"main has {parts} after {elapsed:.1f} s")


asyncio.run(main())
