# /// snippet
# expect = "times"
# hangs = true
# timeout = 3
# pythons = ">=3.6"
# ///
"""The classic form: a loop runs in a thread and nothing ever stops it."""

import asyncio
import time
from threading import Thread


def start_loop(loop):
    asyncio.set_event_loop(loop)
    loop.run_forever()


async def read_meter(seconds):
    await asyncio.sleep(seconds)
    print("meter read after", seconds, "s")


new_loop = asyncio.new_event_loop()
thread = Thread(target=start_loop, args=(new_loop,))
thread.start()

start = time.time()
# new_loop.call_soon_threadsafe(time.sleep, 0.6)  # blocks the loop
# new_loop.call_soon_threadsafe(time.sleep, 0.4)  # only then this one
asyncio.run_coroutine_threadsafe(read_meter(0.6), new_loop)
asyncio.run_coroutine_threadsafe(read_meter(0.4), new_loop)
elapsed = time.time() - start
print(f"main thread: last line, after {elapsed:.1f} s")
