# /// snippet
# raises = "RuntimeError"
# since = "3.14"
# pythons = ">=3.6"
# expect = "times"
# ///
"""Old notes add a callback to a task, then run the loop until it is done."""

import asyncio
import time


async def measure(place):
    print("measuring in the", place)
    return 21


def report(future):
    print("callback:", future.result())


start = time.time()
coro = measure("kitchen")
loop = asyncio.get_event_loop()  # (1)!
task = loop.create_task(coro)
task.add_done_callback(report)
loop.run_until_complete(task)
print("after the run:", task.result())  # (2)!
print("elapsed:", round(time.time() - start, 1), "s")
