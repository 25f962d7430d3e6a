# /// snippet
# terminate = 0.3
# ///
"""Without add_signal_handler: from signal.signal() into the loop."""

import asyncio
import signal
from types import FrameType


async def main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)  # (1)!

    numbers = [signal.SIGINT, getattr(signal, "SIGBREAK", signal.SIGTERM)]
    before = [signal.signal(number, asked) for number in numbers]  # (2)!
    try:
        await stop.wait()
        print("finishing")
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)  # (3)!


asyncio.run(main())
print("goodbye")
