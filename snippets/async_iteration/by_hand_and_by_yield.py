"""What async for asks of an object, written by hand and with yield."""

import asyncio
from collections.abc import AsyncIterator


class Pages:
    def __init__(self, last: int) -> None:
        self.last = last
        self.number = 0

    def __aiter__(self) -> "Pages":
        return self

    async def __anext__(self) -> int:
        if self.number == self.last:
            raise StopAsyncIteration
        await asyncio.sleep(0.1)
        self.number += 1
        return self.number


async def pages(last: int) -> AsyncIterator[int]:
    for number in range(1, last + 1):
        await asyncio.sleep(0.1)
        yield number  # (1)!


async def main() -> None:
    print([number async for number in Pages(2)])
    print([number async for number in pages(2)])  # (2)!
    source = pages(1)
    print(await anext(source), await anext(source, "no more"))  # (3)!


asyncio.run(main())
