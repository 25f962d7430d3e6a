# /// snippet
# expect = "times"
# ///
"""A loop that hears from outside: it sleeps in select(), not in sleep()."""

import heapq
import itertools
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator

Wish = float | socket.socket


def ask(service: str, seconds: float) -> Iterator[Wish]:
    print(f"asking {service}")
    yield seconds
    print(f"{service} answered after {seconds} s")


def listen(line: socket.socket) -> Iterator[Wish]:
    yield line  # (1)!
    print(f"{line.recv(100).decode()} called by itself")


def run(*tasks: Iterator[Wish]) -> None:
    ready = deque(tasks)
    timers: list[tuple[float, int, Iterator[Wish]]] = []
    number, selector = itertools.count(), selectors.DefaultSelector()
    while ready or timers or selector.get_map():
        timeout = timers[0][0] - time.monotonic() if timers else None
        for key, _ in selector.select(0 if ready else timeout):  # (2)!
            selector.unregister(key.fileobj)
            ready.append(key.data)
        while timers and timers[0][0] <= time.monotonic():
            ready.append(heapq.heappop(timers)[2])
        for _ in range(len(ready)):
            task = ready.popleft()
            try:
                wish = next(task)
            except StopIteration:
                continue
            if isinstance(wish, socket.socket):  # (3)!
                selector.register(wish, selectors.EVENT_READ, task)
            else:
                when = time.monotonic() + wish
                heapq.heappush(timers, (when, next(number), task))


ours, theirs = socket.socketpair()  # (4)!
with ours, theirs:
    threading.Timer(0.3, theirs.sendall, [b"news"]).start()
    run(listen(ours), ask("clock", 0.1), ask("weather", 0.2))
