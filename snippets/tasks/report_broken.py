# /// snippet
# raises = "asyncio.exceptions.CancelledError"
# ///
"""A report on all tasks, which does not survive a cancelled one."""

import asyncio


async def deliver(parcel: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    if parcel == "vase":
        raise ValueError("broken on the way")
    return "at the door"


def report(task: asyncio.Task[str]) -> str:
    if error := task.exception():
        return f"failed: {error}"
    return task.result()


async def main() -> None:
    tasks = [
        asyncio.create_task(deliver("book", 0.1), name="book"),
        asyncio.create_task(deliver("vase", 0.1), name="vase"),
        asyncio.create_task(deliver("letter", 9), name="letter"),
    ]
    await asyncio.sleep(0.2)
    tasks[2].cancel()
    await asyncio.wait(tasks)
    for task in tasks:
        print(f"{task.get_name()}: {report(task)}")


asyncio.run(main())
