# /// snippet
# raises = "ValueError"
# ///
"""With try and finally around the yield, the clean-up always runs."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


@asynccontextmanager
async def connection(name: str) -> AsyncGenerator[str, None]:
    print(f"{name}: open")
    await asyncio.sleep(0.1)
    try:
        yield name
    finally:
        await asyncio.sleep(0.1)
        print(f"{name}: closed")


async def main() -> None:
    async with connection("a") as conn:
        print(f"{conn}: in use")
    async with connection("b") as conn:
        raise ValueError("bad query")


asyncio.run(main())
