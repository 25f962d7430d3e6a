# /// snippet
# expect = "times"
# ///
"""Three dishes are under way at once, in one thread."""

import asyncio
import time


async def make(dish: str, seconds: float) -> str:
    print(f"{dish}: started")
    await asyncio.sleep(seconds)  # (1)!
    print(f"{dish}: ready")
    return dish


async def main() -> None:
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        toast = group.create_task(make("toast", 0.6))  # (2)!
        egg = group.create_task(make("egg", 0.4))
        tea = group.create_task(make("tea", 0.2))
    elapsed = time.perf_counter() - begun
    breakfast = [toast.result(), egg.result(), tea.result()]  # (3)!
    print(f"{', '.join(breakfast)} after {elapsed:.1f} s")


asyncio.run(main())  # (4)!
