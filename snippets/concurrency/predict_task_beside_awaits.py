# /// snippet
# expect = "times"
# ///
"""A task goes on while main awaits one coroutine after another."""

import asyncio
import time


async def ask(service: str, seconds: float) -> None:
    print(f"asking {service}")
    await asyncio.sleep(seconds)
    print(f"{service} answered")


async def main() -> None:
    start = time.perf_counter()
    task = asyncio.create_task(ask("news", 0.8))
    await ask("clock", 0.3)
    await ask("weather", 0.3)
    await task
    print(f"total: {time.perf_counter() - start:.1f} s")


asyncio.run(main())
