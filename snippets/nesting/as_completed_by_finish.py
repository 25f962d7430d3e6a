"""as_completed() hands out results in the order of finishing."""

import asyncio


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    return topic.upper()


async def main() -> None:
    coroutines = [
        fetch("news", 0.4),
        fetch("mail", 0.1),
        fetch("weather", 0.2),
    ]
    for next_one in asyncio.as_completed(coroutines):  # (1)!
        part = await next_one  # (2)!
        print(f"{part} is here")


asyncio.run(main())
