# /// snippet
# timeline = false
# ///
"""Three shops, asked in four ways: in which order do the answers come?"""

import asyncio

SHOPS = {"north": 0.3, "south": 0.1, "east": 0.2}


async def price(shop: str) -> str:
    await asyncio.sleep(SHOPS[shop])
    return shop


async def main() -> None:
    found = await asyncio.gather(*map(price, SHOPS))
    print(f"gather: {', '.join(found)}")

    found = [await one for one in asyncio.as_completed(map(price, SHOPS))]
    print(f"as_completed: {', '.join(found)}")

    tasks = [asyncio.create_task(price(shop)) for shop in SHOPS]
    done, _ = await asyncio.wait(tasks)
    print(f"wait: a {type(done).__name__} of {len(done)} tasks")

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(price(shop)) for shop in SHOPS]
    print(f"task_group: {', '.join(task.result() for task in tasks)}")


asyncio.run(main())
