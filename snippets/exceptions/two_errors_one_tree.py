# /// snippet
# raises = "ExceptionGroup"
# ///
"""Two tasks fail at once: both errors come out, with a note each."""

import asyncio

TROUBLE = {
    "Oslo": ConnectionError("connection refused"),
    "Rome": ValueError("checksum differs"),
}


async def upload(mirror: str, ready: asyncio.Event) -> None:
    try:
        await ready.wait()  # (1)!
        if mirror in TROUBLE:
            raise TROUBLE[mirror]
    except Exception as error:
        error.add_note(f"mirror: {mirror}")  # (2)!
        raise


async def main() -> None:
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for mirror in ("Oslo", "Lima", "Rome"):
            group.create_task(upload(mirror, ready), name=mirror)
        await asyncio.sleep(0.1)
        ready.set()


asyncio.run(main())
