"""Two time limits, one inside the other: expired() tells which it was."""

import asyncio


async def download(number: int, seconds: float) -> None:
    async with asyncio.timeout(0.3):  # (1)!
        await asyncio.sleep(seconds)
    print(f"part {number}: here")


async def main() -> None:
    for waits in ([0.1, 1.0], [0.2, 0.2, 0.2, 0.2]):
        try:
            async with asyncio.timeout(0.7) as whole:  # (2)!
                for number, seconds in enumerate(waits, 1):
                    await download(number, seconds)
        except TimeoutError:
            print(f"out of time; the whole expired: {whole.expired()}")


asyncio.run(main())
