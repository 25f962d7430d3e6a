"""An exception that nobody retrieves comes up when its task is thrown away."""

import asyncio
from typing import Any


async def measure(place: str) -> int:
    await asyncio.sleep(0.2)
    raise ValueError(f"no sensor in the {place}")


def report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    print("loop:", context["message"])  # (1)!
    print("loop:", repr(context["exception"]))


async def main() -> None:
    asyncio.get_running_loop().set_exception_handler(report)
    task = asyncio.create_task(measure("garden"))
    await asyncio.sleep(0.4)
    print("the task failed, main knows nothing")  # (2)!
    del task  # (3)!
    print("main ends")


asyncio.run(main())
