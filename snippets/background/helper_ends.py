"""A helper that lives exactly as long as the work it helps."""

import asyncio


async def heartbeat() -> None:
    while True:
        print("    heartbeat")
        await asyncio.sleep(0.2)


async def order(customer: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    print(f"order of {customer}: done")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        helper = group.create_task(heartbeat())
        await order("Ann", 0.3)
        await order("Bob", 0.4)
        helper.cancel()  # (1)!
    print("main: over")


asyncio.run(main())
