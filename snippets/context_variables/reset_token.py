"""set() gives a token, and reset() goes back to what was before."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

tenant = ContextVar("tenant", default="nobody")


@contextmanager
def acting_for(name: str) -> Iterator[None]:
    token = tenant.set(name)
    try:
        yield
    finally:
        tenant.reset(token)  # (1)!


async def main() -> None:
    with acting_for("ann"):
        with acting_for("bob"):
            await asyncio.sleep(0.1)
            print(tenant.get())
        print(tenant.get())
    print(tenant.get())


asyncio.run(main())
