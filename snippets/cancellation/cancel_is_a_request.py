"""cancel() asks; the task ends a little later, with a CancelledError."""

import asyncio


async def download() -> None:
    print("    connected")
    try:
        await asyncio.sleep(10)
        print("    the file is here")
    except asyncio.CancelledError as error:
        print(f"    in the task: {error!r}")
        raise


def show(when: str, task: asyncio.Task[None]) -> None:
    states = f"done {task.done()}, cancelled {task.cancelled()}"
    print(f"{when}: {states}, requests {task.cancelling()}")


async def main() -> None:
    task = asyncio.create_task(download())
    await asyncio.sleep(0.2)
    print(f"cancel() returns {task.cancel('disk is full')}")  # (1)!
    show("right after", task)
    try:
        await task
    except asyncio.CancelledError as error:  # (2)!
        print(f"in main: {error!r}")
    show("awaited", task)
    print(f"cancel() now returns {task.cancel()}")


asyncio.run(main())
