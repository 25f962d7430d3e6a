"""A request to cancel lands at the next await that really waits."""

import asyncio


async def no_wait() -> str:
    return "an await without a wait"


async def download() -> None:
    me = asyncio.current_task()
    assert me
    me.cancel()  # noted, not delivered
    print("    still here: no await yet")
    print(f"    still here: {await no_wait()}")  # (1)!
    async with asyncio.Lock():
        print("    still here: the lock was free")
    try:
        await asyncio.sleep(0)  # (2)!
        print("    never here")
    except asyncio.CancelledError:
        print("    CancelledError at sleep(0)")
        raise


async def main() -> None:
    task = asyncio.create_task(download())
    await asyncio.wait([task])
    print(f"cancelled: {task.cancelled()}")


asyncio.run(main())
