"""An event instead of polling: main steps out until it is set."""

import asyncio


async def boil(hot: asyncio.Event) -> None:
    await asyncio.sleep(0.3)
    hot.set()
    print("the kettle boils")


async def main() -> None:
    hot = asyncio.Event()
    heating = asyncio.create_task(boil(hot))
    print("waiting for the kettle")
    await hot.wait()
    await heating
    print("tea!")


asyncio.run(main())
