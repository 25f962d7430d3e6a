"""A callback lets the task go, and tells of its error at once."""

import asyncio
import logging

background: set[asyncio.Task[None]] = set()


async def send_mail(to: str) -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError(f"no way to {to}")


def finished(task: asyncio.Task[None]) -> None:
    background.discard(task)
    if not task.cancelled() and (error := task.exception()):  # (1)!
        logging.error(task.get_name(), exc_info=error)  # (2)!


async def main() -> None:
    task = asyncio.create_task(send_mail("Ann"), name="mail to Ann")
    background.add(task)
    task.add_done_callback(finished)
    await asyncio.sleep(0.3)
    print("main: still at work")
    await asyncio.sleep(0.3)
    print("main: over")


asyncio.run(main())
