"""A global for the request in hand: the requests overwrite each other's."""

import asyncio

request_id = "none"


def log(text: str) -> None:
    print(f"[{request_id}] {text}")


async def handle(number: int) -> None:
    global request_id
    request_id = f"r{number}"
    log(f"request {number} begins")
    await asyncio.sleep(0.1 * number)
    log(f"request {number} ends")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for number in (1, 2, 3):
            group.create_task(handle(number))


asyncio.run(main())
