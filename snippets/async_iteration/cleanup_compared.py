"""When and in which task a generator's clean-up runs, by how you leave it."""

import asyncio
from collections.abc import AsyncGenerator
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


async def read(source: Pages, to_the_end: bool = False) -> None:
    async for _ in source:
        if not to_the_end:
            break


async def leave(way: str) -> None:
    match way:
        case "to_the_end":
            await read(pages(), to_the_end=True)
        case "break_out":
            await read(pages())
        case "break_kept":
            kept.append(pages())
            await read(kept[0])
        case "break_aclosing":
            async with aclosing(pages()) as source:
                await read(source)
    log.append("next line")


async def main() -> None:
    readers.add(asyncio.current_task())
    for way in ("to_the_end", "break_out", "break_kept", "break_aclosing"):
        await leave(way)
        await asyncio.sleep(0.1)
        print(f"{way}: {', then '.join(log)}")
        log.clear()


asyncio.run(main())
