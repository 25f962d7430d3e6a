"""One thing in a translation that a person should know of or mend."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file: *path* as a person would type it, *line* from 1, the *text* that stands there."""

    path: str
    line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at *here*, against *english* where the English page has something to compare.

    *code* (``heading-missing``) names the message; its texts are in ``messages/<language>.toml`` and are
    filled in with *values*. An *error* fails the check; anything else is a warning. *fixable* findings
    are mended by ``asyncbook translations fix``.
    """

    code: str
    here: Place
    english: Place | None = None
    error: bool = True
    fixable: bool = False
    values: dict[str, str] = field(default_factory=dict)
