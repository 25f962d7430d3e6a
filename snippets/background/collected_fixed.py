"""A set holds the task until it is done."""

import asyncio
import gc
import weakref

waiting: weakref.WeakSet[asyncio.Future[str]] = weakref.WeakSet()
background: set[asyncio.Task[None]] = set()


async def send_mail(to: str) -> None:
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    waiting.add(answer)
    print(f"mail to {to}: begun")
    print(f"mail to {to}: {await answer}")


async def main() -> None:
    task = asyncio.create_task(send_mail("Ann"))
    background.add(task)  # (1)!
    task.add_done_callback(background.discard)  # (2)!
    del task  # (3)!
    await asyncio.sleep(0.1)
    gc.collect()
    print(f"main: {len(waiting)} waiting for an answer")
    for answer in list(waiting):
        answer.set_result("sent")
    await asyncio.sleep(0.1)
    print(f"main: {len(background)} held")


asyncio.run(main())
