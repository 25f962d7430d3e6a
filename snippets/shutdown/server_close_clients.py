# /// script
# requires-python = ">=3.13"
# ///
# /// snippet
# expect = "unordered"
# ///
"""close_clients() closes all connections, also those that want an answer."""

import asyncio


async def shout(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while line := await reader.readline():
        await asyncio.sleep(0.3)
        writer.write(line.upper())
    writer.close()


async def client(port: int, request: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    print(f"client: asked {request!r}, got {await reader.read()!r}")
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(shout, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with asyncio.TaskGroup() as group:
        group.create_task(client(port, b""))
        group.create_task(client(port, b"one book\n"))
        await asyncio.sleep(0.2)
        print("server: no new clients")
        server.close()
        server.close_clients()  # (1)!
        await server.wait_closed()
    print("server: over")


asyncio.run(main())
