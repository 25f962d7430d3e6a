# /// script
# requires-python = ">=3.13"
# ///
"""With async for, as_completed() hands out the tasks you gave it."""

import asyncio


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    return topic.upper()


async def main() -> None:
    source = {
        asyncio.create_task(fetch("news", 0.4)): "web",
        asyncio.create_task(fetch("mail", 0.1)): "mailbox",
        asyncio.create_task(fetch("weather", 0.2)): "station",
    }
    async for task in asyncio.as_completed(source):  # (1)!
        print(f"{await task} from the {source[task]}")  # (2)!


asyncio.run(main())
