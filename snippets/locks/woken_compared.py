# /// snippet
# timeline = false
# ///
"""Three tasks wait, one call is made, a fourth comes: who gets through?"""

import asyncio
from collections.abc import Awaitable, Callable


async def show(
    key: str,
    enter: Callable[[], Awaitable[object]],
    open_door: Callable[[], object],
) -> None:
    tasks = [asyncio.create_task(enter()) for _ in range(3)]
    await asyncio.sleep(0.1)
    open_door()
    await asyncio.sleep(0.1)
    print(f"{key} wakes: {sum(task.done() for task in tasks)} of 3")
    late = asyncio.create_task(enter())
    await asyncio.sleep(0.1)
    print(f"{key} later: {'gets through' if late.done() else 'waits'}")
    for task in (*tasks, late):
        task.cancel()


async def main() -> None:
    lock = asyncio.Lock()
    await lock.acquire()
    await show("release", lock.acquire, lock.release)

    event = asyncio.Event()
    await show("set", event.wait, event.set)

    condition = asyncio.Condition()

    async def wait() -> None:
        async with condition:
            await condition.wait()

    async def notify(number: int) -> None:
        async with condition:
            condition.notify(number)

    await show("notify", wait, lambda: asyncio.create_task(notify(1)))
    await show("notify_all", wait, lambda: asyncio.create_task(notify(9)))

    barrier = asyncio.Barrier(4)
    await show(
        "fourth", barrier.wait, lambda: asyncio.create_task(barrier.wait())
    )


asyncio.run(main())
