# /// snippet
# since = "3.14"
# ///
"""What await says to things that it cannot wait for."""

import asyncio


async def brew(tea: str) -> str:
    await asyncio.sleep(0)
    return f"a cup of {tea}"


def pick() -> str:
    return "mint"


class Stray:
    def __await__(self):
        yield "not a future"  # (1)!


async def bell() -> None:
    raise StopIteration("enough")  # (2)!


async def main() -> None:
    coro = brew("mint")
    await coro
    for wrong in (pick(), brew, coro, Stray(), bell()):
        try:
            await wrong
        except (TypeError, RuntimeError) as error:
            print(f"{type(error).__name__}: {error}")


asyncio.run(main())
