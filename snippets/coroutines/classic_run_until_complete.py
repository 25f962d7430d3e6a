# /// snippet
# raises = "RuntimeError"
# since = "3.14"
# pythons = ">=3.6"
# expect = "times"
# ///
"""Old notes fetch a loop first, then run one task on it."""

import asyncio
import time


async def greet(name):
    print("Hello,", name)


start = time.time()
coro = greet("reader")
loop = asyncio.get_event_loop()  # (1)!
task = loop.create_task(coro)
print("before:", task)
loop.run_until_complete(task)  # (2)!
print("after:", task)
print("elapsed:", round(time.time() - start, 1), "s")  # (3)!
