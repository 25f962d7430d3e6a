# /// script
# requires-python = ">=3.13"
# ///
# /// snippet
# timeline = false
# ///
"""Four ends: one photo in hand, two in the queue, a fourth put() waits."""

import asyncio
from contextlib import suppress

Photos = asyncio.Queue[str]


async def upload(found: Photos, uploaded: list[str]) -> None:
    with suppress(asyncio.QueueShutDown):
        while True:
            name = await found.get()
            await asyncio.sleep(0.2)
            uploaded.append(name)
            found.task_done()


async def put(found: Photos, name: str) -> str:
    try:
        await found.put(name)
        return "is put"
    except asyncio.QueueShutDown:
        return "raises QueueShutDown"


async def join(found: Photos, uploaded: list[str]) -> str:
    await found.join()
    return f"returns after {len(uploaded)}"


async def end(way: str) -> None:
    found: Photos = asyncio.Queue(maxsize=2)
    uploaded: list[str] = []
    uploader = asyncio.create_task(upload(found, uploaded))
    for name in ("cat", "dog", "fox"):
        await found.put(name)
    last = asyncio.create_task(put(found, "owl"))
    joined = asyncio.create_task(join(found, uploaded))
    await asyncio.sleep(0.1)
    if way == "cancel":
        uploader.cancel()
    elif way != "join":
        found.shutdown(immediate=way == "immediate")
    await asyncio.wait([joined], timeout=0.8)
    print(f"{way} uploads: {', '.join(uploaded) or 'nothing'}")
    print(f"{way} put: {last.result() if last.done() else 'waits on'}")
    print(f"{way} join: {joined.result() if joined.done() else 'waits on'}")


for way in ("join", "shutdown", "immediate", "cancel"):
    asyncio.run(end(way))
