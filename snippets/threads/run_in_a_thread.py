"""asyncio.run() in a thread cleans up once an event lets main() return."""

import asyncio
import threading
import time
from concurrent.futures import Future


async def tick() -> None:
    try:
        while True:
            print("tick")
            await asyncio.sleep(0.2)
    finally:
        print("ticker cleaned up")


async def serve(ready: Future) -> None:
    stop = asyncio.Event()
    ready.set_result((asyncio.get_running_loop(), stop))  # (1)!
    ticker = asyncio.create_task(tick())
    await stop.wait()
    print("asked to stop, ticker done?", ticker.done())


ready: Future = Future()
thread = threading.Thread(target=lambda: asyncio.run(serve(ready)))
thread.start()
loop, stop = ready.result(timeout=5)
time.sleep(0.5)
loop.call_soon_threadsafe(stop.set)  # (2)!
thread.join()
print("thread ended")
