# /// snippet
# hangs = true
# timeout = 2
# since = "3.12"
# ///
"""wait_closed() waits for a client that says nothing."""

import asyncio


async def shout(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while line := await reader.readline():
        await asyncio.sleep(0.3)
        writer.write(line.upper())
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(shout, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    _reader, writer = await asyncio.open_connection(*address)
    print("client: connected, says nothing")
    await asyncio.sleep(0.1)
    server.close()  # (1)!
    print("server: no new clients")
    await server.wait_closed()  # (2)!
    print("server: over")
    writer.close()


asyncio.run(main())
