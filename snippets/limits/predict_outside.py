"""A semaphore of two around six tasks. How many are in flight?"""

import asyncio


class Shop:
    visitors = most = 0

    async def visit(self) -> None:
        self.visitors += 1
        self.most = max(self.most, self.visitors)
        await asyncio.sleep(0.2)
        self.visitors -= 1


async def main() -> None:
    shop, limit = Shop(), asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        for _ in range(6):
            async with limit:
                group.create_task(shop.visit())
    print(f"at most in flight: {shop.most}")


asyncio.run(main())
