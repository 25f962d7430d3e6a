"""The program ends before the shielded work: the shield does not help."""

import asyncio


async def charge() -> str:
    print("charge: sent")
    try:
        await asyncio.sleep(0.4)
        print("charge: booked")
        return "receipt 7"
    except asyncio.CancelledError:
        print("charge: cut short")
        raise


async def order() -> None:
    receipt = await asyncio.shield(charge())
    print(f"order: {receipt}")


async def main() -> None:
    task = asyncio.create_task(order())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.wait([task])
    print("main: the order is over")  # (1)!


asyncio.run(main())
