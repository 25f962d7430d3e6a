"""The worker was there before the requests, and does not know their ids."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="none")


def send(mail: str) -> None:
    print(f"[{request_id.get()}] {mail}")


async def worker(queue: asyncio.Queue[str]) -> None:
    while True:
        mail = await queue.get()
        send(mail)
        queue.task_done()


async def handle(number: int, queue: asyncio.Queue[str]) -> None:
    request_id.set(f"r{number}")
    await queue.put(f"mail for request {number}")


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()
    working = asyncio.create_task(worker(queue))
    await asyncio.gather(handle(1, queue), handle(2, queue))
    await queue.join()
    working.cancel()


asyncio.run(main())
