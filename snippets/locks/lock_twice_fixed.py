"""Who holds the lock calls only what does not take it."""

import asyncio


class Till:
    def __init__(self) -> None:
        self.sold = 1
        self.lock = asyncio.Lock()

    async def sell(self) -> None:
        async with self.lock:
            await self._sell()

    async def _sell(self) -> None:
        await asyncio.sleep(0.1)
        self.sold += 1

    async def exchange(self) -> None:
        async with self.lock:
            self.sold -= 1
            await self._sell()


async def main() -> None:
    till = Till()
    print("exchanging")
    await till.exchange()
    print(f"sold: {till.sold}")


asyncio.run(main())
