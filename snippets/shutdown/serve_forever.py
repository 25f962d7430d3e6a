# /// snippet
# interrupt = 0.3
# raises = "KeyboardInterrupt"
# since = "3.14"
# timeout = 2
# ///
"""Ctrl+C during serve_forever(), while a client is connected."""

import asyncio


async def shout(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while line := await reader.readline():
        writer.write(line.upper())
    print("server: a connection was closed")
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(shout, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    _reader, writer = await asyncio.open_connection(*address)
    print("client: connected, says nothing")
    try:
        await server.serve_forever()
    finally:
        writer.close()


asyncio.run(main())
