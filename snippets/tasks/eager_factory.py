# /// script
# requires-python = ">=3.12"
# ///
"""The eager task factory makes every task of the loop eager."""

import asyncio


async def deliver(parcel: str, seconds: float) -> str:
    print(f"    {parcel}: on its way")
    if seconds:
        await asyncio.sleep(seconds)
    return f"{parcel} delivered"


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)  # (1)!
    for parcel, seconds in (("book", 0.2), ("letter", 0)):
        task = asyncio.create_task(deliver(parcel, seconds))
        print(f"{parcel}: task made, done: {task.done()}")
        print(await task)


asyncio.run(main())
