# /// snippet
# beside = ["event_loop/mini_loop"]
# ///
"""Futures and tasks: what makes coroutines run on the loop."""

from collections.abc import Callable, Coroutine, Generator
from typing import Any

import mini_loop


class Future:
    def __init__(self) -> None:
        self.done, self.result = False, None
        self.callbacks: list[Callable[[], None]] = []

    def fill(self, result: Any = None) -> None:
        self.done, self.result = True, result
        for callback in self.callbacks:
            mini_loop.call_soon(callback)

    def __await__(self) -> Generator["Future", None, Any]:
        if not self.done:
            yield self  # (1)!
        return self.result


class Task(Future):
    def __init__(self, coro: Coroutine[Future, None, Any]) -> None:
        super().__init__()
        self.coro = coro
        mini_loop.call_soon(self.step)

    def step(self) -> None:
        try:
            future = self.coro.send(None)  # (2)!
        except StopIteration as end:
            self.fill(end.value)
        else:
            future.callbacks.append(self.step)  # (3)!


async def sleep(seconds: float) -> None:
    mini_loop.call_later(seconds, (future := Future()).fill)
    await future


create_task = Task


def run(coro: Coroutine[Future, None, Any]) -> Any:
    main = Task(coro)
    while not main.done:
        mini_loop.run_once()
    return main.result
