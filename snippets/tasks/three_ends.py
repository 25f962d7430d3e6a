"""Four tasks in four states, and what each answers."""

import asyncio
from collections.abc import Callable


async def deliver(parcel: str) -> str:
    if parcel == "vase":
        raise ValueError("broken on the way")
    if parcel == "letter":
        await asyncio.sleep(1)
    return "at the door"


def answer(question: Callable[[], object]) -> str:
    try:
        return repr(question())
    except (Exception, asyncio.CancelledError) as error:
        return f"raises {error!r}"


async def main() -> None:
    tasks = {
        "returned": asyncio.create_task(deliver("book")),
        "raised": asyncio.create_task(deliver("vase")),
        "cancelled": asyncio.create_task(deliver("letter")),
        "pending": asyncio.create_task(deliver("letter")),
    }
    await asyncio.sleep(0.1)
    tasks["cancelled"].cancel()
    print(f"asked to stop: {repr(tasks['cancelled']).split()[1]}")
    await asyncio.sleep(0)  # (1)!
    for state, task in tasks.items():
        print(f"{state} done: {task.done()}")
        print(f"{state} cancelled: {task.cancelled()}")
        print(f"{state} result: {answer(task.result)}")
        print(f"{state} exception: {answer(task.exception)}")


asyncio.run(main())
