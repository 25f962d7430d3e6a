# /// script
# requires-python = ">=3.15"
# ///
"""TaskGroup.cancel() ends a group early and quietly."""

import asyncio


async def search(group: asyncio.TaskGroup, page: str, seconds: float) -> None:
    try:
        await asyncio.sleep(seconds)
        print(f"    read {page}")
        if page == "news":
            group.cancel()  # (1)!
    except asyncio.CancelledError:
        print(f"    {page} is not needed any more")
        raise


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for page, seconds in [("home", 0.1), ("news", 0.2), ("shop", 2)]:
            group.create_task(search(group, page, seconds), name=page)
    print("the group has ended, without an error")


asyncio.run(main())
