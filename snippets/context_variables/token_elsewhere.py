"""A generator sets a variable, and cannot reset it after a break."""

import asyncio
from collections.abc import AsyncGenerator
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
    async for row in rows("ann"):
        print(f"row {row} of {tenant.get()}")
        break
    await asyncio.sleep(0.1)
    print(f"now for {tenant.get()}")


asyncio.run(main())
