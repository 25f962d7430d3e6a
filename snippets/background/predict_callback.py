"""Predict the output: a callback that asks every task for its exception."""

import asyncio
from typing import Any


async def send_mail(to: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    if to == "Bob":
        raise ConnectionError(to)


def report(task: asyncio.Task[None]) -> None:
    error = task.exception()
    print(f"{task.get_name()}: {error!r}")


def complain(loop: asyncio.AbstractEventLoop, log: dict[str, Any]) -> None:
    print(f"log: {log['exception']!r}")


async def main() -> None:
    asyncio.get_running_loop().set_exception_handler(complain)
    tasks = []
    for to, seconds in (("Ann", 0.3), ("Bob", 0.1), ("Eve", 10)):
        task = asyncio.create_task(send_mail(to, seconds), name=to)
        task.add_done_callback(report)
        tasks.append(task)
    await asyncio.sleep(0.5)
    task.cancel()
    await asyncio.wait(tasks)
    print("main: over")


asyncio.run(main())
