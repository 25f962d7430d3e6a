"""Events as a picture: lanes of one recording as an inline SVG, and the same facts as a table.

Positions are shares of the width, so that the picture fits a telephone and a sheet of paper without
its letters being scaled. What differs between states differs in shape, too: what runs is filled,
what waits is hollow, what only exists is a line.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from .events import Events, Lane, Stretch
from .recordings import Recording

LANES = 24
"""Lanes that are drawn at most; the table counts the rest."""
NODES = 80
"""Stretches that are drawn of one lane at most."""
ROW, TOP, BAR = 40, 20, 14
IDLE = 0.8
"""Share of the time that an idle stretch has to have to be folded."""
FOLDED = 0.2
"""Share of the width that a folded stretch has."""
NARROW, WIDE = 330, 660
"""Pixels that a picture has on a telephone, and where there is room for a page of full width."""
LATE = 0.02
"""Seconds from which a sleep ended late."""

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a moment lies: *stops* are moments and their places in percent, both rising."""

    stops: tuple[tuple[float, float], ...]
    fold: tuple[float, float] | None = None

    def __call__(self, moment: float) -> float:
        moments = [stop for stop, _ in self.stops]
        at = min(max(bisect_right(moments, moment), 1), len(moments) - 1)
        (m1, p1), (m2, p2) = self.stops[at - 1], self.stops[at]
        share = (moment - m1) / (m2 - m1) if m2 > m1 else 0.0
        return round(min(max(p1 + share * (p2 - p1), 0.0), 100.0), 2)


def scale(moments: Iterable[float], end: float) -> Scale:
    """The scale for *moments* up to *end*, the long idle stretch folded if the rest is worth the room."""
    points = sorted({0.0, end, *(m for m in moments if 0 <= m <= end)})
    gaps = [(after - before, before, after) for before, after in pairwise(points)]
    longest, before, after = max(gaps, default=(0.0, 0.0, 0.0))
    rest = end - longest
    if longest < IDLE * end or rest < 0.02 or sum(gap > rest / 20 for gap, _, _ in gaps) < 4:
        return Scale(((0.0, 0.0), (end or 1.0, 100.0)))
    room = 100.0 * (1 - FOLDED)
    left = room * before / rest
    return Scale(((0.0, 0.0), (before, left), (after, left + 100.0 * FOLDED), (end, 100.0)), (before, after))


def shown(events: Events) -> list[int]:
    """The lanes to draw, each thread before its tasks; none where a picture would show one lane only."""
    visible = [n for n, lane in enumerate(events.lanes) if not lane.hidden]
    threads = [n for n in visible if events.lanes[n].kind == "thread"]
    speaks = set(events.printed)
    lanes: list[int] = []
    for thread in threads:
        tasks = [n for n in visible if events.lanes[n].kind == "task" and events.lanes[n].thread == thread]
        lanes += [thread] * (len(threads) > 1 or (thread in speaks and bool(tasks))) + tasks
    return lanes if len(lanes) > 1 else []


def timeline_html(recording: Recording, name: str, words: Words) -> str:
    """The timeline of *recording*; empty where there is nothing to compare."""
    if recording.events is None or not (lanes := shown(recording.events)):
        return ""
    picture = Picture(recording, recording.events, lanes, words)
    label = words["timeline"].format(name=name, lanes=len(lanes), seconds=f"{picture.end:.2f}")
    note = ""
    if recording.events.until is not None:
        note = f'<p class="recording-note">{words["thinned"].format(seconds=f"{recording.events.until:.2f}")}</p>'
    keys = ["run", "wait", "print"] + ["signal"] * bool(picture.signals()) + ["loop"] * picture.has_loops
    legend = "".join(f'<span class="tl-key tl-key--{key}">{words[f"legend_{key}"]}</span>' for key in keys)
    legend = f'<p class="timeline-legend" aria-hidden="true">{legend}</p>'
    return f'<figure class="timeline">{picture.svg(label)}{legend}{note}{picture.table()}</figure>'


