"""A pool lends two connections to three tasks, and gets them all back."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, *names: str) -> None:
        self.free: asyncio.Queue[str] = asyncio.Queue()
        for name in names:
            self.free.put_nowait(name)

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[str, None]:
        conn = await self.free.get()  # (1)!
        try:
            yield conn
        finally:
            self.free.put_nowait(conn)


async def query(pool: Pool, number: int) -> None:
    async with pool.connection() as conn:
        print(f"query {number}: on {conn}")
        await asyncio.sleep(0.1 * number)
        if number == 1:
            raise ValueError("bad query")


async def main() -> None:
    pool = Pool("a", "b")
    queries = [query(pool, number) for number in (1, 2, 3)]
    print(await asyncio.gather(*queries, return_exceptions=True))
    print(f"free again: {pool.free.qsize()}")


asyncio.run(main())
