# /// snippet
# terminate = 0.5
# raises = "RuntimeError"
# ///
"""Predict the output: SIGTERM stops a loop that asyncio.run() runs."""

import asyncio
import signal


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, loop.stop)
    try:
        while True:
            await asyncio.sleep(0.2)
            print("job: printed")
    finally:
        print("main: clean-up")


asyncio.run(main())
