# /// script
# requires-python = ">=3.14"
# ///
"""Since 3.14 the token itself is a context manager."""

import asyncio
from contextvars import ContextVar

tenant = ContextVar("tenant", default="nobody")


async def main() -> None:
    with tenant.set("ann"):
        with tenant.set("bob"):
            await asyncio.sleep(0.1)
            print(tenant.get())
        print(tenant.get())
    print(tenant.get())


asyncio.run(main())
