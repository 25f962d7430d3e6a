"""Whoever starts background tasks waits for them before the end."""

import asyncio

background: set[asyncio.Task[None]] = set()


async def send_mail(to: str) -> None:
    await asyncio.sleep(0.3)
    print(f"mail to {to}: sent")


async def order(customer: str) -> None:
    await asyncio.sleep(0.1)
    print(f"order of {customer}: done")
    task = asyncio.create_task(send_mail(customer))
    background.add(task)
    task.add_done_callback(background.discard)


async def main() -> None:
    await order("Ann")
    await order("Bob")
    while background:
        await asyncio.wait(background)
    print("main: over")


asyncio.run(main())
