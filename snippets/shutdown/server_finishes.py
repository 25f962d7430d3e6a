"""Close idle connections at once, the others after their answer."""

import asyncio
from asyncio import StreamReader, StreamWriter

idle: set[StreamWriter] = set()
handlers: set[asyncio.Task[None]] = set()


async def shout(reader: StreamReader, writer: StreamWriter) -> None:
    if me := asyncio.current_task():
        handlers.add(me)
        me.add_done_callback(handlers.discard)
    while not stop.is_set():
        idle.add(writer)  # (1)!
        try:
            line = await reader.readline()
        finally:
            idle.discard(writer)
        if not line:
            break
        await asyncio.sleep(0.3)
        writer.write(line.upper())
    writer.close()
    await writer.wait_closed()  # (2)!


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
        stop.set()
        for writer in idle:
            writer.close()  # (3)!
        if handlers:
            await asyncio.wait(handlers, timeout=1)  # (4)!
    print("server: over")


stop = asyncio.Event()
asyncio.run(main())
