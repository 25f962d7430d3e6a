# /// snippet
# interrupt = 0.5
# ///
"""Ctrl+C meets an except KeyboardInterrupt inside a coroutine."""

import asyncio


async def worker() -> None:
    try:
        await asyncio.sleep(60)
    except KeyboardInterrupt:
        print("A: KeyboardInterrupt inside the coroutine")
    except asyncio.CancelledError:
        print("B: CancelledError inside the coroutine")
        raise
    finally:
        print("C: finally")


try:
    asyncio.run(worker())
except KeyboardInterrupt:
    print("D: KeyboardInterrupt at the top")
