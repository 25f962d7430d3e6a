"""Three loops of the wrong kind, and what Python says of each."""

import asyncio
from collections.abc import AsyncIterator


async def pages() -> AsyncIterator[int]:
    yield 1


async def main() -> None:
    try:
        async for _ in [1, 2]:  # type: ignore[attr-defined]
            pass
    except TypeError as error:
        print(f"async for, list: {error}")
    try:
        list(pages())  # type: ignore[call-overload]
    except TypeError as error:
        print(f"list, generator: {error}")
    try:
        async for _ in pages:  # type: ignore[attr-defined]
            pass
    except TypeError as error:
        print(f"async for, function: {error}")


asyncio.run(main())
