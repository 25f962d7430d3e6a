# /// snippet
# raises = "ExceptionGroup"
# ///
"""A retry after network trouble only; everything else comes out."""

import asyncio

ADDRESSES = {"Lima": "192.0.2.1"}


async def upload(mirror: str, attempt: int) -> None:
    await asyncio.sleep(0.1)
    if attempt == 1:
        raise ConnectionError("connection refused")
    print(f"    uploaded to {ADDRESSES[mirror]}")


async def main() -> None:
    for attempt in (1, 2, 3):
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(upload("Oslo", attempt))
        except* ConnectionError:
            if attempt == 3:
                raise
            print(f"attempt {attempt}: network trouble, again")
        else:
            break
    print("main() ends")


asyncio.run(main())
