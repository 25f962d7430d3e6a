"""Functions and coroutine functions: who may call whom, and how."""

import asyncio


def plain() -> str:
    return "works"


async def coroutine() -> str:
    await asyncio.sleep(0)
    return "works"


def plain_runs_coroutine() -> str:
    return asyncio.run(coroutine())


async def main() -> None:
    print(f"async calls plain: {plain()}")
    print(f"async awaits async: {await coroutine()}")
    try:
        print(f"run inside of run: {plain_runs_coroutine()}")
    except RuntimeError as error:
        print(f"run inside of run: {error}")
    found = await asyncio.to_thread(plain_runs_coroutine)  # (1)!
    print(f"run in another thread: {found}")


print(f"plain calls plain: {plain()}")
print(f"plain runs async: {plain_runs_coroutine()}")
asyncio.run(main())
