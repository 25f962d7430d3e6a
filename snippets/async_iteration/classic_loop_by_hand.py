# /// snippet
# pythons = ">=3.7"
# expect = "none"
# warns = "RuntimeWarning"
# since = "3.13"
# ///
"""The classic form: a loop closed by hand, before the late clean-up."""

import asyncio


async def pages():
    try:
        for number in (1, 2, 3):
            yield number
    finally:
        print("disconnected")


async def main() -> None:
    async for number in pages():
        print("page", number)
        break


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()  # (1)!
