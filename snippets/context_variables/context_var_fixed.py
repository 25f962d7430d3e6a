"""A context variable: each task has a value of its own."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="none")


def log(text: str) -> None:
    print(f"[{request_id.get()}] {text}")  # (1)!


async def handle(number: int) -> None:
    request_id.set(f"r{number}")  # (2)!
    log(f"request {number} begins")
    await asyncio.sleep(0.1 * number)
    log(f"request {number} ends")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for number in (1, 2, 3):
            group.create_task(handle(number))
    log("main")  # (3)!


asyncio.run(main())
