"""The outer task is cancelled while it waits for an inner one."""

import asyncio
from collections.abc import Awaitable, Callable


async def inner(fate: list[str]) -> None:
    try:
        await asyncio.sleep(0.2)
        fate.append("runs on")
    except asyncio.CancelledError:
        fate.append("is cancelled")
        raise


async def awaited_coroutine(fate: list[str]) -> None:
    await inner(fate)


async def awaited_task(fate: list[str]) -> None:
    await asyncio.create_task(inner(fate))


async def gather(fate: list[str]) -> None:
    await asyncio.gather(inner(fate))


async def task_group(fate: list[str]) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(inner(fate))


async def wait(fate: list[str]) -> None:
    await asyncio.wait([asyncio.create_task(inner(fate))])


async def shield(fate: list[str]) -> None:
    await asyncio.shield(inner(fate))


async def watch(outer: Callable[[list[str]], Awaitable[None]]) -> None:
    fate: list[str] = []
    task = asyncio.ensure_future(outer(fate))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.sleep(0.2)
    print(f"{outer.__name__}: {fate[0]}")


ways = awaited_coroutine, awaited_task, gather, task_group, wait, shield
for outer in ways:
    asyncio.run(watch(outer))
