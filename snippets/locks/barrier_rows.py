"""A row goes in when three have come; then the next row fills."""

import asyncio


async def visit(visitor: str, minutes: float, row: asyncio.Barrier) -> None:
    await asyncio.sleep(minutes)
    print(f"{visitor} waits at the door")
    place = await row.wait()
    print(f"{visitor} goes in, place {place}")


async def main() -> None:
    row = asyncio.Barrier(3)
    names = ("Ann", "Ben", "Cho", "Dev", "Eva", "Fay")
    async with asyncio.TaskGroup() as group:
        for number, name in enumerate(names):
            group.create_task(visit(name, number / 10, row), name=name)


asyncio.run(main())
