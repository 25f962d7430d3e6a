"""Tasks of a group add tasks to it; the block waits for those as well."""

import asyncio

SITE = {
    "home": (0.1, ["news", "shop"]),
    "news": (0.1, ["today"]),
    "shop": (0.5, ["cart"]),
    "today": (0.1, []),
    "cart": (0.1, []),
}


async def fetch(page: str, group: asyncio.TaskGroup) -> None:
    seconds, links = SITE[page]
    await asyncio.sleep(seconds)
    print(f"    fetched {page}")
    for link in links:
        group.create_task(fetch(link, group), name=link)  # (1)!


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("home", group), name="home")
        print("end of the body, one task so far")
    print("the whole site")  # (2)!


asyncio.run(main())
