"""The body waits until a task is ready, and is woken if that task fails."""

import asyncio


async def serve(seconds: float, fails: bool, ready: asyncio.Event) -> None:
    await asyncio.sleep(seconds)
    if fails:
        raise OSError("port 8080 is taken")
    print("    server: ready")
    ready.set()  # (1)!
    await asyncio.sleep(0.2)


async def start(seconds: float, fails: bool) -> None:
    ready = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(serve(seconds, fails, ready))
            await ready.wait()  # (2)!
            print("    body: first request")
    except* OSError as errors:
        print(f"    no server: {errors.exceptions[0]}")


async def main() -> None:
    for fails in (False, True):
        print(f"port taken: {fails}")
        await start(0.1, fails)


asyncio.run(main())
