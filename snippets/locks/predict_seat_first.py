"""No lock: read and write first, then await."""

import asyncio

seats = 10


async def sell(visitor: str) -> None:
    global seats
    seats -= 1
    print(f"{visitor} has a seat, {seats} left")
    await asyncio.sleep(0.1)


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for visitor in ("Ann", "Ben", "Cho", "Dev", "Eva"):
            group.create_task(sell(visitor), name=visitor)
    print(f"seats left: {seats}")


asyncio.run(main())
