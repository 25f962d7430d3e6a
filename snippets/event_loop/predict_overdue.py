# /// snippet
# expect = "times"
# dev = "took"
# beside = ["event_loop/mini_loop", "event_loop/mini_asyncio"]
# ///
"""Two timers run out while a task keeps the thread, on two loops."""

import asyncio
import time
from types import ModuleType

import mini_asyncio


async def tick(loop: ModuleType, name: str, seconds: float) -> None:
    start = time.monotonic()
    await loop.sleep(seconds)
    print(f"  {name} after {time.monotonic() - start:.1f} s")


async def compute() -> None:
    time.sleep(0.3)
    print("  computed")


async def main(loop: ModuleType) -> None:
    tasks = [
        loop.create_task(tick(loop, "late", 0.2)),
        loop.create_task(tick(loop, "early", 0.1)),
        loop.create_task(compute()),
    ]
    for task in tasks:
        await task


for loop in (mini_asyncio, asyncio):
    print(loop.__name__)
    loop.run(main(loop))
