"""A task that nobody holds disappears in the middle of its work."""

import asyncio
import gc
import weakref

waiting: weakref.WeakSet[asyncio.Future[str]] = weakref.WeakSet()


async def send_mail(to: str) -> None:
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    waiting.add(answer)  # (1)!
    print(f"mail to {to}: begun")
    print(f"mail to {to}: {await answer}")


async def main() -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, log: print("log:", log["message"]))
    asyncio.create_task(send_mail("Ann"))  # noqa: RUF006  # (2)!
    await asyncio.sleep(0.1)
    gc.collect()  # (3)!
    print(f"main: {len(waiting)} waiting for an answer")
    for answer in list(waiting):
        answer.set_result("sent")
    await asyncio.sleep(0.1)


asyncio.run(main())
