"""AsyncExitStack holds as many as there are, and closes them in reverse."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connection(name: str) -> AsyncGenerator[str, None]:
    await asyncio.sleep(0.1)
    if name == "down":
        raise ConnectionError(name)
    print(f"{name}: open")
    try:
        yield name
    finally:
        await asyncio.sleep(0.1)
        print(f"{name}: closed")


async def use(*names: str) -> None:
    async with AsyncExitStack() as stack:
        conns = [
            await stack.enter_async_context(connection(name))  # (1)!
            for name in names
        ]
        stack.callback(print, "done with", *conns)  # (2)!


async def main() -> None:
    await use("a", "b", "c")
    try:
        await use("a", "down", "c")
    except ConnectionError as error:
        print(f"main: {error!r}")


asyncio.run(main())
