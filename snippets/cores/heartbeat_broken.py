# /// snippet
# expect = "times"
# dev = "took"
# ///
"""A heartbeat that measures how late it comes, beside a computation."""

import asyncio
import time


def shrink() -> str:
    time.sleep(0.5)  # (1)!
    return "photo shrunk"


async def heartbeat() -> None:
    for beat in (1, 2):
        due = time.perf_counter() + 0.1
        await asyncio.sleep(0.1)
        late = time.perf_counter() - due
        print(f"beat {beat}, {late:.1f} s late")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(heartbeat())
        await asyncio.sleep(0)
        print(shrink())


asyncio.run(main())
