# /// snippet
# terminate = 0.5
# ///
"""Cancel your own tasks, and close the library in its own way."""

import asyncio
import signal


class Store:
    """Stands for a library: it writes in a task of its own."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[str] = asyncio.Queue()
        self.writer = asyncio.create_task(self.write())

    async def write(self) -> None:
        while True:
            print(f"store: {await self.lines.get()}")
            await asyncio.sleep(0.3)
            self.lines.task_done()

    async def close(self) -> None:
        await self.lines.join()
        self.writer.cancel()


async def work(store: Store) -> None:
    for job in range(1, 99):
        store.lines.put_nowait(f"job {job}")
        await asyncio.sleep(0.2)


async def main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    store = Store()
    working = asyncio.create_task(work(store))
    await stop.wait()
    print("SIGTERM")
    working.cancel()
    await asyncio.wait([working])
    await store.close()
    print("store: closed")


asyncio.run(main())
