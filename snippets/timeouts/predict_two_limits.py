"""Predict the output: the inner limit is the longer one."""

import asyncio


async def main() -> None:
    try:
        async with asyncio.timeout(0.2) as outer:
            try:
                async with asyncio.timeout(0.4) as inner:
                    try:
                        await asyncio.sleep(1)
                    finally:
                        print("cleaning up")
            except TimeoutError:
                print("inner except")
    except TimeoutError:
        print("outer except")
    print(inner.expired(), outer.expired())


asyncio.run(main())
