# /// snippet
# terminate = 0.3
# raises = "signal 15"
# ///
"""SIGTERM, and nobody watches for it: no finally, no goodbye."""

import asyncio


async def worker() -> None:
    try:
        for job in range(1, 9):
            await asyncio.sleep(0.2)
            print(f"job {job}: printed")
    finally:
        print("worker: clean-up")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(worker())


try:
    asyncio.run(main())
finally:
    print("goodbye")
