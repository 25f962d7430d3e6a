"""A timeout of 0.5 s, and an except that takes everything."""

import asyncio


async def download() -> str:
    for attempt in (1, 2, 3):
        try:
            await asyncio.sleep(0.3)
            raise ConnectionError
        except BaseException:
            print(f"    attempt {attempt} failed")
    return "gave up after three attempts"


async def main() -> None:
    try:
        async with asyncio.timeout(0.5):
            print(await download())
        print("no TimeoutError!")
    except TimeoutError:
        print("TimeoutError")


asyncio.run(main())
