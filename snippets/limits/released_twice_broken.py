# /// snippet
# raises = "ValueError"
# ///
"""Visitors who do not get in for 0.1 s give up. Then it fails. Where?"""

import asyncio


async def visit(name: str, limit: asyncio.BoundedSemaphore) -> None:
    try:
        async with asyncio.timeout(0.1):
            await limit.acquire()
        print(f"{name} is in")
        await asyncio.sleep(0.3)
    except TimeoutError:
        print(f"{name} gives up")
    finally:
        limit.release()


async def main() -> None:
    limit = asyncio.BoundedSemaphore(2)
    names = ("Ann", "Ben", "Cho")
    await asyncio.gather(*(visit(name, limit) for name in names))


asyncio.run(main())
