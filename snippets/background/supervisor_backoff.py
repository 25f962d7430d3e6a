"""A supervisor starts failed work anew, after pauses that grow."""

import asyncio
from collections.abc import Awaitable, Callable

failures = iter(["refused", "refused", "reset"])


async def deliver() -> None:
    await asyncio.sleep(0.1)
    if reason := next(failures, ""):
        raise ConnectionError(reason)
    print("deliver: connected")
    await asyncio.sleep(10)


async def supervise(work: Callable[[], Awaitable[None]]) -> None:
    loop, pause = asyncio.get_running_loop(), 0.1
    while True:
        begun = loop.time()
        try:
            return await work()
        except Exception as error:  # (1)!
            if loop.time() - begun > 1:
                pause = 0.1  # (2)!
            print(f"supervisor: {error!r}, again in {pause:.1f} s")
        await asyncio.sleep(pause)
        pause = min(2 * pause, 0.8)  # (3)!


async def main() -> None:
    task = asyncio.create_task(supervise(deliver))
    await asyncio.sleep(1.3)
    task.cancel()  # (4)!
    await asyncio.wait([task])
    print(f"supervisor cancelled: {task.cancelled()}")


asyncio.run(main())
