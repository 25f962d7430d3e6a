# /// snippet
# expect = "times"
# ///
"""gather() runs its coroutines together and keeps their order."""

import asyncio
import time


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    fetched {topic}")
    return topic.upper()


async def report() -> list[str]:
    return await asyncio.gather(  # (1)!
        fetch("news", 0.4),
        fetch("mail", 0.1),
        fetch("weather", 0.2),
    )


async def main() -> None:
    begun = time.perf_counter()
    parts = await report()  # (2)!
    elapsed = time.perf_counter() - begun
    print(f"main has {parts} after {elapsed:.1f} s")


asyncio.run(main())
