"""A loop in a thread of its own is stopped, joined and closed."""

import asyncio
import threading


def where() -> None:
    print("called in", threading.current_thread().name)


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever, name="LoopThread")
thread.start()

loop.call_soon_threadsafe(where)  # (1)!

loop.call_soon_threadsafe(loop.stop)  # (2)!
thread.join()
loop.close()
print("loop thread finished cleanly")
