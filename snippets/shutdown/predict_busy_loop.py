# /// snippet
# terminate = 0.3
# dev = "took"
# ///
"""Predict the output: SIGTERM comes at 0.3 s, in the middle of a report."""

import asyncio
import signal
import time


async def worker(stop: asyncio.Event) -> None:
    while not stop.is_set():
        print("report: begun")
        time.sleep(0.5)
        print("report: done")
        await asyncio.sleep(0.1)
    print("worker: leaves")


async def main() -> None:
    stop = asyncio.Event()

    def asked() -> None:
        print("SIGTERM")
        stop.set()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, asked)
    await worker(stop)


asyncio.run(main())
