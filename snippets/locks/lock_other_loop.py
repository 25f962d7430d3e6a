# /// snippet
# raises = "RuntimeError"
# pythons = ">=3.7"
# since = "3.10"
# ///
"""One lock, three loops: it fails where somebody has to wait."""

import asyncio

till = asyncio.Lock()


async def sell(visitor: str) -> None:
    async with till:
        await asyncio.sleep(0.1)
        print(f"{visitor} has a ticket")


async def monday() -> None:
    await asyncio.gather(sell("Ann"), sell("Ben"))


async def tuesday() -> None:
    await sell("Cho")


async def wednesday() -> None:
    await asyncio.gather(sell("Dev"), sell("Eva"))


asyncio.run(monday())
asyncio.run(tuesday())
asyncio.run(wednesday())
