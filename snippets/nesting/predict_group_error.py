"""A failure among the children of a TaskGroup."""

import asyncio


async def fetch(topic: str, seconds: float) -> str:
    try:
        await asyncio.sleep(seconds)
        if topic == "mail":
            raise ConnectionError("mail server is down")
        print(f"    fetched {topic}")
        return topic.upper()
    finally:
        print(f"    {topic} leaves")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("news", 0.4))
            group.create_task(fetch("mail", 0.2))
            group.create_task(fetch("weather", 0.1))
        print("all parts are here")
    except* ConnectionError as errors:
        print(f"caught: {errors.exceptions}")
    print(f"tasks still alive: {len(asyncio.all_tasks()) - 1}")


asyncio.run(main())
