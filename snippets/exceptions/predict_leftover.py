# /// snippet
# raises = "ExceptionGroup"
# ///
"""One error is handled; another is raised while a task is cancelled."""

import asyncio


async def upload() -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError("Oslo: connection refused")


async def lock() -> None:
    try:
        await asyncio.sleep(1)
    finally:
        raise PermissionError("the lock file cannot be removed")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(upload())
            group.create_task(lock())
    except* ConnectionError as errors:
        print(f"A: {errors.exceptions}")
    print("B: main() goes on")


asyncio.run(main())
