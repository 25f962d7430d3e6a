# /// snippet
# raises = "ValueError"
# ///
"""A finally block that is too large reports photos that never came."""

import asyncio


async def upload(found: asyncio.Queue[str]) -> None:
    while True:
        try:
            name = await asyncio.wait_for(found.get(), timeout=0.2)
            print(f"uploaded {name}")
        except TimeoutError:
            print("nothing to do")
        finally:
            found.task_done()


async def main() -> None:
    found: asyncio.Queue[str] = asyncio.Queue()
    found.put_nowait("cat")
    await upload(found)


asyncio.run(main())
