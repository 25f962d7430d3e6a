"""gather() raises the first error at once; the siblings run on."""

import asyncio


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    if topic == "mail":
        raise ConnectionError("mail server is down")
    print(f"    fetched {topic}")
    return topic.upper()


async def main() -> None:
    try:
        await asyncio.gather(
            fetch("news", 0.4),
            fetch("mail", 0.1),
            fetch("weather", 0.2),
        )
    except ConnectionError as error:
        print(f"caught: {error}")  # (1)!
    print(f"tasks still alive: {len(asyncio.all_tasks()) - 1}")  # (2)!
    await asyncio.sleep(0.5)
    print(f"tasks still alive: {len(asyncio.all_tasks()) - 1}")


asyncio.run(main())
