"""One run() for the program; the lock is made inside, and handed down."""

import asyncio


async def sell(visitor: str, till: asyncio.Lock) -> None:
    async with till:
        await asyncio.sleep(0.1)
        print(f"{visitor} has a ticket")


async def main() -> None:
    till = asyncio.Lock()
    await asyncio.gather(sell("Ann", till), sell("Ben", till))
    await sell("Cho", till)
    await asyncio.gather(sell("Dev", till), sell("Eva", till))


asyncio.run(main())
