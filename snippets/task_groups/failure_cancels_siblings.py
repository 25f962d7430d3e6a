"""The first failure cancels the siblings and the body; the block waits."""

import asyncio


async def fetch(page: str, seconds: float) -> None:
    try:
        await asyncio.sleep(seconds)
        if page == "news":
            print("    news: fails")
            raise ConnectionError("news: connection reset")
        print(f"    fetched {page}")
    except asyncio.CancelledError:
        print(f"    {page}: told to stop")
        await asyncio.sleep(0.3)  # closing takes a while
        print(f"    {page}: connection closed")
        raise


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for page, seconds in [("home", 0.1), ("news", 0.2), ("shop", 2)]:
                group.create_task(fetch(page, seconds), name=page)
            await asyncio.sleep(2)
            print("the body is never here")
    except* ConnectionError as errors:
        print(repr(errors))


asyncio.run(main())
