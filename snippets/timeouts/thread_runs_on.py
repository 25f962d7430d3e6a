"""A time limit ends the waiting for a thread, not the thread."""

import asyncio
import time


def copy(pieces: int) -> None:
    for piece in range(1, pieces + 1):
        time.sleep(0.2)
        print(f"    thread: piece {piece} copied")


async def main() -> None:
    try:
        async with asyncio.timeout(0.3):
            await asyncio.to_thread(copy, 4)
    except TimeoutError:
        print("main: TimeoutError")  # (1)!
    print("main: over")


asyncio.run(main())
print("run() has returned")  # (2)!
