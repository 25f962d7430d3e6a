# /// snippet
# dev = "took"
# ///
"""Callbacks that block run one after the other; coroutines wait together."""

import asyncio
import threading
import time


def block(name: str, seconds: float) -> None:
    time.sleep(seconds)
    print(name)


async def wait(name: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    print(name)


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)

loop.call_soon_threadsafe(block, "A", 0.3)
c = asyncio.run_coroutine_threadsafe(wait("C", 0.3), loop)
d = asyncio.run_coroutine_threadsafe(wait("D", 0.1), loop)
loop.call_soon_threadsafe(block, "B", 0.2)
thread.start()

c.result(timeout=5)
d.result(timeout=5)
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
