"""One task swallows its cancellation; the whole group waits for it."""

import asyncio
from contextlib import suppress


async def fail() -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError("mirror is down")


async def stubborn() -> None:
    with suppress(asyncio.CancelledError):  # an except, too
        await asyncio.sleep(10)
    await asyncio.sleep(0.6)
    print("    stubborn: done at last")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(), name="fail")
            group.create_task(stubborn(), name="stubborn")
    except* ConnectionError as errors:
        print(errors.exceptions[0])


asyncio.run(main())
