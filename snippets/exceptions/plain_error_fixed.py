"""A group inside, and one plain error for the caller."""

import asyncio


class SyncError(Exception):
    """The mirrors are not up to date."""


async def upload(mirror: str, error: Exception) -> None:
    await asyncio.sleep(0)  # both fail in the same turn of the loop
    raise error


async def sync() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(upload("Oslo", ConnectionError("refused")))
            group.create_task(upload("Rome", ValueError("bad checksum")))
    except ExceptionGroup as errors:
        raise SyncError("the mirrors are old") from errors


async def main() -> None:
    try:
        await sync()
    except SyncError as error:
        print(f"caught: {error}")
        print(f"cause: {error.__cause__!r}")


asyncio.run(main())
