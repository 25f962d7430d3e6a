"""Each step is shielded, and the cancellation comes during the first."""

import asyncio

accounts = {"Ann": 100, "Bob": 0}


async def book(name: str, amount: int) -> None:
    await asyncio.sleep(0.2)
    accounts[name] += amount
    print(f"{name}: {amount:+}")


async def transfer() -> None:
    await asyncio.shield(book("Ann", -30))
    await asyncio.shield(book("Bob", +30))


async def main() -> None:
    task = asyncio.create_task(transfer())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(0.5)
    print(f"{accounts}, together {sum(accounts.values())}")


asyncio.run(main())
