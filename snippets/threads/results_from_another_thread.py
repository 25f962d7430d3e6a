# /// snippet
# expect = "times"
# ///
"""run_coroutine_threadsafe() gives coroutines to another thread's loop."""

import asyncio
import threading
import time


async def read_meter(name: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"{name} read in {threading.current_thread().name}")
    return f"{name} ok"


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever, name="LoopThread")
thread.start()

start = time.perf_counter()
gas = asyncio.run_coroutine_threadsafe(read_meter("gas", 0.3), loop)  # (1)!
power = asyncio.run_coroutine_threadsafe(read_meter("power", 0.2), loop)
print(gas.result(timeout=5), "-", power.result(timeout=5))  # (2)!
print(f"both after {time.perf_counter() - start:.1f} s")

loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
