"""On every Python: sleep(0) lets the new task take its first step."""

import asyncio


async def deliver(parcel: str, seconds: float) -> str:
    print(f"    {parcel}: on its way")
    if seconds:
        await asyncio.sleep(seconds)
    return f"{parcel} delivered"


async def main() -> None:
    for parcel, seconds in (("book", 0.2), ("letter", 0)):
        task = asyncio.create_task(deliver(parcel, seconds))
        await asyncio.sleep(0)  # (1)!
        print(f"{parcel}: task made, done: {task.done()}")
        print(await task)


asyncio.run(main())
