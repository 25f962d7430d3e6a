# /// snippet
# terminate = [0.3, 0.6]
# raises = "SystemExit"
# ///
"""The first signal asks, the second one insists."""

import asyncio
import signal


async def worker(stop: asyncio.Event) -> None:
    try:
        while not stop.is_set():
            await asyncio.sleep(10)
    finally:
        print("worker: clean-up")


async def main() -> None:
    stop = asyncio.Event()
    working = asyncio.create_task(worker(stop))

    def asked() -> None:
        print("again: at once" if stop.is_set() else "SIGTERM: finishing")
        if stop.is_set():
            working.cancel()  # (1)!
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):  # (2)!
        asyncio.get_running_loop().add_signal_handler(number, asked)
    await asyncio.wait([working])
    if working.cancelled():
        raise SystemExit("cut short")


asyncio.run(main())
