# /// snippet
# expect = "times"
# ///
"""Coroutines awaited one after another take the sum of their times."""

import asyncio
import time


async def ask(service: str, seconds: int) -> str:
    print(f"asking {service}")
    await asyncio.sleep(seconds)  # (1)!
    return f"{service} answered after {seconds} s"


async def main() -> None:
    start = time.perf_counter()
    print(await ask("clock", 1))  # (2)!
    print(await ask("weather", 2))
    print(await ask("news", 4))
    print(f"total: {time.perf_counter() - start:.1f} s")


asyncio.run(main())
