"""A task works with a copy that is made when the task is created."""

import asyncio
from contextvars import ContextVar

letter = ContextVar("letter", default="-")


async def show(who: str) -> None:
    print(f"{who}: {letter.get()}")


async def change(new: str) -> None:
    letter.set(new)


async def main() -> None:
    letter.set("A")
    task = asyncio.create_task(show("task"))
    letter.set("B")
    await task  # (1)!
    await show("await")  # (2)!
    await asyncio.to_thread(lambda: print(f"thread: {letter.get()}"))
    await asyncio.create_task(change("C"))
    await show("after a task set C")
    await change("D")
    await show("after an await set D")


asyncio.run(main())
