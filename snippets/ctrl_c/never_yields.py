# /// snippet
# interrupt = [0.5, 1.0]
# ///
"""A coroutine that never yields needs a second Ctrl+C."""

import asyncio
import time


async def crunch() -> None:
    me = asyncio.current_task()
    asked = False
    try:
        while True:
            time.sleep(0.05)  # (1)!
            if me and me.cancelling() and not asked:  # (2)!
                print("cancellation was asked for, and I work on")
                asked = True
    finally:
        print("finally, by the second Ctrl+C")


try:
    asyncio.run(crunch())
except KeyboardInterrupt:
    print("stopped")
