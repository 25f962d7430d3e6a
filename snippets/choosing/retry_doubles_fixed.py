"""The task group cancels the other order before it tells of the error."""

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
            async with asyncio.TaskGroup() as group:
                paper = order("paper", 0.1, fails=attempt == 1)
                group.create_task(paper)
                group.create_task(order("ink", 0.3))
        except* ConnectionError as errors:  # (1)!
            print(f"attempt {attempt}: {errors.exceptions[0]}")
    print(bought)


asyncio.run(main())
