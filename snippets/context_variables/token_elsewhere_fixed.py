"""aclosing() runs the reset in the task that did the set."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from contextvars import ContextVar

tenant = ContextVar("tenant", default="nobody")


async def rows(owner: str) -> AsyncGenerator[int, None]:
    token = tenant.set(owner)
    try:
        yield 1
        yield 2
    finally:
        try:
            tenant.reset(token)
        except ValueError as error:
            print(error)


async def main() -> None:
    async with aclosing(rows("ann")) as source:
        async for row in source:
            print(f"row {row} of {tenant.get()}")
            break
    await asyncio.sleep(0.1)
    print(f"now for {tenant.get()}")


asyncio.run(main())
