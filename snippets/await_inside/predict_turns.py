"""Two brewers; one of them never really waits."""

import asyncio


async def stir(tea: str) -> None:
    print(f"{tea}: stirred")


async def brew(tea: str) -> None:
    print(f"{tea}: in the pot")
    await stir(tea)
    print(f"{tea}: drawn")


async def careful(tea: str) -> None:
    print(f"{tea}: in the pot")
    await asyncio.create_task(stir(tea))
    print(f"{tea}: drawn")


async def main() -> None:
    await asyncio.gather(careful("sage"), brew("mint"))


asyncio.run(main())
