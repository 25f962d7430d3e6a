"""The caller is cancelled, the shielded work goes on, its result is lost."""

import asyncio


async def charge() -> str:
    print("charge: sent")
    await asyncio.sleep(0.4)
    print("charge: booked")
    return "receipt 7"


async def order() -> None:
    try:
        receipt = await asyncio.shield(charge())  # (1)!
        print(f"order: {receipt}")
    except asyncio.CancelledError:
        print("order: CancelledError")  # (2)!
        raise


async def main() -> None:
    task = asyncio.create_task(order())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.wait([task])
    print("main: the order is over")
    await asyncio.sleep(0.4)  # (3)!


asyncio.run(main())
