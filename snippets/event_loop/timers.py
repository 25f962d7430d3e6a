# /// snippet
# expect = "times"
# ///
"""A loop with timers: what sleeps lies in a heap, the earliest on top."""

import heapq
import itertools
import time
from collections import deque
from collections.abc import Iterator


def ask(service: str, seconds: float) -> Iterator[float]:
    print(f"asking {service}")
    yield seconds  # (1)!
    print(f"{service} answered after {seconds} s")


def run(*tasks: Iterator[float]) -> None:
    ready = deque(tasks)
    timers: list[tuple[float, int, Iterator[float]]] = []
    number = itertools.count()
    while ready or timers:
        if not ready:  # (2)!
            time.sleep(max(0, timers[0][0] - time.monotonic()))
        while timers and timers[0][0] <= time.monotonic():
            ready.append(heapq.heappop(timers)[2])
        for _ in range(len(ready)):  # (3)!
            task = ready.popleft()
            try:
                when = time.monotonic() + next(task)
            except StopIteration:
                continue
            heapq.heappush(timers, (when, next(number), task))  # (4)!


start = time.monotonic()
run(ask("news", 0.4), ask("clock", 0.1), ask("weather", 0.2))
print(f"total: {time.monotonic() - start:.1f} s")
