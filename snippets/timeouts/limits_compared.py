"""Four ways to limit a wait, and what becomes of the work."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

Limit = Callable[["asyncio.Task[str]", float], Coroutine[Any, Any, Any]]


async def work(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "finished"


async def timeout(task: "asyncio.Task[str]", limit: float) -> None:
    async with asyncio.timeout(limit):
        await task


async def timeout_shield(task: "asyncio.Task[str]", limit: float) -> None:
    async with asyncio.timeout(limit):
        await asyncio.shield(task)


async def wait_for(task: "asyncio.Task[str]", limit: float) -> None:
    await asyncio.wait_for(task, limit)


async def wait(task: "asyncio.Task[str]", limit: float) -> None:
    await asyncio.wait([task], timeout=limit)


async def main() -> None:
    ways: list[Limit] = [timeout, timeout_shield, wait_for, wait]
    for way in ways:
        task = asyncio.create_task(work(0.2))
        raised = "nothing"
        try:
            await way(task, 0.1)
        except TimeoutError:
            raised = "TimeoutError"
        await asyncio.wait([task])
        ended = "cancelled" if task.cancelled() else task.result()
        print(f"{way.__name__} raises: {raised}")
        print(f"{way.__name__} work: {ended}")


asyncio.run(main())
