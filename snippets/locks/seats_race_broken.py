# /// snippet
# expect = "unordered"
# ///
"""Five tickets sold, and nine of ten seats are left."""

import asyncio

seats = 10


async def sell(visitor: str) -> None:
    global seats
    left = seats
    await asyncio.sleep(0.1)
    seats = left - 1
    print(f"{visitor} has a ticket, {seats} seats left")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for visitor in ("Ann", "Ben", "Cho", "Dev", "Eva"):
            group.create_task(sell(visitor), name=visitor)
    print(f"seats left: {seats}")


asyncio.run(main())
