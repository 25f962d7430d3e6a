"""Only who has got in has something to give back."""

import asyncio


async def visit(name: str, limit: asyncio.BoundedSemaphore) -> None:
    try:
        async with asyncio.timeout(0.1):
            await limit.acquire()
    except TimeoutError:
        print(f"{name} gives up")
        return
    try:
        print(f"{name} is in")
        await asyncio.sleep(0.3)
    finally:
        limit.release()


async def main() -> None:
    limit = asyncio.BoundedSemaphore(2)
    names = ("Ann", "Ben", "Cho")
    await asyncio.gather(*(visit(name, limit) for name in names))


asyncio.run(main())
