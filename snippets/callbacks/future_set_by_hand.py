"""A future is an empty box: one part of the program fills it, one waits."""

import asyncio


async def main() -> None:
    loop = asyncio.get_running_loop()
    box: asyncio.Future[int] = loop.create_future()  # (1)!
    loop.call_later(0.3, box.set_result, 21)  # (2)!
    print("done:", box.done())
    degrees = await box  # (3)!
    print("done:", box.done())
    print("result:", degrees)
    try:
        box.set_result(22)
    except asyncio.InvalidStateError:
        print("a future is filled only once")


asyncio.run(main())
