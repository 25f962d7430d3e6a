"""Names, current_task() and all_tasks(): who is here?"""

import asyncio


def here() -> str:
    return ", ".join(sorted(t.get_name() for t in asyncio.all_tasks()))


async def deliver(parcel: str, seconds: float) -> None:
    me = asyncio.current_task()
    if parcel == "vase":
        me.set_name("slow van")  # (1)!
    await asyncio.sleep(seconds)
    print(f"{me.get_name()}: {parcel} delivered")


async def main() -> None:
    asyncio.current_task().set_name("depot")
    tasks = [
        asyncio.create_task(deliver("book", 0.1), name="bicycle"),
        asyncio.create_task(deliver("vase", 0.3)),
    ]
    await asyncio.sleep(0)
    print(f"here: {here()}")
    await asyncio.sleep(0.2)
    print(f"here: {here()}")  # (2)!
    for task in tasks:
        await task
    print(f"here: {here()}")


asyncio.run(main())
