# /// snippet
# raises = "TypeError"
# ///
"""A loop whose clock jumps. Some sleepers bring it down, some do not."""

import heapq
from collections.abc import Iterator


def ask(service: str, seconds: float) -> Iterator[float]:
    yield seconds
    print(f"{service} answered after {seconds} s")


def run(*tasks: Iterator[float]) -> None:
    now = 0.0
    timers = [(now + next(task), task) for task in tasks]
    heapq.heapify(timers)
    while timers:
        now, task = heapq.heappop(timers)
        try:
            heapq.heappush(timers, (now + next(task), task))
        except StopIteration:
            print(f"  (the clock says {now:.1f})")


run(ask("news", 400.0), ask("clock", 100.0), ask("weather", 200.0))
run(ask("mail", 100.0), ask("chat", 100.0))
