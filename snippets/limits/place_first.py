"""First the place, then the task: never more of either than two."""

import asyncio


class Shop:
    visitors = most = tasks = 0

    async def visit(self) -> None:
        self.visitors += 1
        self.most = max(self.most, self.visitors)
        self.tasks = max(self.tasks, len(asyncio.all_tasks()) - 1)
        await asyncio.sleep(0.2)
        self.visitors -= 1


async def main() -> None:
    shop, limit = Shop(), asyncio.BoundedSemaphore(2)
    async with asyncio.TaskGroup() as group:
        for _ in range(6):
            await limit.acquire()
            task = group.create_task(shop.visit())
            task.add_done_callback(lambda _: limit.release())
    print(f"at most in flight: {shop.most}")
    print(f"tasks at once: {shop.tasks}")


asyncio.run(main())
