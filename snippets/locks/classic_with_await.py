# /// snippet
# raises = "TypeError"
# pythons = ">=3.7"
# since = "3.14"
# ///
"""The classic form: with await lock."""

import asyncio


async def main() -> None:
    till = asyncio.Lock()
    with await till:
        print("Ann has a ticket")


asyncio.run(main())
