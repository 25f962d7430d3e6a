# /// snippet
# pythons = ">=3.7"
# since = "3.8"
# timeout = 2
# ///
"""except Exception: on 3.7 it swallows the cancellation, since 3.8 not."""

import asyncio


async def download():
    while True:
        try:
            await asyncio.sleep(0.2)
            print("    got a piece")
        except Exception as error:
            print(f"    {type(error).__name__}, trying again")


async def main():
    print(f"CancelledError is a {asyncio.CancelledError.__base__.__name__}")
    task = asyncio.ensure_future(download())
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.wait([task], timeout=0.3)
    print(f"done: {task.done()}")
    task.cancel()


asyncio.run(main())
