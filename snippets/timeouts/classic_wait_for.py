# /// snippet
# pythons = ">=3.7"
# since = "3.11"
# ///
"""The classic form: wait_for, and an except that matches only since 3.11."""

import asyncio


async def download() -> str:
    await asyncio.sleep(10)
    return "book"


async def main() -> None:
    try:
        print(await asyncio.wait_for(download(), timeout=0.2))
    except TimeoutError:  # (1)!
        print("out of time")


asyncio.run(main())
