"""The group cancels the rest before it reports the error."""

import asyncio

bought: list[str] = []


async def order(what: str, seconds: float, fails: bool) -> None:
    await asyncio.sleep(seconds)
    if fails:
        raise ConnectionError(f"{what}: no answer")
    bought.append(what)
    print(f"bought: {what}")


async def main() -> None:
    for attempt in (1, 2):
        try:
            async with asyncio.TaskGroup() as group:
                fails = attempt == 1
                group.create_task(order("paper", 0.1, fails))
                group.create_task(order("ink", 0.3, False))
        except* ConnectionError as errors:  # (1)!
            print(f"attempt {attempt}: {errors.exceptions[0]}")
    print(bought)


asyncio.run(main())
