# /// snippet
# hangs = true
# timeout = 1
# alone = true
# ///
"""Polling with await: the kettle never gets a turn to boil."""

import asyncio

kettle = {"boils": False}


async def boil() -> None:
    await asyncio.sleep(0.3)
    kettle["boils"] = True
    print("the kettle boils")


async def boils() -> bool:
    return kettle["boils"]


async def main() -> None:
    heating = asyncio.create_task(boil())
    print("waiting for the kettle")
    while not await boils():
        pass
    await heating
    print("tea!")


asyncio.run(main())
