"""What asyncio's own awaitables yield is a future, or nothing at all."""

import asyncio


async def brew(tea: str) -> str:
    await asyncio.sleep(0.2)
    return f"a cup of {tea}"


async def pass_by() -> None:
    await asyncio.sleep(0)


async def main() -> None:
    coro = brew("mint")
    future = coro.send(None)  # (1)!
    print(f"brew yields {type(future).__name__}, done: {future.done()}")
    passing = pass_by()
    print(f"pass_by yields {passing.send(None)}")  # (2)!
    passing.close()
    await asyncio.sleep(0.3)
    print(f"0.3 s later, done: {future.done()}")  # (3)!
    try:
        coro.send(None)
    except StopIteration as end:
        print(f"StopIteration, with {end.value!r}")


asyncio.run(main())
