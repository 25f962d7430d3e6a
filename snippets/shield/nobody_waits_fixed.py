"""Keep the task, wait for it to the end, then let the cancellation go on."""

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
    charging = asyncio.create_task(charge())  # (1)!
    try:
        receipt = await asyncio.shield(charging)
        print(f"order: {receipt}")
    except asyncio.CancelledError:
        await asyncio.wait([charging])  # (2)!
        print(f"order: cancelled, but {charging.result()} is kept")
        raise


async def main() -> None:
    task = asyncio.create_task(order())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.wait([task])
    print("main: the order is over")


asyncio.run(main())
