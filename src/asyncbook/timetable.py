"""The facts of a timeline in words: a description for those who hear it, and a table."""

from __future__ import annotations

import html
from collections.abc import Iterator

from .events import Lane, Stretch
from .picture import Picture, what_of

MOST = 8
"""Waits, or printed lines, of one lane that are told one by one."""
INSTANT = 0.001
"""Seconds up to which the run of a loop is not told of: asyncio.run() has some such at its end."""


def description(picture: Picture) -> str:
    """Every lane in a sentence, then the signals, then what was left out."""
    sentences = [_sentence(picture, picture.events.lanes[index]) for index in picture.lanes]
    sentences += [f"{picture.words.get(name.lower(), name)}: {picture.time(when)}." for when, name in picture.signals]
    sentences += [picture.words["more_lanes"].format(count=picture.more) + "."] * bool(picture.more)
    return " ".join(sentences)


def _sentence(picture: Picture, lane: Lane) -> str:
    ended = picture.ended(lane).lstrip("✓✕■… ")
    return f"{picture.name(lane)}: {picture.time(lane.created)}" + (f" – {ended}." if ended else ".")


def timetable(picture: Picture) -> str:
    """The fold with a table of the same facts."""
    words = picture.words
    head = "".join(f'<th scope="col">{words[f"column_{key}"]}</th>' for key in _CELLS)
    body = "".join(_row(picture, index) for index in picture.lanes)
    body += "".join(_only(words.get(name.lower(), name), picture.time(when)) for when, name in picture.signals)
    if picture.more:
        body += _only(words["more_lanes"].format(count=picture.more), "")
    table = f'<table class="timeline-facts"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    box = f'class="timeline-scroll" role="group" aria-label="{words["as_table"]}" tabindex="0"'
    return f'<details class="timeline-table"><summary>{words["as_table"]}</summary><div {box}>{table}</div></details>'


def _only(title: str, text: str) -> str:
    """A row with nothing but a title and when it was."""
    return f'<tr><th scope="row">{title}</th><td colspan="{len(_CELLS) - 1}">{text}</td></tr>'


def _row(picture: Picture, index: int) -> str:
    cells = [cell(picture, index) for cell in _CELLS.values()]
    title, *rest = [html.escape(text) for text in cells]
    return f'<tr><th scope="row">{title}</th>' + "".join(f"<td>{text}</td>" for text in rest) + "</tr>"


def _title(picture: Picture, index: int) -> str:
    lane = picture.events.lanes[index]
    return f"{picture.name(lane)} {picture.does(lane)}"


def _created(picture: Picture, index: int) -> str:
    lane = picture.events.lanes[index]
    creator = f" ← {picture.name(picture.events.lanes[lane.parent])}" if lane.parent >= 0 else ""
    return picture.time(lane.created, 3) + creator


def _ran(picture: Picture, index: int) -> str:
    lane = picture.events.lanes[index]
    runs = [s for s in lane.stretches if s.kind in ("run", "job", "callback")]
    if lane.kind == "thread":
        ends = [
            (loop.start, picture.end if loop.end is None else loop.end) for loop in picture.events.loops if loop.thread == index
        ]
        loops = [(start, end) for start, end in ends if end - start > INSTANT]
        told = [picture.words["loop_ran"].format(start=picture.time(start), end=picture.time(end)) for start, end in loops]
        return "; ".join(_some(told + [picture.told(s) for s in runs if s.kind != "run"]))
    return picture.words["ran"].format(times=len(runs), ms=f"{1000 * sum(s.end - s.start for s in runs):.{1 + picture.fine}f}")


def _waited(picture: Picture, index: int) -> str:
    stretches = picture.events.lanes[index].stretches
    return ", ".join(_some([_wait(picture, s) for s in stretches if s.kind not in ("run", "job", "callback", "next")]))


def _wait(picture: Picture, stretch: Stretch) -> str:
    if stretch.kind == "ready":
        return f"{picture.words['legend_ready']} {picture.time(stretch.end - stretch.start)}"
    return f"{what_of(stretch, picture.events) or stretch.kind} {picture.time(stretch.end - stretch.start)}"


def _printed(picture: Picture, index: int) -> str:
    return ", ".join(_some([picture.time(line.time) for line in picture.lines_of(index)]))


def _ended(picture: Picture, index: int) -> str:
    lane = picture.events.lanes[index]
    arrived = "".join(picture.words["cancel_arrived"].format(when=picture.time(when)) for when in lane.cancels[:MOST])
    return picture.ended(lane) + arrived


def _some(told: list[str]) -> Iterator[str]:
    yield from told[:MOST]
    if len(told) > MOST:
        yield f"… (+{len(told) - MOST})"


_CELLS = {
    "lane": _title,
    "created": _created,
    "ran": _ran,
    "waited": _waited,
    "printed": _printed,
    "ended": _ended,
}
