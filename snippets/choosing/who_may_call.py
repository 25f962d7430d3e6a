# /// snippet
# warns = "RuntimeWarning"
# ///
"""Functions, coroutines, and a function that calls a coroutine."""

import asyncio


def plain() -> str:
    return "works"


async def coroutine() -> str:
    await asyncio.sleep(0.1)
    return "works"


def bridge() -> str:
    return asyncio.run(coroutine())  # (1)!


async def main() -> None:
    print(f"async to plain: {plain()}")
    print(f"async to async: {await coroutine()}")
    try:
        bridge()
    except RuntimeError as error:
        print(f"async to bridge: {error}")
    found = await asyncio.to_thread(bridge)  # (2)!
    print(f"async to bridge in a thread: {found}")


print(f"plain to plain: {plain()}")
print(f"plain to bridge: {bridge()}")
asyncio.run(main())
