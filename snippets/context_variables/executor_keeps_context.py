"""copy_context().run takes the context along, and to_thread does so itself."""

import asyncio
from contextvars import ContextVar, copy_context

request_id = ContextVar("request_id", default="none")


def log(text: str) -> None:
    print(f"[{request_id.get()}] {text}")


def save(number: int) -> None:
    log(f"request {number} is saved")


async def handle(number: int) -> None:
    request_id.set(f"r{number}")
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0.1 * number)
    if number == 1:
        await asyncio.to_thread(save, number)  # (1)!
    else:
        run = copy_context().run  # (2)!
        await loop.run_in_executor(None, run, save, number)
    log(f"request {number} ends")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for number in (1, 2):
            group.create_task(handle(number))


asyncio.run(main())
