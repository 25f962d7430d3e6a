"""The comment blocks at the top of a snippet that say how to run it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from .mistakes import nearest

MODES = ("exact", "unordered", "starts", "times", "none")
NEEDS = ("redis",)
_BEGINS = re.compile(r"#(?P<blanks>[ \t]*)///[ \t]*(?P<kind>.*)")
DEFAULT_PYTHONS = ">=3.11"


class HeaderError(Exception):
    """A header that cannot be understood. *line* counts from 1 in the snippet's file."""

    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(found)
        self.line, self.found, self.expected = line, found, expected


@dataclass(frozen=True, slots=True)
class Header:
    """How a snippet is run and what must come of it. Times are seconds after its first statement.

    *since* is the first Python for which the declared outcome and the expected output hold; *beside*
    are the names of other snippets, whose files lie beside this one when it runs; *timeline* is false where
    a picture of all that it measures would show nothing.
    """

    requires_python: str = DEFAULT_PYTHONS
    dependencies: tuple[str, ...] = ()
    expect: str = "exact"
    raises: str = ""
    warns: str = ""
    hangs: bool = False
    interrupt: tuple[float, ...] = ()
    terminate: tuple[float, ...] = ()
    timeout: float = 20.0
    needs: tuple[str, ...] = ()
    alone: bool = False
    pythons: str = ""
    dev: str = ""
    since: str = ""
    beside: tuple[str, ...] = ()
    timeline: bool = True
    lines: int = field(default=0, compare=False)

    def admits(self, version: str) -> bool:
        """Whether the snippet is meant to be run on this Python at all (``3.15.2``)."""
        return SpecifierSet(self.pythons or self.requires_python).contains(version.rstrip("+"))

    def holds(self, version: str) -> bool:
        """Whether the declared outcome and the expected output are meant for this Python."""
        return not self.since or Version(version.rstrip("+")) >= Version(self.since)


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    first: int
    body: tuple[str, ...]

    def line_of(self, key: str) -> int:
        for number, text in enumerate(self.body, self.first + 1):
            if text.partition("=")[0].strip().strip("\"'") == key:
                return number
        return self.first


def lines_of(text: str) -> list[str]:
    """The lines of *text*, as an editor counts them; Windows' line ends are line ends too."""
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if not lines[-1] else lines


def parse(source: str) -> Header:
    """Read the header of *source*.

    Raises HeaderError for an unknown block or key, a wrong type, a bad value, broken TOML.
    """
    blocks, end = _blocks(lines_of(source))
    header = Header(lines=end)
    for block in blocks:
        values = toml("\n".join(block.body), block.first)
        read = _script if block.kind == "script" else _snippet
        header = replace(header, **read(block, values))
        _agreement(header, block)
    return header


def _blocks(lines: list[str]) -> tuple[list[_Block], int]:
    blocks: list[_Block] = []
    at = 0
    while at < len(lines) and (begins := _BEGINS.match(lines[at])):
        if begins["blanks"] != " ":
            raise HeaderError(at + 1, repr(lines[at]), repr(f"# /// {begins['kind']}"))
        kind = lines[at][5:].strip()
        if kind not in ("script", "snippet"):
            raise HeaderError(at + 1, f"header block {kind!r}", nearest(kind, ["script", "snippet"]))
        if any(kind == block.kind for block in blocks):
            raise HeaderError(at + 1, f"a second {kind!r} block", "one at most")
        end = next((n for n in range(at + 1, len(lines)) if lines[n].rstrip() == "# ///"), None)
        if end is None:
            raise HeaderError(at + 1, f"the {kind!r} block is never closed", "a line '# ///' after it")
        blocks.append(_Block(kind, at + 1, tuple(_uncomment(lines, at + 1, end))))
        at = end + 1
    while blocks and at < len(lines) and not lines[at].strip():
        at += 1
    return blocks, at


def _uncomment(lines: list[str], start: int, end: int) -> list[str]:
    for number in range(start, end):
        if not (lines[number] == "#" or lines[number].startswith("# ")):
            raise HeaderError(number + 1, f"{lines[number]!r} inside a header block", "a line starting with '# '")
    return [line[2:] for line in lines[start:end]]