class Picture:
    def __init__(self, recording: Recording, events: Events, lanes: list[int], words: Words) -> None:
        self.recording, self.events, self.words = recording, events, words
        self.lanes, self.more = lanes[:LANES], len(lanes) - len(lanes[:LANES])
        drawn = [events.lanes[n] for n in self.lanes]
        times = [line.time for line in recording.lines if events.until is None or line.time <= events.until]
        ends = [stretch.end for lane in drawn for stretch in lane.stretches] + times
        self.end = max([0.001, *(min(end, recording.duration) for end in ends)])
        moments = [moment for lane in drawn for s in lane.stretches if s.kind != "run" for moment in (s.start, s.end)]
        self.scale = scale([*moments, *times], self.end)

    @property
    def has_loops(self) -> bool:
        """Whether a lane shows when an event loop ran."""
        return any(loop.thread in self.lanes for loop in self.events.loops)

    def svg(self, label: str) -> str:
        rows = "".join(self._row(TOP + n * ROW, index) for n, index in enumerate(self.lanes))
        height = TOP + len(self.lanes) * ROW + (16 if self.more else 0)
        if self.more:
            rows += _text("0", height - 4, "tl-sub", self.words["more_lanes"].format(count=self.more))
        stops = " ".join(f"{moment:.4f},{place:.2f}" for moment, place in self.scale.stops)
        sentences = [self._sentence(self.events.lanes[index]) for index in self.lanes]
        sentences += [f"{self.words[name.lower()]}: {when:.2f} s." for when, name in self.signals()]
        told = _tag("desc", html.escape(" ".join(sentences)))
        name = {"role": "img", "aria_label": html.escape(label), "data_stops": stops}
        return _tag("svg", told + self._axis(height) + rows, class_="tl", width="100%", height=height, **name)

    def _axis(self, height: int) -> str:
        parts = []
        for moment in self.ticks():
            place = self.scale(moment)
            anchor = "start" if place < 4 else "end" if place > 94 else "middle"
            parts.append(_upright("tl-grid", place, TOP - 4, height))
            parts.append(_text(f"{place}%", TOP - 8, "tl-sub", f"{moment:g} s", anchor))
        if self.scale.fold:
            before, after = self.scale.fold
            middle = self._folded()
            parts.append(_upright("tl-fold", middle, TOP - 4, height))
            parts.append(_text(f"{middle}%", TOP - 8, "tl-sub", f"⋯ {after - before:.2f} s ⋯", "middle"))
        parts += [_signal(self.scale(when), self.words[name.lower()], height) for when, name in self.signals()]
        return "".join(parts)

    def signals(self) -> list[tuple[float, str]]:
        """The signals that were sent while there was something to see."""
        return [(when, name) for when, name in self.events.signals if when <= self.end]

    def _folded(self) -> float:
        """Where the middle of the fold is; far outside where there is none."""
        before, after = self.scale.fold or (0.0, 0.0)
        return round((self.scale(before) + self.scale(after)) / 2, 2) if self.scale.fold else -100.0

    def ticks(self) -> list[float]:
        """Round moments, five or so, none within a fold."""
        end = self.end if not self.scale.fold else self.end - (self.scale.fold[1] - self.scale.fold[0])
        step = next(s for s in (*_STEPS, end) if end / s <= 5)
        every = [round(n * step, 6) for n in range(int(self.end / step + 1e-6) + 1)]
        inside = self.scale.fold or (1.0, 0.0)
        placed: list[float] = []
        for moment in every:
            near = (placed and self.scale(moment) - self.scale(placed[-1]) < 11) or abs(self.scale(moment) - self._folded()) < 16
            if not inside[0] < moment < inside[1] and not near:
                placed.append(moment)
        return placed

    def _row(self, y: int, index: int) -> str:
        lane, bar = self.events.lanes[index], y + 16
        parts = [_text("0", y + 11, "tl-name", self._title(lane))]
        if ended := self.ended_text(lane):
            parts.append(_text("100%", y + 11, f"tl-end tl-{lane.how or 'open'}", ended, "end"))
        parts += self._loops(index, bar)
        parts += self._bars(lane, bar)
        if self.scale.fold:
            parts.append(_upright("tl-fold", self._folded(), bar - 1, bar + BAR + 1))
        parts.append(_upright("tl-born", self.scale(lane.created), bar - 3, bar + BAR + 3))
        parts += [_upright("tl-cancel", self.scale(moment), bar - 3, bar + BAR + 3) for moment in lane.cancels[:NODES]]
        parts += self._marks(index, bar)
        return _tag("g", "".join(parts), class_="tl-lane", data_lane=index)

    def _loops(self, index: int, y: int) -> Iterator[str]:
        """Where an event loop ran in a thread."""
        for loop in [loop for loop in self.events.loops if loop.thread == index][:NODES]:
            place, end = self.scale(loop.start), self.end if loop.end is None else loop.end
            told = self.words["loop_ran"].format(start=f"{loop.start:.3f}", end=f"{end:.3f}")
            width = round(max(self.scale(end) - place, 0.01), 2)
            box = {"x": f"{place}%", "y": y + BAR // 2 - 3, "width": f"{width}%", "height": 6}
            yield _tag("rect", _tag("title", html.escape(told)), class_="tl-loop", **box)

    def _bars(self, lane: Lane, y: int) -> Iterator[str]:
        for stretch in _joined(lane.stretches, self.scale):
            place = self.scale(stretch.start)
            least = 0.0 if stretch.kind not in ("run", "job") else 0.01  # what has no width is not drawn at all
            width = round(max(self.scale(stretch.end) - place, least), 2)
            alive = lane.kind == "thread" and stretch.kind == "run"
            kind = "alive" if alive else "run" if stretch.kind in ("run", "job") else "wait"
            more = {"data_line": stretch.line} if stretch.line else {}
            box = {"x": f"{place}%", "y": y + BAR // 2 - 1 if alive else y, "width": f"{width}%", "height": 2 if alive else BAR}
            span = {"data_from": f"{stretch.start:.4f}", "data_to": f"{stretch.end:.4f}"}
            yield _tag("rect", _tag("title", html.escape(self._told(stretch))), class_=f"tl-{kind}", **box, **span, **more)
            if not alive and (text := what_of(stretch, self.events)) and (fits := _fits(text, width)):
                yield _tag("svg", _text("5", 11, f"{fits} tl-in-{kind}", html.escape(text)), **box)
            if (due := due_of(stretch)) is not None:
                yield _upright("tl-due", self.scale(due), y - 2, y + BAR + 2)

    def _marks(self, index: int, y: int) -> Iterator[str]:
        last = -1.0
        for number, line in enumerate(self.recording.lines):
            place = self.scale(line.time)
            if self.events.printed[number : number + 1] != (index,) or line.time > self.end or place - last < 0.4:
                continue
            last = place
            told = _tag("title", html.escape(f"{line.time:.2f} s: {short(line.text, 80)}"))
            yield _tag("circle", told, class_="tl-print", cx=f"{place}%", cy=y + BAR + 5, r=2.5, data_time=f"{line.time:.4f}")

    def _title(self, lane: Lane) -> str:
        name = html.escape(short(lane.name or self.words["nameless"], 24))
        what = f"{short(lane.does.rpartition('.')[2], 20)}()" if lane.does else self.words["thread"]
        return f'{name} <tspan class="tl-sub">{html.escape(what)}</tspan>'

    def ended_text(self, lane: Lane) -> str:
        if lane.kind == "thread" or (self.events.until is not None and not lane.how):
            return ""  # nobody saw how it went on
        text = self.words[f"lane_{lane.how or 'open'}"].format(result=short(lane.result, 16))
        when = f" {lane.ended:.2f} s" if lane.ended is not None else ""
        return html.escape(f"{_GLYPHS[lane.how]} {text}{when}".strip())

    def _told(self, stretch: Stretch) -> str:
        seconds = f"{stretch.end - stretch.start:.3f}"
        kind = "runs" if stretch.kind in ("run", "job") else "waits"
        text = self.words[f"stretch_{kind}"].format(
            start=f"{stretch.start:.3f}", seconds=seconds, what=what_of(stretch, self.events)
        )
        if stretch.line:
            text += self.words["on_line"].format(line=stretch.line)
        if (due := due_of(stretch)) is not None:
            text += self.words["late"].format(due=f"{due:.2f}", late=f"{stretch.end - due:.2f}")
        return text

    def _sentence(self, lane: Lane) -> str:
        name = lane.name or self.words["nameless"]
        end = self.ended_text(lane).lstrip("✓✕■… ") or (self.words["thread"] if lane.kind == "thread" else "…")
        return f"{short(name, 40)}: {lane.created:.2f} s – {html.unescape(end)}."

    def table(self) -> str:
        columns = [self.words[f"column_{key}"] for key in ("lane", "created", "ran", "waited", "ended")]
        head = _tag("thead", _tag("tr", "".join(_tag("th", column, scope="col") for column in columns)))
        body = _tag("tbody", "".join(self._facts(self.events.lanes[index]) for index in self.lanes))
        name = self.words["as_table"]
        box = {"class_": "timeline-scroll", "role": "group", "aria_label": name, "tabindex": 0}
        return _tag("details", _tag("summary", name) + _tag("div", _tag("table", head + body), **box), class_="timeline-table")

    def _facts(self, lane: Lane) -> str:
        runs = [s for s in lane.stretches if s.kind in ("run", "job")]
        waits = [s for s in lane.stretches if s.kind not in ("run", "job", "next")]
        parent = self.events.lanes[lane.parent].name if lane.parent >= 0 else ""
        ran = self.words["ran"].format(times=len(runs), ms=f"{1000 * sum(s.end - s.start for s in runs):.1f}")
        waited = [f"{what_of(s, self.events) or s.kind} {s.end - s.start:.2f} s" for s in waits[:6]] + ["…"] * (len(waits) > 6)
        cells = [
            f"{lane.created:.3f} s" + (f" ← {parent}" if parent else ""),
            ran if lane.kind == "task" or any(s.kind == "job" for s in runs) else "",
            ", ".join(waited),
            self.ended_text(lane) if lane.kind == "task" else "",
        ]
        data = "".join(f"<td>{cell if n == 3 else html.escape(cell)}</td>" for n, cell in enumerate(cells))
        return f'<tr><th scope="row">{self._title(lane).replace("tspan", "span")}</th>{data}</tr>'


_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_GLYPHS = {"returned": "✓", "raised": "✕", "cancelled": "■", "": "…"}


def _fits(text: str, width: float) -> str:
    """The class of a label in *width* percent; empty where it would be cut off on any screen."""
    needed = 8 + 6.1 * sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    if needed <= width * NARROW / 100:
        return "tl-text"
    return "tl-text tl-wide" if needed <= width * WIDE / 100 else ""


def _joined(stretches: tuple[Stretch, ...], place: Scale) -> list[Stretch]:
    """As many stretches as a screen can show: what is narrower than a hair goes to its neighbour."""
    hair = 0.15
    while True:
        found: list[Stretch] = []
        for stretch in stretches:
            last = found[-1] if found else None
            since = stretch.start if stretch.kind == "run" else stretch.end
            if last and last.kind == "run" and place(since) - place(last.end) < hair:
                found[-1] = Stretch(last.start, stretch.end, "run")
            else:
                found.append(stretch)
        if len(found) <= NODES:
            return found
        hair *= 2


def what_of(stretch: Stretch, events: Events) -> str:
    """What a stretch waited for, or which function ran in it, as a programmer would write it."""
    if stretch.kind == "task":
        index = int(stretch.what)
        return (short(events.lanes[index].name, 20) if 0 <= index < len(events.lanes) else "") or "task"
    if stretch.kind == "sleep":
        return f"sleep({stretch.what})"
    if stretch.kind == "call":
        owner, _, method = stretch.what.rpartition(".")
        return owner if method.startswith("__") else f"{stretch.what}()"
    if stretch.kind == "job":
        return f"{stretch.what}()"
    return {"gather": "gather()", "future": "future"}.get(stretch.kind, "")


def due_of(stretch: Stretch) -> float | None:
    """When a sleep should have ended that ended late."""
    if stretch.kind != "sleep" or not stretch.what:
        return None
    due = stretch.start + float(stretch.what)
    return due if stretch.end - due > max(LATE, 0.05 * float(stretch.what)) else None


def _signal(place: float, name: str, height: int) -> str:
    return _tag("line", _tag("title", name), class_="tl-signal", x1=f"{place}%", x2=f"{place}%", y1=TOP - 4, y2=height)


def _tag(kind: str, content: str = "", **attributes: object) -> str:
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{kind}{told}>{content}</{kind}>" if content else f"<{kind}{told}/>"


def _text(x: str, y: int, kind: str, content: str, anchor: str = "start") -> str:
    more = {"text_anchor": anchor} if anchor != "start" else {}
    return _tag("text", content, class_=kind, x=x, y=y, **more)


def _upright(kind: str, place: float, top: int, bottom: int) -> str:
    return _tag("line", class_=kind, x1=f"{place}%", x2=f"{place}%", y1=top, y2=bottom)


def short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    plain = "".join(character if character.isprintable() else "�" for character in plain)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
