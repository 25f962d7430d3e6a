"""Clean-up goes into finally, and may await."""

import asyncio


async def download() -> None:
    print("    connected")
    try:
        await asyncio.sleep(10)
    except ConnectionError:
        print("    connection lost")
    finally:
        print("    closing")
        await asyncio.sleep(0.3)
        print("    closed")


async def main() -> None:
    task = asyncio.create_task(download())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.wait([task])
    print("main() goes on")


asyncio.run(main())
