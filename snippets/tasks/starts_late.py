"""An ordinary task: create_task() returns before the body begins."""

import asyncio


async def deliver(parcel: str, seconds: float) -> str:
    print(f"    {parcel}: on its way")
    if seconds:
        await asyncio.sleep(seconds)
    return f"{parcel} delivered"


async def main() -> None:
    for parcel, seconds in (("book", 0.2), ("letter", 0)):
        task = asyncio.create_task(deliver(parcel, seconds))
        print(f"{parcel}: task made, done: {task.done()}")
        print(await task)


asyncio.run(main())
