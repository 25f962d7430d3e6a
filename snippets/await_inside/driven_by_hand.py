"""No event loop: send(None) drives a coroutine from pause to pause."""

import asyncio


async def brew(tea: str) -> str:
    print(f"{tea}: in the pot")
    await asyncio.sleep(0)
    print(f"{tea}: drawn")
    return f"a cup of {tea}"


coro = brew("mint")
print("nothing has run yet")
print(f"paused, and out came {coro.send(None)}")  # (1)!
try:
    coro.send(None)  # (2)!
except StopIteration as end:
    print(f"StopIteration, with {end.value!r}")

coro = brew("sage")
coro.send(None)
try:
    coro.throw(TimeoutError("drew too long"))  # (3)!
except TimeoutError as error:
    print(f"out of the pause came {error!r}")
