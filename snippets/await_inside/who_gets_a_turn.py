"""Which awaits let the loop run something else?"""

import asyncio
from collections.abc import Awaitable


async def done_at_once() -> None:
    pass


async def show(name: str, awaitable: Awaitable[object]) -> None:
    turns: list[str] = []
    asyncio.get_running_loop().call_soon(turns.append, "a turn")  # (1)!
    await awaitable
    print(f"{name}: {'yes' if turns else 'no'}")


async def main() -> None:
    event, lock, queue = asyncio.Event(), asyncio.Lock(), asyncio.Queue()
    event.set()
    queue.put_nowait("mint")
    task = asyncio.create_task(done_at_once())
    await show("a new task", task)
    await show("a task that is done", task)
    await show("a coroutine that never waits", done_at_once())
    await show("a lock that is free", lock.acquire())
    await show("an event that is set", event.wait())
    await show("a queue that holds an item", queue.get())
    await show("gather of a coroutine", asyncio.gather(done_at_once()))
    await show("sleep(0)", asyncio.sleep(0))
    await show("sleep(0.1)", asyncio.sleep(0.1))


asyncio.run(main())
