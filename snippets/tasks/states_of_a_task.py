"""One task, asked for its state from its making to its end."""

import asyncio
import inspect


async def deliver(parcel: str) -> str:
    me = asyncio.current_task()
    show("it runs", me, me.get_coro())
    await asyncio.sleep(0.2)
    return f"{parcel} delivered"


def show(when: str, task: asyncio.Task, body: object) -> None:
    text = repr(task).partition(" coro=")[0]  # (1)!
    print(f"{when:<12} {text}> {inspect.getcoroutinestate(body)}")


async def main() -> None:
    body = deliver("book")
    task = asyncio.create_task(body, name="van")
    show("just made", task, body)  # (2)!
    await asyncio.sleep(0.1)
    show("it waits", task, body)  # (3)!
    await asyncio.sleep(0.2)
    show("it has ended", task, body)
    print(f"done: {task.done()}, result: {task.result()}")


asyncio.run(main())
