"""The loop: what is ready, what has a time, what waits for a socket."""

import heapq
import itertools
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable

Callback = Callable[[], None]
ready: deque[Callback] = deque()
timers: list[tuple[float, int, Callback]] = []
number, selector = itertools.count(), selectors.DefaultSelector()


def call_soon(callback: Callback) -> None:
    ready.append(callback)


def call_later(seconds: float, callback: Callback) -> None:
    when = time.monotonic() + seconds
    heapq.heappush(timers, (when, next(number), callback))


def call_when_readable(line: socket.socket, callback: Callback) -> None:
    selector.register(line, selectors.EVENT_READ, callback)


def run_once() -> None:
    timeout = timers[0][0] - time.monotonic() if timers else None
    for key, _ in selector.select(0 if ready else timeout):
        selector.unregister(key.fileobj)
        ready.append(key.data)
    while timers and timers[0][0] <= time.monotonic():
        ready.append(heapq.heappop(timers)[2])
    for _ in range(len(ready)):
        ready.popleft()()
