"""One order fails, both are tried again, and the ink is bought twice."""

import asyncio

bought: list[str] = []


async def order(what: str, seconds: float, fails: bool = False) -> None:
    await asyncio.sleep(seconds)
    if fails:
        raise ConnectionError(f"no answer about {what}")
    bought.append(what)
    print(f"bought: {what}")


async def main() -> None:
    for attempt in (1, 2):
        try:
            await asyncio.gather(
                order("paper", 0.1, fails=attempt == 1),
                order("ink", 0.3),  # (1)!
            )
        except ConnectionError as error:
            print(f"attempt {attempt}: {error}")
    print(bought)


asyncio.run(main())
