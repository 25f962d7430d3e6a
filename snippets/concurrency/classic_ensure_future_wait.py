# /// snippet
# expect = "times"
# raises = "RuntimeError"
# since = "3.14"
# pythons = ">=3.6"
# ///
"""Old notes make futures first, then run the loop until all are done."""

import asyncio
import time


async def ask(service, seconds):
    print("asking", service)
    await asyncio.sleep(seconds)
    return f"{service} answered after {seconds} s"


start = time.time()
tasks = [
    asyncio.ensure_future(ask("clock", 1)),  # (1)!
    asyncio.ensure_future(ask("weather", 2)),
    asyncio.ensure_future(ask("news", 4)),
]
loop = asyncio.get_event_loop()
loop.run_until_complete(asyncio.wait(tasks))  # (2)!
for task in tasks:
    print(task.result())
print("total:", round(time.time() - start, 1), "s")
