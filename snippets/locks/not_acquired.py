# /// snippet
# raises = "RuntimeError"
# ///
"""An await is missing, and it is release() that complains."""

import asyncio


async def main() -> None:
    till = asyncio.Lock()
    till.acquire()
    try:
        print("selling, without the lock")
    finally:
        till.release()


asyncio.run(main())
