"""sleep(0) steps back once; sleep(0.1) steps out until its time."""

import asyncio


async def brew(tea: str, seconds: float) -> None:
    print(f"{tea}: in the pot")
    for look in (1, 2, 3):
        await asyncio.sleep(seconds)  # (1)!
        print(f"{tea}: look {look}")


async def main() -> None:
    print("both with sleep(0)")
    await asyncio.gather(brew("mint", 0), brew("sage", 0))
    print("sage with sleep(0.1)")
    await asyncio.gather(brew("mint", 0), brew("sage", 0.1))


asyncio.run(main())
