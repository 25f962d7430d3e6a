# /// snippet
# pythons = ">=3.7"
# raises = "TypeError"
# since = "3.14"
# ///
"""The classic form: with await lock."""

import asyncio


async def main() -> None:
    lock = asyncio.Lock()
    with await lock:  # (1)!
        print("locked:", lock.locked())
    print("locked:", lock.locked())


asyncio.run(main())
