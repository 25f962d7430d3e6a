"""What becomes of the other tasks, and what comes out of the block."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Group = asyncio.TaskGroup


async def fail() -> None:
    raise ValueError


async def one_raises(group: Group) -> None:
    group.create_task(fail())


async def one_is_cancelled(group: Group) -> None:
    group.create_task(asyncio.sleep(9)).cancel()


async def body_raises(group: Group) -> None:
    await fail()


async def owner_is_cancelled(group: Group) -> None:
    asyncio.current_task().cancel()  # type: ignore[union-attr]


async def watch(case: Callable[[Group], Awaitable[None]]) -> None:
    try:
        async with Group() as group:
            other = group.create_task(asyncio.sleep(0.3))
            await case(group)
    except BaseException as error:
        out = f"raises {type(error).__name__}"
    else:
        out = "ends without an error"
    fate = "is cancelled" if other.cancelled() else "runs on"
    print(f"{case.__name__}, the other task: {fate}")
    print(f"{case.__name__}, the block: {out}")


async def main() -> None:
    for case in (one_raises, one_is_cancelled, body_raises):
        await watch(case)
    with suppress(asyncio.CancelledError):
        await asyncio.create_task(watch(owner_is_cancelled))


asyncio.run(main())
