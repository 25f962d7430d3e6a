# /// snippet
# raises = "ValueError"
# ///
"""The clean-up after the yield runs only if the block went well."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


@asynccontextmanager
async def connection(name: str) -> AsyncGenerator[str, None]:
    print(f"{name}: open")
    await asyncio.sleep(0.1)
    yield name  # (1)!
    await asyncio.sleep(0.1)
    print(f"{name}: closed")


async def main() -> None:
    async with connection("a") as conn:
        print(f"{conn}: in use")
    async with connection("b") as conn:
        raise ValueError("bad query")


asyncio.run(main())
