# /// snippet
# hangs = true
# timeout = 1.5
# ///
"""An exchange is a return and a sale. It never happens."""

import asyncio


class Till:
    def __init__(self) -> None:
        self.sold = 1
        self.lock = asyncio.Lock()

    async def sell(self) -> None:
        async with self.lock:
            await asyncio.sleep(0.1)
            self.sold += 1

    async def exchange(self) -> None:
        async with self.lock:
            self.sold -= 1
            await self.sell()


async def main() -> None:
    till = Till()
    print("exchanging")
    await till.exchange()
    print(f"sold: {till.sold}")


asyncio.run(main())
