# /// snippet
# timeline = false
# raises = "OSError"
# ///
"""A hundred visits at once, and a system that allows 64 open files."""

import asyncio
import resource
import socket

_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))  # (1)!


async def visit(port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(0.1)
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=100) as shop:
        port = shop.getsockname()[1]
        await asyncio.gather(*(visit(port) for _ in range(100)))
    print("100 visits")


asyncio.run(main())
