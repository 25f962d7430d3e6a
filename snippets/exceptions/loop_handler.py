"""The loop's exception handler hears of the errors that nobody takes."""

import asyncio
from typing import Any


async def upload(mirror: str) -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError(f"{mirror}: connection refused")


def report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    print(f"    handler: {context['message'].partition(' int(')[0]}")
    print(f"    handler: {context.get('exception')!r}")


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(report)  # (1)!
    loop.call_later(0.2, int, "eight")  # (2)!
    task = asyncio.create_task(upload("Oslo"), name="Oslo")
    await asyncio.sleep(0.4)
    print(f"task done: {task.done()}, and nothing was said of it")
    del task  # (3)!
    print("main() ends well")


asyncio.run(main())
