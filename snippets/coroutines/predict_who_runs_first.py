"""A coroutine runs where it is awaited; a task waits for its turn."""

import asyncio


async def step(name: str) -> None:
    print(f"{name} runs")


async def main() -> None:
    coro = step("coroutine")
    task = asyncio.create_task(step("task"))
    print("both are made")
    await step("direct")
    await coro
    print("main awaits the task")
    await task
    print("main ends")


asyncio.run(main())
