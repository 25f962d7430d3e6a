# /// snippet
# raises = "TypeError"
# pythons = ">=3.7"
# since = "3.11"
# ///
"""The classic form: a lock that is told its loop."""

import asyncio


async def main() -> None:
    loop = asyncio.get_event_loop()
    till = asyncio.Lock(loop=loop)
    async with till:
        print("Ann has a ticket")


asyncio.run(main())
