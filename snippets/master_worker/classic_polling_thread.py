# /// snippet
# warns = "DeprecationWarning"
# since = "3.10"
# pythons = ">=3.6"
# ///
"""The classic form: daemon threads poll for jobs and die with the master."""

import asyncio
import time
from collections import deque
from threading import Thread

jobs = deque([5, 3, 1])
loop = asyncio.new_event_loop()


def start_loop():
    asyncio.set_event_loop(loop)
    loop.run_forever()


async def work(job):
    print("started job", job)
    await asyncio.sleep(job / 10)
    print("finished job", job)


def poll():
    while True:
        if jobs:
            asyncio.run_coroutine_threadsafe(work(jobs.popleft()), loop)
        else:
            time.sleep(0.1)


for target in (start_loop, poll):
    thread = Thread(target=target)
    thread.setDaemon(True)
    thread.start()

time.sleep(0.4)
print("master: last line")
