"""The error of a task that is held comes out when the task is let go."""

import asyncio


async def send_mail(to: str) -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError(f"no way to {to}")


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, log: print("log:", log["message"]))
    background = [asyncio.create_task(send_mail("Ann"))]
    await asyncio.sleep(0.3)
    print("main: still at work")
    await asyncio.sleep(0.3)
    background.clear()  # (1)!
    print("main: over")


asyncio.run(main())
