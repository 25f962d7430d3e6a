# /// snippet
# raises = "ExceptionGroup"
# ///
"""What a task raised comes out of the group, and except lets it pass."""

import asyncio


async def upload(mirror: str) -> None:
    await asyncio.sleep(0.1)
    if mirror == "Oslo":
        raise ConnectionError("Oslo: connection refused")
    print(f"    {mirror} is up to date")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(upload("Oslo"))
    except ConnectionError:
        print("this line never runs")


asyncio.run(main())
