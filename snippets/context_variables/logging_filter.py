"""A logging filter puts the request's id on every line, also a library's."""

import asyncio
import logging
import sys
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def add_request_id(record: logging.LogRecord) -> bool:
    record.request_id = request_id.get()  # (1)!
    return True


def library(table: str) -> None:
    logging.getLogger("library").info("reading %s", table)


async def handle(number: int) -> None:
    request_id.set(f"r{number}")
    await asyncio.sleep(0.1 * number)
    await asyncio.to_thread(library, f"table {number}")
    logging.info("done")


async def main() -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(add_request_id)  # (2)!
    shape = "%(request_id)s %(name)s: %(message)s"
    logging.basicConfig(format=shape, level="INFO", handlers=[handler])
    logging.info("serving")
    async with asyncio.TaskGroup() as group:
        for number in (1, 2):
            group.create_task(handle(number))


asyncio.run(main())
