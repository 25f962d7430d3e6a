# /// script
# requires-python = ">=3.14"
# ///
"""With eager_start, the body runs before create_task() returns."""

import asyncio


async def deliver(parcel: str, seconds: float) -> str:
    print(f"    {parcel}: on its way")
    if seconds:
        await asyncio.sleep(seconds)
    return f"{parcel} delivered"


async def main() -> None:
    for parcel, seconds in (("book", 0.2), ("letter", 0)):
        task = asyncio.create_task(
            deliver(parcel, seconds),
            eager_start=True,
        )
        print(f"{parcel}: task made, done: {task.done()}")  # (1)!
        print(await task)


asyncio.run(main())
