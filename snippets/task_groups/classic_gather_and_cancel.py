# /// snippet
# pythons = ">=3.7"
# ///
"""Before task groups: cancel the siblings by hand, and wait for them."""

import asyncio


async def fetch(page, seconds):
    try:
        await asyncio.sleep(seconds)
        if page == "news":
            raise ConnectionError("news: connection reset")
        print(f"    fetched {page}")
    except asyncio.CancelledError:
        print(f"    {page}: told to stop")
        raise


async def main():
    pages = [("home", 0.1), ("news", 0.2), ("shop", 2)]
    tasks = [asyncio.create_task(fetch(*page)) for page in pages]
    try:
        await asyncio.gather(*tasks)
    except ConnectionError as error:  # the first one only
        print(f"caught: {error}")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # (1)!
        print(f"done: {[task.done() for task in tasks]}")


asyncio.run(main())
