"""A task knows its state: pending at first, finished with a result."""

import asyncio


async def greet(name: str) -> str:
    print("the body runs")
    await asyncio.sleep(0.2)
    return f"Hello, {name}!"


def head(task: asyncio.Task[str]) -> str:
    return repr(task).partition(" coro=")[0] + " ...>"  # (1)!


async def main() -> None:
    task = asyncio.create_task(greet("reader"), name="greeting")  # (2)!
    print(head(task), "done:", task.done())
    await task  # (3)!
    print(head(task), "done:", task.done())
    print("result:", task.result())


asyncio.run(main())
