"""Predict the output: a context variable that holds a list."""

import asyncio
from contextvars import ContextVar

name = ContextVar[str]("name")
seen = ContextVar[list[str]]("seen")


async def visit(page: str) -> None:
    name.set(page)
    seen.get().append(page)
    await asyncio.sleep(0.1)
    print(f"{name.get()}: {seen.get()}")


async def main() -> None:
    name.set("main")
    seen.set([])
    await asyncio.gather(visit("a"), visit("b"))
    print(f"{name.get()}: {seen.get()}")


asyncio.run(main())
