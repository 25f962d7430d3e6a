"""run_in_executor loses the request's id on the way to the thread."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="none")


def log(text: str) -> None:
    print(f"[{request_id.get()}] {text}")


def save(number: int) -> None:
    log(f"request {number} is saved")


async def handle(number: int) -> None:
    request_id.set(f"r{number}")
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0.1 * number)
    await loop.run_in_executor(None, save, number)
    log(f"request {number} ends")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for number in (1, 2):
            group.create_task(handle(number))


asyncio.run(main())
