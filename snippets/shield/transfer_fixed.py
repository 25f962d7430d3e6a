"""Both steps in one task, shielded as a whole and waited for."""

import asyncio

accounts = {"Ann": 100, "Bob": 0}


async def book(name: str, amount: int) -> None:
    await asyncio.sleep(0.2)
    accounts[name] += amount
    print(f"{name}: {amount:+}")


async def both() -> None:
    await book("Ann", -30)
    await book("Bob", +30)


async def transfer() -> None:
    booking = asyncio.create_task(both())
    try:
        await asyncio.shield(booking)
    except asyncio.CancelledError:
        await asyncio.wait([booking])
        booking.result()
        raise


async def main() -> None:
    task = asyncio.create_task(transfer())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])
    print(f"{accounts}, together {sum(accounts.values())}")


asyncio.run(main())
