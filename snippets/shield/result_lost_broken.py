"""The result and the cancellation arrive in one turn: the result is lost."""

import asyncio

Receipt = asyncio.Future[str]


async def order(answer: Receipt) -> None:
    try:
        receipt = await answer
        print(f"order: {receipt} filed")
    except asyncio.CancelledError:
        print("order: cancelled, nothing was charged")  # (1)!
        raise


async def main() -> None:
    answer: Receipt = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(order(answer))
    await asyncio.sleep(0.1)
    answer.set_result("receipt 7")  # (2)!
    task.cancel()
    await asyncio.wait([task])
    print(f"bank: {answer.result()} was sent")


asyncio.run(main())
