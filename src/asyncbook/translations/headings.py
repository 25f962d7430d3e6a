"""A heading's line with another id or level."""

from __future__ import annotations

import re

from .blocks import RAW_HEADING

_ATTRS = re.compile(r"\s*[{｛]:?\s*(?P<attrs>[^{}｛｝]*?)\s*[}｝]\s*$")
_ID = re.compile(r"""^(?:[#＃]|id=)""")
_RAW_ID = re.compile(r"""\sid=["'][^"']*["']""")


def with_id(line: str, id: str) -> str:
    """*line*, a heading, with *id* as its id; its other attributes stay."""
    if raw := RAW_HEADING.match(line):
        attrs = f' id="{id}"' + _RAW_ID.sub("", raw["attrs"])
        return line[: raw.start("attrs")] + attrs + line[raw.end("attrs") :]
    found = _ATTRS.search(line)
    words = found["attrs"].split() if found and _is_list(found["attrs"]) else []
    title = line[: found.start()] if found and words else line
    return f"{title.rstrip()} {{ {' '.join([f'#{id}', *(word for word in words if not _ID.match(word))])} }}"


def _is_list(attrs: str) -> bool:
    return all(re.match(r"[#＃.]|[\w-]+=", word) for word in attrs.split())


def with_level(lines: tuple[str, ...], level: int) -> tuple[str, ...]:
    """The lines of a heading as one of that *level*."""
    if raw := RAW_HEADING.match(lines[0]):
        close = f"</h{raw['level']}>"
        line = lines[0][: raw.start("level")] + str(level) + lines[0][raw.end("level") :]
        return (line.replace(close, f"</h{level}>"),)
    text = lines[0].lstrip()
    space = lines[0][: len(lines[0]) - len(text)]
    return (f"{space}{'#' * level} {text.lstrip('#').lstrip() if len(lines) == 1 else text}",)
