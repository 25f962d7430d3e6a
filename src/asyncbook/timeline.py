"""The timeline of one recording as an inline SVG.

Positions are shares of the width, so that the picture fits a telephone and a sheet of paper without
its letters being scaled. What differs between states differs in shape, too: what runs is filled,
what waits is hollow, what could run but has no turn is dashed, what only exists is a line.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import east_asian_width

from .events import Lane, Stretch
from .picture import Picture, Words, due_of, short, shown, state_of, what_of
from .recordings import Line, Recording
from .timetable import description, timetable

NODES = 80
"""Stretches that are drawn of one lane at most, and printed lines."""
ROW, TOP, BAR = 40, 20, 14
NARROW, WIDE = 330, 660
"""Pixels that a picture has on a telephone, and where there is room for a page of full width."""


def timeline_html(recording: Recording, name: str, words: Words) -> str:
    """The timeline of *recording*; empty where there is nothing to compare."""
    if recording.events is None or not (lanes := shown(recording.events)):
        return ""
    drawing = _Drawing(Picture(recording, lanes, words))
    picture, until, further = drawing.picture, recording.events.until, recording.events.further
    label = words["timeline"].format(name=name, lanes=len(lanes), seconds=picture.time(picture.end))
    svg = drawing.svg(label)
    notes = [words["thinned"].format(seconds=f"{until:.2f}")] if until is not None else []
    notes += [words["further"].format(count=further)] if further else []
    told = "".join(f'<p class="recording-note">{note}</p>' for note in notes)
    return f'<figure class="timeline">{svg}{drawing.legend()}{told}{timetable(picture)}</figure>'


class _Drawing:
    def __init__(self, picture: Picture) -> None:
        self.picture, self.words, self.scale = picture, picture.words, picture.scale
        self.keys = dict.fromkeys(["run", "wait"])  # what the legend must explain

    def svg(self, label: str) -> str:
        picture, scale = self.picture, self.scale
        rows = "".join(self._row(TOP + n * ROW, index) for n, index in enumerate(picture.lanes))
        height = TOP + len(picture.lanes) * ROW + (16 if picture.more else 0)
        if picture.more:
            rows += _text("0", height - 4, "tl-sub", self.words["more_lanes"].format(count=picture.more))
        stops = " ".join(f"{picture.exact(moment)},{place:.2f}" for moment, place in scale.stops)
        known = picture.events.printed
        lines = " ".join(f"{lane}:{picture.exact(line.time)}" for line, lane in zip(picture.recording.lines, known, strict=False))
        told = _tag("desc", html.escape(description(picture)))
        name = {"role": "img", "aria_label": html.escape(label), "data_stops": stops, "data_lines": lines}
        return _tag("svg", told + self._axis(height) + rows, class_="tl", width="100%", height=height, **name)

    def legend(self) -> str:
        order = ("run", "wait", "ready", "alive", "loop", "print", "signal", "cancel", "due")
        keys = [key for key in order if key in self.keys]
        parts = "".join(f'<span class="tl-key tl-key--{key}">{self.words[f"legend_{key}"]}</span>' for key in keys)
        return f'<p class="timeline-legend" aria-hidden="true">{parts}</p>'

    def _axis(self, height: int) -> str:
        parts = []
        for moment in self.picture.ticks():
            place = self.scale(moment)
            anchor = "start" if place < 4 else "end" if place > 94 else "middle"
            parts.append(_upright("tl-grid", place, TOP - 4, height))
            parts.append(_text(f"{place}%", TOP - 8, "tl-sub", self.picture.tick(moment), anchor))
        if self.scale.fold:
            before, after = self.scale.fold
            parts.append(_upright("tl-fold", self.scale.middle, TOP - 4, height))
            parts.append(_text(f"{self.scale.middle}%", TOP - 8, "tl-sub", f"⋯ {after - before:.2f} s ⋯", "middle"))
        for when, name in self.picture.signals:
            self.keys["signal"] = None
            told, at = _tag("title", self.words.get(name.lower(), name)), f"{self.scale(when)}%"
            parts.append(_tag("line", told, class_="tl-signal", x1=at, x2=at, y1=TOP - 4, y2=height))
        return "".join(parts)

    def _row(self, y: int, index: int) -> str:
        lane, bar = self.picture.events.lanes[index], y + 16
        parts = [_text("0", y + 11, "tl-name", self._title(lane))]
        if ended := self.picture.ended(lane):
            parts.append(_text("100%", y + 11, f"tl-end tl-{lane.how or 'open'}", html.escape(ended), "end"))
        bars = list(self._bars(lane, bar))
        parts += [part for part in bars if "tl-alive" in part]
        parts += self._loops(index, bar)
        parts += [part for part in bars if "tl-alive" not in part]
        if self.scale.fold:
            parts.append(_upright("tl-fold", self.scale.middle, bar - 1, bar + BAR + 1))
        seen = [moment for moment in _limits(lane) if moment >= self.picture.begin]
        parts += [_upright("tl-born", self.scale(moment), bar - 3, bar + BAR + 3) for moment in seen]
        for moment in lane.cancels[:NODES]:
            self.keys["cancel"] = None
            parts.append(_upright("tl-cancel", self.scale(moment), bar - 3, bar + BAR + 3))
        parts += self._marks(index, bar)
        return _tag("g", "".join(parts), class_="tl-lane", data_lane=index)

    def _title(self, lane: Lane) -> str:
        name, does = html.escape(self.picture.name(lane)), html.escape(self.picture.does(lane))
        return f'{name} <tspan class="tl-sub">{does}</tspan>'

    def _loops(self, index: int, y: int) -> Iterator[str]:
        """Where an event loop ran in a thread."""
        for loop in [loop for loop in self.picture.events.loops if loop.thread == index][:NODES]:
            self.keys["loop"] = None
            end = self.picture.end if loop.end is None else loop.end
            start, width = self._span(loop.start, end, 0.01)
            told = self.words["loop_ran"].format(start=self.picture.time(loop.start, 3), end=self.picture.time(end, 3))
            box = {"x": f"{start}%", "y": y + BAR // 2 - 3, "width": f"{width}%", "height": 6}
            yield _tag("rect", _tag("title", html.escape(told)), class_="tl-loop", **box)

    def _bars(self, lane: Lane, y: int) -> Iterator[str]:
        for stretch, cuts in self._joined(lane):
            yield from self._bar(lane, stretch, y)
            yield from (_upright("tl-cut", place, y, y + BAR) for place in cuts)

    def _bar(self, lane: Lane, stretch: Stretch, y: int) -> Iterator[str]:
        state = state_of(lane, stretch)
        self.keys[state] = None
        place, width = self._span(stretch.start, stretch.end, 0.01 if state == "run" else 0.0)
        more = {"data_line": stretch.line} if stretch.line else {}
        alive = state == "alive"
        box = {"x": f"{place}%", "y": y + BAR // 2 - 1 if alive else y, "width": f"{width}%", "height": 2 if alive else BAR}
        span = {"data_from": self.picture.exact(stretch.start), "data_to": self.picture.exact(stretch.end)}
        told = _tag("title", html.escape(self.picture.told(stretch)))
        yield _tag("rect", told, class_=f"tl-{state}", **box, **span, **more)
        if not alive and (text := what_of(stretch, self.picture.events)) and (fits := _fits(text, width)):
            yield _tag("svg", _text("5", 11, f"{fits} tl-in-{state}", html.escape(text)), **box)
        if due_of(stretch) is not None:
            self.keys["due"] = None
            yield _upright("tl-due", place, y - 4, y + BAR + 4)

    def _span(self, start: float, end: float, least: float) -> tuple[float, float]:
        """Place and width in percent; what has no width is not drawn at all, so *least* may ask for some."""
        place = self.scale(start)
        return place, round(max(self.scale(end) - place, least), 2)

    def _joined(self, lane: Lane) -> list[tuple[Stretch, list[float]]]:
        """As many stretches as a screen can show, each with the places where steps meet in it: what is narrower
        than a hair goes to its neighbour."""
        hair = 0.15
        while len(found := list(_join(lane.stretches, self.scale, hair))) > NODES:
            hair *= 2
        return found

    def _marks(self, index: int, y: int) -> Iterator[str]:
        for lines in _close_together(self.picture.lines_of(index), self.scale):
            self.keys["print"] = None
            told = "\n".join(f"{self.picture.time(line.time)}: {short(line.text, 80)}" for line in lines[:5])
            told += "\n…" * (len(lines) > 5)
            when = lines[0].time
            at = {"cx": f"{self.scale(when)}%", "cy": y + BAR + 5, "r": 2.5, "data_time": self.picture.exact(when)}
            yield _tag("circle", _tag("title", html.escape(told)), class_="tl-print", **at)


def _limits(lane: Lane) -> list[float]:
    """When a lane was created, and when a thread ended: it has no last step that would show it."""
    return [lane.created] + [lane.ended] * (lane.kind == "thread" and lane.ended is not None)  # type: ignore[list-item]


def _join(stretches: tuple[Stretch, ...], place: object, hair: float) -> Iterator[tuple[Stretch, list[float]]]:
    assert callable(place)
    last: Stretch | None = None
    cuts: list[float] = []
    for stretch in stretches:
        end = place(last.end) if last else 0.0
        since = stretch.start if stretch.kind == "run" else stretch.end
        if stretch.kind == "ready" and place(stretch.end) - place(stretch.start) < hair:
            continue
        if last and last.kind == "run" and place(since) - end < hair:
            if stretch.kind == "run" and end - (cuts[-1] if cuts else place(last.start)) > 1:
                cuts.append(end)
            last = replace(last, end=stretch.end)
            continue
        if last:
            yield last, cuts
        last, cuts = stretch, []
    if last:
        yield last, cuts


def _close_together(lines: list[Line], place: object) -> list[list[Line]]:
    """Lines in groups that one dot stands for, so that no dot covers another."""
    assert callable(place)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and place(line.time) - place(groups[-1][0].time) < 0.4:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _fits(text: str, width: float) -> str:
    """The class of a label in *width* percent; empty where it would be cut off on any screen."""
    needed = 8 + 6.1 * sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    if needed <= width * NARROW / 100:
        return "tl-text"
    return "tl-text tl-wide" if needed <= width * WIDE / 100 else ""


def _tag(kind: str, content: str = "", **attributes: object) -> str:
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{kind}{told}>{content}</{kind}>" if content else f"<{kind}{told}/>"


def _text(x: str, y: int, kind: str, content: str, anchor: str = "start") -> str:
    more = {"text_anchor": anchor} if anchor != "start" else {}
    return _tag("text", content, class_=kind, x=x, y=y, **more)


def _upright(kind: str, place: float, top: int, bottom: int) -> str:
    return _tag("line", class_=kind, x1=f"{place}%", x2=f"{place}%", y1=top, y2=bottom)
