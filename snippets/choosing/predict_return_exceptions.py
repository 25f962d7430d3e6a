"""Predict the output: of three results, which are taken for answers?"""

import asyncio


async def price(shop: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    if shop == "south":
        raise ConnectionError("closed")
    return shop


async def main() -> None:
    north = asyncio.create_task(price("north", 0.3))
    south = asyncio.create_task(price("south", 0.1))
    east = asyncio.create_task(price("east", 0.4))
    asyncio.get_running_loop().call_later(0.2, east.cancel)
    found = await asyncio.gather(north, south, east, return_exceptions=True)
    print([one for one in found if not isinstance(one, Exception)])


asyncio.run(main())
