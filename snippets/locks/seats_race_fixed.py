"""A lock around read, await, write: one sale after the other."""

import asyncio

seats = 10


async def sell(visitor: str, till: asyncio.Lock) -> None:
    global seats
    async with till:
        left = seats
        await asyncio.sleep(0.1)
        seats = left - 1
        print(f"{visitor} has a ticket, {seats} seats left")


async def main() -> None:
    till = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        for visitor in ("Ann", "Ben", "Cho", "Dev", "Eva"):
            group.create_task(sell(visitor, till), name=visitor)
    print(f"seats left: {seats}")


asyncio.run(main())
