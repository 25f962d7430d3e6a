"""Which code sees the caller's value, and whose change comes back."""

import asyncio
import threading
from contextvars import ContextVar, copy_context

word = ContextVar("word", default="default")
seen = ""


def look() -> None:  # (1)!
    global seen
    seen = word.get()
    word.set("changed")


async def alook() -> None:
    look()


async def by(way: str) -> None:
    loop = asyncio.get_running_loop()
    match way:
        case "await":
            await alook()
        case "create_task":
            await asyncio.create_task(alook())
        case "to_thread":
            await asyncio.to_thread(look)
        case "run_in_executor":
            await loop.run_in_executor(None, look)
        case "copy_context().run":
            await loop.run_in_executor(None, copy_context().run, look)
        case "Thread":
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()


async def main() -> None:
    for way in (
        "await",
        "create_task",
        "to_thread",
        "run_in_executor",
        "copy_context().run",
        "Thread",
    ):
        word.set("mine")
        await by(way)
        print(f"{way} sees: {seen}")
        print(f"{way} leaves: {word.get()}")


asyncio.run(main())
