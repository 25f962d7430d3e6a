"""A row goes in when three have come. When the play begins, no more do."""

import asyncio


async def visit(visitor: str, pause: float, row: asyncio.Barrier) -> None:
    await asyncio.sleep(pause)
    print(f"{visitor} waits at the door")
    try:
        place = await row.wait()
        print(f"{visitor} goes in, place {place}")
    except asyncio.BrokenBarrierError:
        print(f"{visitor} goes home")


async def main() -> None:
    row = asyncio.Barrier(3)
    names = ("Ann", "Ben", "Cho", "Dev", "Eva", "Fay")
    async with asyncio.TaskGroup() as group:
        for number, name in enumerate(names):
            group.create_task(visit(name, number / 5, row), name=name)
        await asyncio.sleep(0.9)
        print("the play begins")
        await row.abort()


asyncio.run(main())
