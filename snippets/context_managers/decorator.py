# /// snippet
# since = "3.15"
# ///
"""Context managers as decorators: since 3.15 around all of the function."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager


@contextmanager
def traced() -> Generator[None, None, None]:
    print("trace: begins")
    try:
        yield
    finally:
        print("trace: ends")


@asynccontextmanager
async def connected() -> AsyncGenerator[None, None]:
    print("connection: open")
    try:
        yield
    finally:
        print("connection: closed")


@traced()  # (1)!
async def query() -> None:
    print("query: working")


@connected()  # (2)!
async def rows() -> AsyncGenerator[str, None]:
    yield "rows: working"


async def main() -> None:
    await query()
    async for row in rows():
        print(row)


print("Python 3.15 or newer:", sys.version_info >= (3, 15))
asyncio.run(main())
