"""Leaving a group early on any Python from 3.11 on."""

import asyncio


class Found(Exception):
    """Raised to end the group; no error."""


async def search(page: str, seconds: float) -> None:
    try:
        await asyncio.sleep(seconds)
        print(f"    read {page}")
        if page == "news":
            raise Found  # (1)!
    except asyncio.CancelledError:
        print(f"    {page} is not needed any more")
        raise


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for page, seconds in [("home", 0.1), ("news", 0.2), ("shop", 2)]:
                group.create_task(search(page, seconds), name=page)
    except* Found:  # (2)!
        pass
    print("the group has ended, without an error")


asyncio.run(main())
