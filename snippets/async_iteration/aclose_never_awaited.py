# /// snippet
# warns = "RuntimeWarning"
# since = "3.13"
# ///
"""aclose() without await closes nothing; since 3.13 Python says so."""

import asyncio
from collections.abc import AsyncGenerator


async def pages() -> AsyncGenerator[int, None]:
    try:
        yield 1
        yield 2
    finally:
        print("disconnected")


async def main() -> None:
    source = pages()
    print(f"page {await anext(source)}")
    source.aclose()  # (1)!
    print("is it closed?")
    await source.aclose()
    print("now it is")


asyncio.run(main())
