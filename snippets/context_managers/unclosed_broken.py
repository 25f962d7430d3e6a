# /// snippet
# since = "3.11.7"
# ///
"""Two connections that nobody closes, and the warnings about them."""

import asyncio
import gc
import socket
import warnings
from typing import Any


async def main(address: Any) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_connection(asyncio.Protocol, *address)
    _, writer = await asyncio.open_connection(*address)
    writer.write(b"hello")
    print("main ends")


with (
    socket.create_server(("127.0.0.1", 0)) as server,
    warnings.catch_warnings(record=True) as caught,  # (1)!
):
    warnings.simplefilter("always", ResourceWarning)
    asyncio.run(main(server.getsockname()))
    gc.collect()
for warning in caught:
    text = str(warning.message).partition(" fd=")[0]
    if "transport" in text:
        print(f"{warning.category.__name__}: {text} ...")
