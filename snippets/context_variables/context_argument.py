"""create_task(context=...): two tasks that share one context."""

import asyncio
from contextvars import ContextVar, copy_context

request_id = ContextVar("request_id", default="none")


async def authenticate() -> None:
    await asyncio.sleep(0.1)
    request_id.set("r7")


async def show(who: str) -> None:
    print(f"{who}: {request_id.get()}")


async def main() -> None:
    context = copy_context()
    await asyncio.create_task(authenticate(), context=context)  # (1)!
    await asyncio.create_task(show("same context"), context=context)
    await asyncio.create_task(show("a copy of main's"))
    print(f"looked up: {context[request_id]}")  # (2)!


asyncio.run(main())
