# /// snippet
# dev = "took"
# ///
"""Waiting for result() in the loop's own thread blocks the loop."""

import asyncio


async def read_meter() -> int:
    return 42


async def main() -> None:
    loop = asyncio.get_running_loop()
    future = asyncio.run_coroutine_threadsafe(read_meter(), loop)
    try:
        print(future.result(timeout=0.5))  # (1)!
    except TimeoutError:
        print("TimeoutError: the loop was waiting for itself")
    print("done after the wait?", future.done())
    print("awaited instead:", await asyncio.wrap_future(future))  # (2)!


asyncio.run(main())
