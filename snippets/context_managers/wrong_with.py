# /// snippet
# pythons = ">=3.7"
# raises = "TypeError"
# since = "3.14"
# ///
"""A plain with on an async context manager."""

import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def connection(name: str):  # type: ignore[no-untyped-def]
    print(f"{name}: open")
    yield name


async def main() -> None:
    with connection("a") as conn:
        print(f"{conn}: in use")


asyncio.run(main())
