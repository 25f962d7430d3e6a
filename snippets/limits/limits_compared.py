# /// snippet
# timeline = false
# expect = "times"
# ///
"""Six visits, every third one slow, and five ways to limit them."""

import asyncio
import time


class Shop:
    visitors = most = tasks = 0
    pages = range(6)

    async def visit(self, page: int) -> None:
        self.visitors += 1
        self.most = max(self.most, self.visitors)
        self.tasks = max(self.tasks, len(asyncio.all_tasks()) - 1)
        await asyncio.sleep(0.45 if page % 3 == 0 else 0.15)
        self.visitors -= 1

    async def no_limit(self) -> None:
        await asyncio.gather(*map(self.visit, self.pages))

    async def semaphore(self) -> None:
        limit = asyncio.Semaphore(2)

        async def one(page: int) -> None:
            async with limit:
                await self.visit(page)

        await asyncio.gather(*map(one, self.pages))

    async def workers(self) -> None:
        pages = iter(self.pages)

        async def work() -> None:
            for page in pages:
                await self.visit(page)

        await asyncio.gather(work(), work())

    async def batches(self) -> None:
        for at in range(0, 6, 2):
            await asyncio.gather(*map(self.visit, self.pages[at : at + 2]))

    async def rate(self) -> None:
        async with asyncio.TaskGroup() as group:
            for page in self.pages:
                group.create_task(self.visit(page))
                await asyncio.sleep(0.1)


for way in ("no_limit", "semaphore", "workers", "batches", "rate"):
    shop, start = Shop(), time.monotonic()
    asyncio.run(getattr(shop, way)())
    print(f"{way} takes: {time.monotonic() - start:.1f} s")
    print(f"{way} at once: {shop.most}")
    print(f"{way} tasks: {shop.tasks}")
