# /// snippet
# pythons = ">=3.7"
# ///
"""gather raises the first error; a later one vanishes without a trace."""

import asyncio


async def upload(mirror, seconds, error=None):
    await asyncio.sleep(seconds)
    if error:
        print(f"    {mirror} raises {type(error).__name__}")
        raise error
    print(f"    {mirror} is up to date")


async def main():
    try:
        await asyncio.gather(
            upload("Oslo", 0.1, ConnectionError("connection refused")),
            upload("Rome", 0.3, ValueError("checksum differs")),
            upload("Lima", 0.5),
        )
    except Exception as error:
        print(f"caught: {error}")
    await asyncio.sleep(0.6)
    print("that was all")


asyncio.run(main())
