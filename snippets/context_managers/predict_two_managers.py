"""Predict the output: two connections, and an error in the block."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def connection(name: str) -> AsyncGenerator[None, None]:
    print(f"{name}: open")
    try:
        yield
        print(f"{name}: all went well")
    finally:
        print(f"{name}: closed")


async def main() -> None:
    async with connection("a"):
        with suppress(ValueError):
            async with connection("b"):
                raise ValueError("bad query")
        print("main: goes on")


asyncio.run(main())
