"""Each connection belongs to a block, and the block closes it."""

import asyncio
import gc
import socket
import warnings
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing, suppress
from typing import Any


@asynccontextmanager
async def connected(
    address: Any,
) -> AsyncGenerator[asyncio.StreamWriter, None]:
    _, writer = await asyncio.open_connection(*address)
    try:
        yield writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()  # (1)!


async def main(address: Any) -> None:
    loop = asyncio.get_running_loop()
    made = await loop.create_connection(asyncio.Protocol, *address)
    with closing(made[0]):  # (2)!
        async with connected(address) as writer:
            writer.write(b"hello")
    print("main ends")


with (
    socket.create_server(("127.0.0.1", 0)) as server,
    warnings.catch_warnings(record=True) as caught,
):
    warnings.simplefilter("always", ResourceWarning)
    asyncio.run(main(server.getsockname()))
    gc.collect()
for warning in caught:
    text = str(warning.message).partition(" fd=")[0]
    if "transport" in text:
        print(f"{warning.category.__name__}: {text} ...")
print(f"warnings: {len(caught)}")
