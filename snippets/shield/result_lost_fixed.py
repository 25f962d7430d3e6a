"""After a cancellation, ask the future whether the result was there."""

import asyncio

Receipt = asyncio.Future[str]


async def order(answer: Receipt) -> None:
    try:
        receipt = await answer
        print(f"order: {receipt} filed")
    except asyncio.CancelledError:
        if answer.done() and not answer.cancelled():  # (1)!
            print(f"order: cancelled, {answer.result()} filed")
        else:
            print("order: cancelled, nothing was charged")
        raise


async def main() -> None:
    answer: Receipt = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(order(answer))
    await asyncio.sleep(0.1)
    answer.set_result("receipt 7")
    task.cancel()
    await asyncio.wait([task])
    print(f"bank: {answer.result()} was sent")


asyncio.run(main())
