"""The same hundred visits, at most twenty at once."""

import asyncio
import resource
import socket

_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))


async def visit(port: int, limit: asyncio.Semaphore) -> None:
    async with limit:  # (1)!
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0.1)
        writer.close()
        await writer.wait_closed()


async def main() -> None:
    limit = asyncio.Semaphore(20)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as shop:
        port = shop.getsockname()[1]
        await asyncio.gather(*(visit(port, limit) for _ in range(100)))
    print("100 visits")


asyncio.run(main())