def toml(text: str, before: int) -> dict[str, Any]:
    """Read TOML that stands after *before* other lines of a file. Raises HeaderError where it is broken."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise HeaderError(before, "TOML that is nested too deeply", "key = value, text in quotes") from error
    except ValueError as error:  # broken TOML, or a number too long to read
        reason, _, place = str(error).partition(" (at line ")
        line = int(place.split(",")[0]) if place[:1].isdigit() else len(lines_of(text))
        raise HeaderError(before + line, f"broken TOML: {reason}", "key = value, text in quotes") from error


def _agreement(header: Header, block: _Block) -> None:
    ends = [key for key in ("raises", "warns", "hangs") if getattr(header, key)]
    if len(ends) > 1:
        raise HeaderError(block.line_of(ends[1]), f"both {ends[0]} and {ends[1]}", "one way to end")
    for key in ("interrupt", "terminate"):
        moments = getattr(header, key)
        if moments and moments[-1] >= header.timeout:
            expected = f"before the time limit of {header.timeout:g} s (timeout)"
            raise HeaderError(block.line_of(key), f"{key} = {moments[-1]:g}", expected)


def _script(block: _Block, values: dict[str, Any]) -> dict[str, Any]:
    known = {"requires-python": _specifier, "dependencies": _requirements, "tool": lambda value: value}
    read = {key: _value(block, known, key, value) for key, value in values.items()}
    read.pop("tool", None)
    return {key.replace("-", "_"): value for key, value in read.items()}


def _snippet(block: _Block, values: dict[str, Any]) -> dict[str, Any]:
    known = {
        "expect": _one_of(MODES), "raises": _text, "warns": _text, "hangs": _flag, "alone": _flag,
        "interrupt": _moments, "terminate": _moments, "timeout": _seconds, "needs": _all_of(NEEDS),
        "pythons": _specifier, "dev": _text, "since": _version, "beside": _names, "timeline": _flag,
    }  # fmt: skip
    return {key: _value(block, known, key, value) for key, value in values.items()}


def _value(block: _Block, known: dict[str, Any], key: str, value: Any) -> Any:
    if key not in known:
        raise HeaderError(block.line_of(key), f"unknown key {key!r}", nearest(key, known))
    try:
        return known[key](value)
    except (ValueError, TypeError) as error:
        raise HeaderError(block.line_of(key), f"{key} = {value!r}", str(error)) from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("a text in quotes")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 600:
        raise TypeError("a number of seconds above 0, 600 at most")
    return float(value)


def _moments(value: Any) -> tuple[float, ...]:
    moments = tuple(_seconds(item) for item in (value if isinstance(value, list) else [value]))
    if not moments or list(moments) != sorted(moments):
        raise ValueError("seconds in rising order")
    return moments


def _specifier(value: Any) -> str:
    try:
        return str(SpecifierSet(_text(value)))
    except InvalidSpecifier as error:
        raise ValueError('versions such as ">=3.11"') from error


def _version(value: Any) -> str:
    try:
        return str(Version(_text(value)))
    except InvalidVersion as error:
        raise ValueError('a version such as "3.14"') from error


def _requirements(value: Any) -> tuple[str, ...]:
    try:
        return tuple(str(Requirement(_text(item))) for item in _list(value))
    except InvalidRequirement as error:
        raise ValueError('a list of packages such as ["redis==8.1.0"]') from error


def _names(value: Any) -> tuple[str, ...]:
    names = tuple(map(_text, _list(value)))
    files = [name.rpartition("/")[2] for name in names]
    if len(set(files)) < len(files):
        raise ValueError("files that differ in name, since they lie in one folder")
    return names


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list of texts")
    return value


def _one_of(words: tuple[str, ...]) -> Any:
    def check(value: Any) -> str:
        if value not in words:
            raise ValueError(nearest(str(value), words))
        return str(value)

    return check


def _all_of(words: tuple[str, ...]) -> Any:
    return lambda value: tuple(_one_of(words)(item) for item in _list(value))
