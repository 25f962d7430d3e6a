"""A future is filled once, by anybody; a task only by its coroutine."""

import asyncio


async def deliver(parcel: str) -> str:
    return f"{parcel} delivered"


async def main() -> None:
    receipt = asyncio.get_running_loop().create_future()
    print(f"filled: {receipt.done()}")
    receipt.set_result("signed")
    print(f"filled: {receipt.done()}")
    for fill in (receipt, asyncio.create_task(deliver("book"))):
        try:
            fill.set_result("signed again")  # (1)!
        except (asyncio.InvalidStateError, RuntimeError) as error:
            print(f"{type(error).__name__}: {error}")
    print(await receipt)


asyncio.run(main())
