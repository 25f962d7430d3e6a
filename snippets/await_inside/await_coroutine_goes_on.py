"""Awaiting a coroutine: the guest, who was there first, gets no turn."""

import asyncio


async def guest() -> None:
    print("    guest: is it my turn?")


async def brew(tea: str) -> str:
    print(f"{tea}: in the pot")
    return f"a cup of {tea}"


async def main() -> None:
    first = asyncio.create_task(guest())  # (1)!
    print("main awaits")
    cup = await brew("mint")  # (2)!
    print(f"main has {cup}")
    await first  # (3)!


asyncio.run(main())
