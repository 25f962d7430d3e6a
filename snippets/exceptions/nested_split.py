"""Groups within groups: split() and subgroup() keep the tree."""

import asyncio


async def fail(error: Exception, ready: asyncio.Event) -> None:
    await ready.wait()
    raise error


async def country(name: str, ready: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as group:  # (1)!
        group.create_task(fail(ConnectionError(f"{name} east"), ready))
        group.create_task(fail(ValueError(f"{name} west"), ready))


def tree(error: BaseException | None) -> object:
    if isinstance(error, BaseExceptionGroup):
        return [tree(part) for part in error.exceptions]
    return error


async def main() -> None:
    ready = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(country("Peru", ready))
            group.create_task(country("Iran", ready))
            await asyncio.sleep(0.1)
            ready.set()
    except ExceptionGroup as errors:  # (2)!
        network, rest = errors.split(OSError)  # (3)!
        print(f"all: {tree(errors)}")
        print(f"network: {tree(network)}")
        print(f"rest: {tree(rest)}")
        peru = errors.subgroup(lambda error: "Peru" in str(error))
        print(f"Peru: {tree(peru)}")


asyncio.run(main())
