"""A loop of generators: take the first, run it to its yield, put it last."""

from collections import deque
from collections.abc import Iterator


def ask(service: str, rounds: int) -> Iterator[None]:
    print(f"asking {service}")
    for _ in range(rounds):
        yield  # (1)!
    print(f"{service} answered after {rounds} rounds")


def run(*tasks: Iterator[None]) -> None:
    ready = deque(tasks)
    while ready:
        task = ready.popleft()  # (2)!
        try:
            next(task)
        except StopIteration:
            continue  # (3)!
        ready.append(task)


run(ask("news", 4), ask("clock", 2), ask("weather", 3))
