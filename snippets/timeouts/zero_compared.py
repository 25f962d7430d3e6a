"""No time at all: timeout() still goes on to the first real wait."""

import asyncio


async def cached() -> str:
    return "from the cache"


async def fetched() -> str:
    await asyncio.sleep(0.1)
    return "from the net"


async def main() -> None:
    for answer in (cached, fetched):
        try:
            async with asyncio.timeout(0):
                found = await answer()
        except TimeoutError:
            found = "TimeoutError"
        print(f"timeout {answer.__name__}: {found}")
        try:
            found = await asyncio.wait_for(answer(), 0)
        except TimeoutError:
            found = "TimeoutError"
        print(f"wait_for {answer.__name__}: {found}")


asyncio.run(main())
