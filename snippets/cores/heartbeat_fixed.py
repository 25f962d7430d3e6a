# /// snippet
# expect = "times"
# ///
"""The computation is in a process, and the heartbeat keeps its time."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor


def shrink() -> str:
    time.sleep(0.5)
    return "photo shrunk"


async def heartbeat() -> None:
    for beat in (1, 2):
        due = time.perf_counter() + 0.1
        await asyncio.sleep(0.1)
        late = time.perf_counter() - due
        print(f"beat {beat}, {late:.1f} s late")


async def main(pool: ProcessPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as group:
        group.create_task(heartbeat())
        await asyncio.sleep(0)
        print(await loop.run_in_executor(pool, shrink))


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        pool.submit(int).result()  # (1)!
        asyncio.run(main(pool))
