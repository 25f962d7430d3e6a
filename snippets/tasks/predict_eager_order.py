# /// script
# requires-python = ">=3.14"
# ///
"""One eager task and one ordinary one."""

import asyncio


async def deliver(parcel: str) -> None:
    print(f"{parcel}: loaded")
    await asyncio.sleep(0)
    print(f"{parcel}: delivered")


async def main() -> None:
    print("main: makes two tasks")
    book = asyncio.create_task(deliver("book"))
    vase = asyncio.create_task(deliver("vase"), eager_start=True)
    print("main: waits")
    await book
    await vase
    print("main: done")


asyncio.run(main())
