"""The first shop that sells wins, and two more sell as well."""

import asyncio


async def order(shop: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    {shop}: sold")
    return shop


async def first() -> str:
    shops = {"north": 0.3, "south": 0.1, "east": 0.2}
    orders = [order(shop, seconds) for shop, seconds in shops.items()]
    return await next(asyncio.as_completed(orders))


async def main() -> None:
    print("ink comes from", await first())
    await asyncio.sleep(0.4)


asyncio.run(main())
