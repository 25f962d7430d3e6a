"""Awaiting a task: the guest, who was there first, gets a turn."""

import asyncio


async def guest() -> None:
    print("    guest: is it my turn?")


async def brew(tea: str) -> str:
    print(f"{tea}: in the pot")
    return f"a cup of {tea}"


async def main() -> None:
    first = asyncio.create_task(guest())
    print("main awaits")
    cup = await asyncio.create_task(brew("mint"))
    print(f"main has {cup}")
    await first


asyncio.run(main())
