"""The context of the request travels with its mail."""

import asyncio
from contextvars import Context, ContextVar, copy_context

request_id = ContextVar("request_id", default="none")
Mails = asyncio.Queue[tuple[Context, str]]


def send(mail: str) -> None:
    print(f"[{request_id.get()}] {mail}")


async def worker(queue: Mails) -> None:
    while True:
        context, mail = await queue.get()
        context.run(send, mail)
        queue.task_done()


async def handle(number: int, queue: Mails) -> None:
    request_id.set(f"r{number}")
    await queue.put((copy_context(), f"mail for request {number}"))


async def main() -> None:
    queue: Mails = asyncio.Queue()
    working = asyncio.create_task(worker(queue))
    await asyncio.gather(handle(1, queue), handle(2, queue))
    await queue.join()
    working.cancel()


asyncio.run(main())
