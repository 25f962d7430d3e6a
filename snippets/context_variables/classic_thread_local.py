# /// snippet
# pythons = ">=3.7"
# ///
"""The classic form: a thread local, which all tasks of a thread share."""

import asyncio
import threading

local = threading.local()


async def handle(number: int) -> None:
    local.request_id = f"r{number}"
    await asyncio.sleep(0.1 * number)
    print(f"request {number}: [{local.request_id}]")


async def main() -> None:
    await asyncio.gather(handle(1), handle(2), handle(3))


asyncio.run(main())
