"""A number in each entry decides between two of the same moment."""

import heapq
import itertools
from collections.abc import Iterator


def ask(service: str, seconds: float) -> Iterator[float]:
    yield seconds
    print(f"{service} answered after {seconds} s")


def run(*tasks: Iterator[float]) -> None:
    now, number = 0.0, itertools.count()
    timers = [(now + next(task), next(number), task) for task in tasks]
    heapq.heapify(timers)
    while timers:
        now, _, task = heapq.heappop(timers)
        try:
            entry = (now + next(task), next(number), task)
            heapq.heappush(timers, entry)
        except StopIteration:
            print(f"  (the clock says {now:.1f})")


run(ask("news", 400.0), ask("clock", 100.0), ask("weather", 200.0))
run(ask("mail", 100.0), ask("chat", 100.0))
