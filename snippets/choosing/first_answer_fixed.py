"""The first shop that sells wins; the other orders are cancelled."""

import asyncio


async def order(shop: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    {shop}: sold")
    return shop


async def first() -> str:
    shops = {"north": 0.3, "south": 0.1, "east": 0.2}
    orders = [order(shop, seconds) for shop, seconds in shops.items()]
    tasks = [asyncio.create_task(one) for one in orders]
    try:
        return await next(asyncio.as_completed(tasks))
    finally:
        for task in tasks:
            task.cancel()  # (1)!
        await asyncio.gather(*tasks, return_exceptions=True)  # (2)!


async def main() -> None:
    print("ink comes from", await first())
    await asyncio.sleep(0.4)


asyncio.run(main())
