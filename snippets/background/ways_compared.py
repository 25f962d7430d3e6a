"""Three ways to start a task: it fails, or main ends before it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

Work = Coroutine[Any, Any, None]
background: set[asyncio.Task[None]] = set()
seen: list[str] = []


async def mail(error: bool) -> None:
    try:
        await asyncio.sleep(0.2)
    except asyncio.CancelledError:
        seen.append("cancelled")
        raise
    if error:
        raise ConnectionError
    seen.append("waited for")


async def bare(work: Work, stay: float) -> None:
    asyncio.create_task(work)  # noqa: RUF006
    await asyncio.sleep(stay)


async def kept(work: Work, stay: float) -> None:
    background.add(task := asyncio.create_task(work))
    task.add_done_callback(background.discard)
    del task
    await asyncio.sleep(stay)


async def group(work: Work, stay: float) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(work)
        await asyncio.sleep(stay)


for way in (bare, kept, group):
    for what, stay in (("fails", 0.4), ("main ends", 0.1)):
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            loop.set_exception_handler(lambda *_: seen.append("logged"))
            try:
                runner.run(way(mail(what == "fails"), stay))
            except* ConnectionError:
                seen.append("raised")
        print(f"{way.__name__} {what}: {seen.pop()}")
