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

    signal.signal(signal.SIGTERM, asked)  # (2)!
    await stop.wait()
    print("SIGTERM: finishing")


asyncio.run(main())
print("goodbye")
