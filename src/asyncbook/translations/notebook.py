"""A notebook read as the Markdown page that it would be, each line where it stands in the file."""

from __future__ import annotations

import json
import re

_SOURCE = re.compile(r'^(?P<indent>\s*)"source": \[\s*$')
_KIND = re.compile(r'^\s*"cell_type": "(?P<kind>\w+)",?\s*$')
_HEADING = re.compile(r"^<h(?P<level>[1-6]) id=[\"'](?P<id>[^\"']+)[\"'][^>]*>(?P<title>.*)</h[1-6]>\s*$")


def as_markdown(text: str) -> str:
    """The cells of the notebook *text*, with as many lines as it has: what is not prose or code is empty.

    A heading written as HTML, which is how a notebook's heading gets its id, is one in Markdown.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    page, kind, inside = [], "", False
    for line in lines:
        if inside and line.strip().rstrip(",") == "]":
            page.append("```" if kind == "code" else "")
            inside = False
        elif inside:
            page.append(_decoded(line, kind))
        else:
            inside = bool(_SOURCE.match(line))
            kind = found["kind"] if (found := _KIND.match(line)) else kind
            page.append("```python" if inside and kind == "code" else "")
    return "\n".join(page)


def _decoded(line: str, kind: str) -> str:
    try:
        text = str(json.loads(line.strip().rstrip(","))).rstrip("\n")
    except json.JSONDecodeError:
        return ""
    if kind == "code" or not (found := _HEADING.match(text)):
        return text
    return f"{'#' * int(found['level'])} {found['title']} {{ #{found['id']} }}"


def with_lines(text: str, before: str, after: str) -> str:
    """The notebook *text*, whose cells were *before*, with those of *after*. Lines that are not written in the
    file as they are read, such as headings, stay; so does everything where lines were added or removed."""
    lines, old, new = text.split("\n"), before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return text
    for number, (was, now) in enumerate(zip(old, new, strict=True)):
        shown = json.dumps(was, ensure_ascii=False)[1:-1]
        if was != now and shown in lines[number]:
            lines[number] = lines[number].replace(shown, json.dumps(now, ensure_ascii=False)[1:-1], 1)
    return "\n".join(lines)
