# /// snippet
# since = "3.11.7"
# ///
"""When a group takes no tasks: before, after, and while it shuts down."""

import asyncio


async def fetch() -> None:
    await asyncio.sleep(0.1)


def add(when: str, group: asyncio.TaskGroup) -> None:
    coroutine = fetch()
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        print(f"{when}: {error}")
        coroutine.close()  # from 3.13 on it is closed already


async def add_late(group: asyncio.TaskGroup) -> None:
    try:
        await asyncio.sleep(1)
    finally:
        add("while cancelling", group)


async def fail() -> None:
    await asyncio.sleep(0.1)
    raise OSError("connection reset")


async def main() -> None:
    group = asyncio.TaskGroup()
    add("before the block", group)
    async with group:
        group.create_task(fetch())
    add("after the block", group)
    try:
        async with asyncio.TaskGroup() as second:
            second.create_task(add_late(second))
            second.create_task(fail())
    except* OSError:
        pass
    try:
        async with group:
            pass
    except RuntimeError as error:
        print(f"a second block: {error}")


asyncio.run(main())
