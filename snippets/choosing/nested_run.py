"""Other ways to run a loop inside a running loop, and their messages."""

import asyncio


def same_loop() -> None:
    loop = asyncio.get_running_loop()
    loop.run_until_complete(loop.create_future())


def other_loop() -> None:
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(loop.create_future())
    finally:
        loop.close()


async def main() -> None:
    for way in (same_loop, other_loop):
        try:
            way()
        except RuntimeError as error:
            print(f"{way.__name__}: {error}")


asyncio.run(main())
