"""What a page says of itself: its front matter, or a notebook's ``metadata.asyncbook``.

It is read as YAML and written by lines, so that a change of one value changes one line of the file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .markdown import front_matter_lines

SOURCE, TRANSLATORS, REVIEW, MACHINE = "source", "translators", "review", "machine"
"""The pin, who translated, ``needed`` where someone has to read it, whether a machine wrote it."""
OURS = (SOURCE, TRANSLATORS, REVIEW, MACHINE)

_VALUE = re.compile(r"^([^:]*:)([ \t]*)[^#\r]*?([ \t]*(?:#.*)?\r?)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a key and the line it stands on, from 1."""

    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The entries of a page by key. Where it is broken there are none: *error* is the code of the message that
    tells why, filled in with *values*, and *error_line* the line."""

    entries: dict[str, Entry] = field(default_factory=dict)
    error: str = ""
    error_line: int = 1
    values: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The pin; empty where there is none."""
        return str(self._value(SOURCE) or "")

    @property
    def translators(self) -> tuple[str, ...]:
        value = self._value(TRANSLATORS)
        names = value if isinstance(value, list) else [value]
        return tuple(str(name) for name in names if name)

    @property
    def review(self) -> bool:
        """Whether the page asks to be read by someone who knows the language."""
        return bool(self._value(REVIEW) == "needed")

    @property
    def machine(self) -> bool:
        """Whether a machine translated it."""
        return self._value(MACHINE) is True

    def line(self, key: str) -> int:
        """Where *key* stands; 1 where it does not."""
        return self.entries[key].line if key in self.entries else 1

    def _value(self, key: str) -> Any:
        return self.entries[key].value if key in self.entries else None


class FrontMatterError(ValueError):
    """The front matter of this page is broken, or written in a way that cannot be changed line by line."""


def read(page: str, text: str) -> FrontMatter:
    """What the *text* of *page* (whose name says whether it is a notebook) says of itself."""
    return _of_notebook(text) if page.endswith(".ipynb") else _of_markdown(text)


def written(page: str, text: str, values: dict[str, Any]) -> str:
    """*text* with *values* in its front matter, which it gets if it has none. Nothing else changes.

    FrontMatterError, if that cannot be done.
    """
    before = read(page, text)
    change = _into_notebook if page.endswith(".ipynb") else _into_markdown
    new = text
    for key, value in values.items() if not before.error else ():
        new = change(new, key, value)
    after = read(page, new)
    expected = {key: entry.value for key, entry in before.entries.items()} | values
    if after.error or {key: entry.value for key, entry in after.entries.items()} != expected:
        raise FrontMatterError(page)
    return new


def _of_markdown(text: str) -> FrontMatter:
    lines = _lines(text)
    count = front_matter_lines(lines)
    if not count:
        return FrontMatter(error="frontmatter-open") if _is_open(lines) else FrontMatter()
    try:
        return _entries(yaml.compose("\n".join(lines[1 : count - 1]), yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark, reason = error.problem_mark or error.context_mark, error.problem or error.context or ""
        return _broken("frontmatter-broken", min(mark.line + 2, count) if mark else 1, reason)
    except (yaml.YAMLError, ValueError) as error:
        return _broken("frontmatter-broken", 1, " ".join(str(error).split()))


def _broken(code: str, line: int, reason: str = "") -> FrontMatter:
    return FrontMatter(error=code, error_line=line, values={"reason": reason})


def _entries(node: yaml.Node | None) -> FrontMatter:
    if node is None:
        return FrontMatter()
    if not isinstance(node, yaml.MappingNode):
        return _broken("frontmatter-no-table", 2)
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        line = key.start_mark.line + 2
        if key.value in entries:
            return _broken("frontmatter-twice", line, str(key.value))
        entries[str(key.value)] = Entry(_plain(value, str(key.value)), line)
    return FrontMatter(entries)


def _plain(node: yaml.Node, key: str) -> Any:
    if key == SOURCE and isinstance(node, yaml.ScalarNode):
        return node.value  # forty digits are no number
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _is_open(lines: list[str]) -> bool:
    """Whether a front matter begins that does not end, and not a line across the page."""
    first = lines[0].removeprefix("\ufeff").rstrip()
    return first == "---" and len(lines) > 1 and bool(re.match(r"[\w-]+:(\s|$)", lines[1]))


def _of_notebook(text: str) -> FrontMatter:
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return _broken("notebook-broken", error.lineno, error.msg)
    metadata = data.get("metadata") if isinstance(data, dict) else None
    if not isinstance(metadata, dict) or not isinstance(own := metadata.get("asyncbook", {}), dict):
        return _broken("notebook-broken", 1, "no metadata")
    lines = _lines(text)
    begin = _last(lines, r'\s*"asyncbook"\s*:')
    below = lines[begin:]
    return FrontMatter({key: Entry(value, begin + _last(below, rf'\s*"{re.escape(key)}"\s*:')) for key, value in own.items()})


def _last(lines: list[str], pattern: str) -> int:
    """The line, from 1, of the first match after all cells, which stand above a notebook's metadata."""
    return next((n for n in range(len(lines), 0, -1) if re.match(pattern, lines[n - 1])), 1)


def _into_markdown(text: str, key: str, value: Any) -> str:
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    value = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    entry = f"{key}: {value}"
    if not (count := front_matter_lines(_lines(text))):
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return "\n".join([f"{mark}---{end}", entry + end, f"---{end}", text.removeprefix("\ufeff")])
    known = read("", text).entries
    if key in known:
        number = known[key].line - 1
        lines[number] = _VALUE.sub(lambda found: f"{found[1]}{found[2] or ' '}{value}{found[3]}", lines[number])
    else:
        lines.insert(count - 1, entry + end)
    return "\n".join(lines)


def _into_notebook(text: str, key: str, value: Any) -> str:
    lines, shown = text.split("\n"), json.dumps(value, ensure_ascii=False)
    own = _last(lines, r'\s*"asyncbook"\s*:\s*\{\s*$')
    if key in (known := _of_notebook(text).entries):
        number = known[key].line - 1
        lines[number] = re.sub(r'(:\s*)"[^"]*"', lambda found: found[1] + shown, lines[number])
    elif known:
        lines.insert(own, f"   {json.dumps(key)}: {shown},")
    else:
        at = _last(lines, r'\s?"metadata"\s*:\s*\{\s*$')
        lines[at:at] = ['  "asyncbook": {', f"   {json.dumps(key)}: {shown}", "  },"]
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")
