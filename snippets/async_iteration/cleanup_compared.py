"""When and in which task a generator's clean-up runs, by how you leave it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any

Pages = AsyncGenerator[int, None]
log: list[str] = []
kept: list[Pages] = []
readers: set[asyncio.Task[Any] | None] = set()


async def pages() -> Pages:
    try:
        for number in (1, 2, 3):
            yield number
    finally:
        await asyncio.sleep(0)
        same = asyncio.current_task() in readers
        log.append(f"in {'the same' if same else 'another'} task")


async def to_the_end(source: Pages) -> None:
    async for _ in source:
        pass


async def break_out(source: Pages) -> None:
    async for _ in source:
        break


async def break_kept(source: Pages) -> None:
    kept.append(source)
    async for _ in source:
        break


async def break_aclosing(source: Pages) -> None:
    async with aclosing(source):
        async for _ in source:
            break


WAYS: list[Callable[[Pages], Coroutine[Any, Any, None]]]
WAYS = [to_the_end, break_out, break_kept, break_aclosing]


async def main() -> None:
    readers.add(asyncio.current_task())
    for way in WAYS:
        await way(pages())
        log.append("next line")
        await asyncio.sleep(0.1)
        print(f"{way.__name__}: {', then '.join(log)}")
        log.clear()


asyncio.run(main())
