# /// snippet
# pythons = ">=3.7"
# raises = "TypeError"
# since = "3.14"
# ///
"""An async with on a plain context manager."""

import asyncio
from contextlib import contextmanager


@contextmanager
def connection(name: str):  # type: ignore[no-untyped-def]
    print(f"{name}: open")
    yield name


async def main() -> None:
    async with connection("a") as conn:
        print(f"{conn}: in use")


asyncio.run(main())
