# /// snippet
# interrupt = 1.0
# ///
"""Ctrl+C cancels the main task, and every finally block runs."""

import asyncio


async def worker(name: str, closing: float) -> None:
    print(f"{name}: connected")
    try:
        await asyncio.sleep(60)  # (1)!
    finally:
        await asyncio.sleep(closing)  # (2)!
        print(f"{name}: closed")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(worker("mail", 0.1))
            group.create_task(worker("weather", 0.3))
    finally:
        print("main: everything is closed")


try:
    asyncio.run(main())
except KeyboardInterrupt:  # (3)!
    print("stopped by Ctrl+C")
