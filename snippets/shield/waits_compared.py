"""Four ways to wait for a task, and what a cancellation does to the task."""

import asyncio
from collections.abc import Callable, Coroutine

Work = asyncio.Task[str]


async def charge() -> str:
    await asyncio.sleep(0.3)
    return "finished"


async def plain(task: Work) -> None:
    await task


async def wait(task: Work) -> None:
    await asyncio.wait([task])


async def shield(task: Work) -> None:
    await asyncio.shield(task)


async def shield_wait(task: Work) -> None:
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def main() -> None:
    ways: list[Callable[[Work], Coroutine[None, None, None]]]
    ways = [plain, wait, shield, shield_wait]
    for way in ways:
        task = asyncio.create_task(charge())
        caller = asyncio.create_task(way(task))
        await asyncio.sleep(0.1)
        caller.cancel()
        await asyncio.wait([caller])
        left = "after it" if task.done() else "before it"
        await asyncio.wait([task])
        ended = "cancelled" if task.cancelled() else task.result()
        print(f"{way.__name__} caller: {left}")
        print(f"{way.__name__} work: {ended}")


asyncio.run(main())
