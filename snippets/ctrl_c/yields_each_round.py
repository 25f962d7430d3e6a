# /// snippet
# interrupt = 0.5
# dev = "took"
# ///
"""An await in each round lets the first Ctrl+C in."""

import asyncio
import time


async def crunch() -> None:
    try:
        while True:
            time.sleep(0.05)
            await asyncio.sleep(0)  # (1)!
    finally:
        print("finally, by the first Ctrl+C")


try:
    asyncio.run(crunch())
except KeyboardInterrupt:
    print("stopped")
