"""Six visits, two workers: no more tasks than are at work."""

import asyncio
from collections.abc import Iterator


class Shop:
    visitors = most = 0

    async def visit(self) -> None:
        self.visitors += 1
        self.most = max(self.most, self.visitors)
        await asyncio.sleep(0.2)
        self.visitors -= 1


async def work(shop: Shop, pages: Iterator[int]) -> None:
    for _ in pages:  # (1)!
        await shop.visit()


async def main() -> None:
    shop, pages = Shop(), iter(range(6))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(shop, pages)) for _ in range(2)]
    print(f"tasks: {len(tasks)}")
    print(f"at most in flight: {shop.most}")


asyncio.run(main())
