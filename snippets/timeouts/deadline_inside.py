"""The time limit ends the block; the code inside hears of a cancellation."""

import asyncio


async def download(part: str, seconds: float) -> None:
    print(f"{part}: asked for")
    try:
        await asyncio.sleep(seconds)
        print(f"{part}: here")
    except asyncio.CancelledError:
        print(f"{part}: CancelledError")  # (1)!
        raise


async def main() -> None:
    try:
        async with asyncio.timeout(0.5):  # (2)!
            await download("cover", 0.2)
            await download("book", 10)
            print("never printed")
    except TimeoutError as error:  # (3)!
        print(f"main: {error!r}")


asyncio.run(main())
