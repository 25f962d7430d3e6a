"""Seats come back. Who waits for two must not take one."""

import asyncio


class Hall:
    def __init__(self) -> None:
        self.seats = 0
        self.changed = asyncio.Condition()

    async def buy(self, visitor: str, wanted: int) -> None:
        async with self.changed:
            await self.changed.wait_for(lambda: self.seats >= wanted)  # (1)!
            self.seats -= wanted
            print(f"{visitor} has {wanted}, {self.seats} left")

    async def give_back(self, number: int) -> None:
        async with self.changed:
            self.seats += number
            print(f"{number} back, {self.seats} free")
            self.changed.notify_all()  # (2)!


async def main() -> None:
    hall = Hall()
    async with asyncio.TaskGroup() as group:
        group.create_task(hall.buy("Ann", 2), name="Ann")
        group.create_task(hall.buy("Ben", 1), name="Ben")
        for _ in range(3):
            await asyncio.sleep(0.2)
            await hall.give_back(1)


asyncio.run(main())
