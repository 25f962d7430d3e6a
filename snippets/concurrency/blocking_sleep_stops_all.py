# /// snippet
# expect = "times"
# dev = "took"
# ///
"""time.sleep() holds the only thread: tasks or not, the times add up."""

import asyncio
import time


async def ask(service: str, seconds: int) -> str:
    print(f"asking {service}")
    time.sleep(seconds)  # (1)!
    return f"{service} answered after {seconds} s"


async def main() -> None:
    start = time.perf_counter()
    tasks = [
        asyncio.create_task(ask("clock", 1)),
        asyncio.create_task(ask("weather", 2)),
        asyncio.create_task(ask("news", 4)),
    ]
    for task in tasks:
        print(await task)  # (2)!
    print(f"total: {time.perf_counter() - start:.1f} s")


asyncio.run(main())
