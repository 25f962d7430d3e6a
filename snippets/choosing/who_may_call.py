# /// snippet
# warns = "RuntimeWarning"
# ///
"""Functions, coroutines, and a function that calls a coroutine."""

import asyncio
from contextlib import closing


def plain() -> str:
    return "works"


async def coroutine() -> str:
    await asyncio.sleep(0.1)
    return "works"


def bridge() -> str:
    return asyncio.run(coroutine())  # (1)!


def old_bridge() -> str:
    with closing(asyncio.new_event_loop()) as loop:
        return loop.run_until_complete(coroutine())


async def main() -> None:
    print(f"async to plain: {plain()}")
    print(f"async to async: {await coroutine()}")
    for way in (bridge, old_bridge):
        try:
            way()
        except RuntimeError as error:
            print(f"async to {way.__name__}: {error}")
    found = await asyncio.to_thread(bridge)  # (2)!
    print(f"async to bridge in a thread: {found}")


print(f"plain to plain: {plain()}")
print(f"plain to bridge: {bridge()}")
asyncio.run(main())
