# /// snippet
# expect = "times"
# ///
"""Two visitors wait for the doors: one looks now and then, one is told."""

import asyncio


async def look(doors: asyncio.Event) -> None:
    looks = 1
    while not doors.is_set():
        await asyncio.sleep(0.4)
        looks += 1
    print(f"Ann is in, after {looks} looks")


async def be_told(doors: asyncio.Event) -> None:
    await doors.wait()
    print("Ben is in")


async def main() -> None:
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(look(doors), name="Ann")
        group.create_task(be_told(doors), name="Ben")
        await asyncio.sleep(0.5)
        print("doors open")
        doors.set()


asyncio.run(main())
