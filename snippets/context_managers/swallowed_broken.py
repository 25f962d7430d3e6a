"""A context manager that logs the error, and makes it vanish."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction() -> AsyncGenerator[None, None]:
    try:
        yield
        print("commit")
    except BaseException as error:
        await asyncio.sleep(0.1)
        print(f"roll back: {error}")


async def pay(amount: int) -> None:
    async with transaction():
        if amount > 100:
            raise ValueError(f"{amount} is too much")
    print(f"receipt for {amount}")


async def main() -> None:
    await pay(50)
    await pay(500)


asyncio.run(main())
