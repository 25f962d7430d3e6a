"""Each except* takes the errors of its type; several may run."""

import asyncio

TROUBLE = {
    "Oslo": ConnectionError("Oslo: connection refused"),
    "Rome": ValueError("Rome: checksum differs"),
    "Kyiv": TimeoutError("Kyiv: no answer"),
}


async def upload(mirror: str, ready: asyncio.Event) -> None:
    await ready.wait()
    if mirror in TROUBLE:
        raise TROUBLE[mirror]


async def main() -> None:
    ready = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            for mirror in ("Oslo", "Lima", "Rome", "Kyiv"):
                group.create_task(upload(mirror, ready), name=mirror)
            ready.set()
    except* OSError as errors:  # (1)!
        print(f"network: {[str(error) for error in errors.exceptions]}")
    except* ValueError as errors:
        print(f"content: {[str(error) for error in errors.exceptions]}")
    print("main() goes on")


asyncio.run(main())
