"""What the tasks and threads of one run did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

HIDDEN = ("BaseEventLoop.", "BaseSelectorEventLoop.", "_UnixSelectorEventLoop.")
"""Classes whose coroutines are asyncio's own business: it starts them itself."""
CLOSING = "(_do_shutdown)"
"""What names the thread in which asyncio closes an executor down."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which a lane ran (*kind* ``run``; or ``job``, or ``callback`` of a loop in a thread, of the
    function *what*), was ``ready`` to run while something else did (*what* is what it had waited for: ``sleep``,
    ``task``, or nothing yet), or waited.

    It waited for a ``sleep`` of *what* seconds, a ``task`` (*what* is its lane), ``gather``, a
    ``call`` of the library's function *what*, any other ``future`` (*what* is ``concurrent.futures``
    where it stands for one of those), or only for its ``next`` turn.
    *line* is that of the program, from 1, or 0. Times are seconds after the first statement. *raised*
    is the class of the exception with which a ``job`` ended, *by* the lane that asked for it, or -1.
    """

    start: float
    end: float
    kind: str
    what: str = ""
    line: int = 0
    raised: str = ""
    by: int = -1


@dataclass(frozen=True, slots=True)
class Lane:
    """One ``task`` or ``thread``: its *name*, the coroutine that it runs and the *line* of that one (0 where it is
    none of the program, -1 where it is an installed library's).

    *parent* (who created it) and *thread* are indices of lanes, or -1. *ended* is None, and *how* empty, where its end
    was not seen; otherwise it ``returned``, ``raised`` (*result* is the exception's class), was ``cancelled``, or was
    ``destroyed``: collected as garbage while it waited. *cancels* are the times of steps into which a cancellation was
    thrown.
    """

    kind: str
    name: str
    does: str
    line: int
    parent: int
    thread: int
    created: float
    ended: float | None
    how: str
    result: str
    stretches: tuple[Stretch, ...]
    cancels: tuple[float, ...]

    @property
    def hidden(self) -> bool:
        """Whether it is the business of asyncio itself, or of an installed library."""
        return self.does.startswith(HIDDEN) or CLOSING in self.name or self.line < 0


@dataclass(frozen=True, slots=True)
class Loop:
    """One time that an event loop ran, in the lane *thread*; *end* is None where it was not seen,
    *closed* where that loop was not closed."""

    thread: int
    start: float
    end: float | None
    closed: float | None


@dataclass(frozen=True, slots=True)
class Events:
    """All lanes of a run, in the order in which they began; for each printed line its lane, or -1;
    *until* when events were written down, if there were too many; when loops ran; the *signals* that
    were sent, with their names; how many *further* tasks and threads there were, of which no more is known."""

    lanes: tuple[Lane, ...]
    printed: tuple[int, ...]
    until: float | None = None
    loops: tuple[Loop, ...] = ()
    signals: tuple[tuple[float, str], ...] = ()
    further: int = 0

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Events:
        """Raises TypeError, KeyError or ValueError where *data* holds no events."""
        lanes = tuple(
            Lane(**lane | {"stretches": tuple(Stretch(*one) for one in lane["stretches"]), "cancels": tuple(lane["cancels"])})
            for lane in data["lanes"]
        )
        loops = tuple(Loop(**loop) for loop in data["loops"])
        signals = tuple((when, name) for when, name in data["signals"])
        return cls(lanes, tuple(data["printed"]), data["until"], loops, signals, data["further"])

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        for lane in data["lanes"]:
            lane["stretches"] = [list(one.values()) for one in lane["stretches"]]
        return data
