# /// snippet
# beside = ["event_loop/mini_loop", "event_loop/mini_asyncio"]
# ///
"""The same three on our loop, with async, await, and results."""

import socket
import threading

import mini_loop
from mini_asyncio import Future, create_task, run, sleep


async def ask(service: str, seconds: float) -> str:
    print(f"asking {service}")
    await sleep(seconds)
    return f"{service} answered after {seconds} s"


async def listen(line: socket.socket) -> str:
    data = Future()  # (1)!
    mini_loop.call_when_readable(line, data.fill)
    await data
    return f"{line.recv(100).decode()} called by itself"


async def main(line: socket.socket) -> None:
    tasks = [
        create_task(listen(line)),
        create_task(ask("clock", 0.1)),
        create_task(ask("weather", 0.2)),
    ]
    for task in tasks:
        print(await task)  # (2)!


ours, theirs = socket.socketpair()
with ours, theirs:
    threading.Timer(0.3, theirs.sendall, [b"news"]).start()
    run(main(ours))
