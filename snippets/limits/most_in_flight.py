"""Six visits, two at once: what a semaphore limits, and what it does not."""

import asyncio


class Shop:
    visitors = most = 0

    async def visit(self) -> None:
        self.visitors += 1
        self.most = max(self.most, self.visitors)
        await asyncio.sleep(0.2)
        self.visitors -= 1


async def visit(shop: Shop, limit: asyncio.Semaphore) -> None:
    async with limit:
        await shop.visit()


async def main() -> None:
    shop, limit = Shop(), asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(visit(shop, limit)) for _ in range(6)]
    print(f"tasks: {len(tasks)}")
    print(f"at most in flight: {shop.most}")


asyncio.run(main())
