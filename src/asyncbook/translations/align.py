"""Which part of a translated page stands for which part of the English one."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise

from .markdown import Part

Step = tuple[int | None, int | None]
"""An English part (by its index) and its own counterpart; one of the two is None where there is none."""

_LARGEST = 250_000  # pairs of parts that are compared with each other; longer sections are matched by their keys
_NEVER = 9.0
_BOTH, _MISSING, _EXTRA = range(3)
_AGAIN = 0.3  # what a gap saves that follows one of its kind
_GAPS = {"paragraph": 1.2, "item": 0.7, "notes": 0.8, "rule": 0.3, "code": 0.7, "comment": 0.5, "include": 0.6}
_STRONG = re.compile(r"`[^`\n]+`|\d[\d.]*|(?<=\]\()[^\s()]+")
_END = {**dict.fromkeys(".。", "."), **dict.fromkeys(":：", ":"), **dict.fromkeys(";；", ";"), **dict.fromkeys("?？", "?")}
_WORD = re.compile(r"[A-Za-z_][\w.]+", re.ASCII)


def aligned(english: Sequence[Part], own: Sequence[Part]) -> list[Step]:
    """The parts of both pages side by side, so that as little as possible is missing, extra or different.

    Headings with the same id belong together; between them parts are matched by kind, key and what their
    text has in common (code, numbers, names).
    """
    anchors = _same_ids(english, own)
    chain = _longest(anchors)
    ways = [chain] if len(chain) == len(anchors) else [chain, _never_crossing(anchors)]
    return min((_through(way, english, own) for way in ways), key=lambda steps: _differences(steps, english, own))


def _same_ids(english: Sequence[Part], own: Sequence[Part]) -> list[tuple[int, int]]:
    there, here = _unique_ids(english), _unique_ids(own)
    return [(n, here[id]) for id, n in there.items() if id in here]


def _unique_ids(found: Sequence[Part]) -> dict[str, int]:
    ids = {part.key[1]: n for n, part in enumerate(found) if part.kind == "heading"}
    often = Counter(part.key[1] for part in found if part.kind == "heading")
    return {id: n for id, n in ids.items() if id and often[id] == 1}


def _longest(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of *anchors* that keep their order."""
    tails, ends, before = list[int](), list[int](), dict[int, int]()
    for n, (_, j) in enumerate(anchors):
        at = bisect_left(tails, j)
        before[n] = ends[at - 1] if at else -1
        tails[at : at + 1], ends[at : at + 1] = [j], [n]
    n, chain = ends[-1] if ends else -1, []
    while n >= 0:
        chain.append(anchors[n])
        n = before[n]
    return chain[::-1]


def _never_crossing(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    highest, kept = -1, []
    lowest = [anchor[1] for anchor in anchors] + [max(j for _, j in anchors) + 1]
    for n in range(len(anchors) - 1, -1, -1):
        lowest[n] = min(lowest[n], lowest[n + 1])
    for n, (i, j) in enumerate(anchors):
        if j > highest and j < lowest[n + 1]:
            kept.append((i, j))
        highest = max(highest, j)
    return kept


def _through(anchors: list[tuple[int, int]], english: Sequence[Part], own: Sequence[Part]) -> list[Step]:
    steps: list[Step] = []
    marks = [(-1, -1), *anchors, (len(english), len(own))]
    for (i, j), (k, m) in pairwise(marks):
        steps += [(i, j)] if i >= 0 else []
        inside = _between(english[i + 1 : k], own[j + 1 : m])
        steps += [(None if a is None else a + i + 1, None if b is None else b + j + 1) for a, b in inside]
    return steps


def _between(english: Sequence[Part], own: Sequence[Part]) -> list[Step]:
    if [part.kind for part in english] == [part.kind for part in own]:
        return [(n, n) for n in range(len(english))]
    if len(english) * len(own) > _LARGEST:
        return _by_key(english, own)
    return _cheapest(english, own)


def _by_key(english: Sequence[Part], own: Sequence[Part]) -> list[Step]:
    """For long sections: what is alike above and below the first and the last difference, then by key."""
    keys = [[(part.kind, part.key, part.depth) for part in side] for side in (english, own)]
    most = min(len(english), len(own))
    above = next((n for n in range(most) if keys[0][n] != keys[1][n]), most)
    below = next((n for n in range(most - above) if keys[0][-1 - n] != keys[1][-1 - n]), most - above)
    ends = len(english) - below, len(own) - below
    steps: list[Step] = [(n, n) for n in range(above)]
    blocks = SequenceMatcher(None, keys[0][above : ends[0]], keys[1][above : ends[1]]).get_matching_blocks()
    at = (above, above)
    for i, j, size in [(i + above, j + above, size) for i, j, size in blocks]:
        both = min(i - at[0], j - at[1])
        steps += [(at[0] + n, at[1] + n) for n in range(both)]
        steps += [(n, None) for n in range(at[0] + both, i)] + [(None, n) for n in range(at[1] + both, j)]
        steps += [(i + n, j + n) for n in range(size)]
        at = (i + size, j + size)
    steps += [(ends[0] + n, ends[1] + n) for n in range(below)]
    return [step for one in steps for step in _parted(one, english, own)]


def _parted(step: Step, english: Sequence[Part], own: Sequence[Part]) -> list[Step]:
    i, j = step
    both = i is None or j is None or english[i].kind == own[j].kind
    return [step] if both else [(i, None), (None, j)]


def _cheapest(english: Sequence[Part], own: Sequence[Part]) -> list[Step]:
    """The steps that cost least. A gap that goes on costs less than one that begins."""
    costs = _costs(english, own)
    gaps = [[_GAPS.get(part.kind, 1.0) for part in side] for side in (english, own)]
    width, height = len(own), len(english)
    rest = [[[0.0] * (width + 1) for _ in range(height + 1)] for _ in range(3)]  # after a pair, a missing, an extra one
    for i in range(height, -1, -1):
        for j in range(width, -1, -1):
            missing = gaps[0][i] + rest[_MISSING][i + 1][j] if i < height else _NEVER * (height + width + 1)
            extra = gaps[1][j] + rest[_EXTRA][i][j + 1] if j < width else _NEVER * (height + width + 1)
            both = costs[i][j] + rest[_BOTH][i + 1][j + 1] if i < height and j < width else _NEVER * (height + width + 1)
            if i < height or j < width:
                off = (_AGAIN * gaps[0][i] if i < height else 0.0, _AGAIN * gaps[1][j] if j < width else 0.0)
                rest[_BOTH][i][j] = min(missing, extra, both)
                rest[_MISSING][i][j] = min(missing - off[0], extra, both)
                rest[_EXTRA][i][j] = min(missing, extra - off[1], both)
    return _path(rest, costs, gaps)


def _costs(english: Sequence[Part], own: Sequence[Part]) -> list[list[float]]:
    texts, ratio = (with_content(english), with_content(own)), length_ratio(english, own)
    known = {part.key[1] for part in english if part.kind == "heading"} & {part.key[1] for part in own if part.kind == "heading"}
    return [
        [
            _cost(one, other, known, partial(like, text, other_text, ratio))
            for other, other_text in zip(own, texts[1], strict=True)
        ]
        for one, text in zip(english, texts[0], strict=True)
    ]


def _path(rest: list[list[list[float]]], costs: list[list[float]], gaps: list[list[float]]) -> list[Step]:
    i, j, state, steps = 0, 0, _BOTH, list[Step]()
    while i < len(gaps[0]) or j < len(gaps[1]):
        here = rest[state][i][j] + 1e-9
        again = [1 - _AGAIN * (state == gap) for gap in (_MISSING, _EXTRA)]
        if i < len(gaps[0]) and rest[_MISSING][i + 1][j] + gaps[0][i] * again[0] <= here:
            steps.append((i, None))
            i, state = i + 1, _MISSING
        elif j < len(gaps[1]) and rest[_EXTRA][i][j + 1] + gaps[1][j] * again[1] <= here:
            steps.append((None, j))
            j, state = j + 1, _EXTRA
        else:
            steps.append((i, j))
            i, j, state = i + 1, j + 1, _BOTH
    return steps


def _cost(english: Part, own: Part, known: set[str], likeness: Callable[[], float]) -> float:
    """How little *own* is what *english* is: from 0 (the same) to about 1; more than 2 if it never is."""
    nested = 0.4 * (english.depth != own.depth)
    if english.kind != own.kind:
        return 1.0 + nested if {english.kind, own.kind} <= {"paragraph", "code"} else _NEVER
    if english.key == own.key and english.kind in ("fence", "include", "comment", "code", "reference"):
        return nested
    return nested + _unlike(english, own, known, 1 - likeness())


def _unlike(english: Part, own: Part, known: set[str], other: float) -> float:
    kind = english.kind
    if kind == "heading":
        named = 0.9 if own.key[1] else 0.6
        named = 2.0 if own.key[1] in known or english.key[1] in known else named
        return 0.1 * (english.key[0] != own.key[0]) + (0.0 if english.key[1] == own.key[1] else named) + 0.1 * other
    if kind in ("fence", "code"):
        return 0.1 + 0.1 * (english.key[:1] != own.key[:1]) + 0.8 * (1 - _shared(set(english.key[1:]), set(own.key[1:])))
    if kind in ("comment", "reference", "footnote"):
        return 0.3 if kind != "comment" and english.key[0] == own.key[0] else _NEVER
    weight = {"box": 0.6, "tab": 0.6, "include": 0.9, "rule": 0.0}.get(kind, 0.3)
    return weight * (english.key != own.key) + (0.9 if kind == "paragraph" else 0.5) * other


def with_content(found: Sequence[Part]) -> list[str]:
    """The text of each part with that of all that stands in it."""
    texts = ["\n".join(part.lines) for part in found]
    for n, part in enumerate(found):
        end = n + 1
        while part.kind in ("box", "tab", "item") and end < len(found) and found[end].depth > part.depth:
            texts[n] += "\n" + "\n".join(found[end].lines)
            end += 1
    return texts


def length_ratio(english: Sequence[Part], own: Sequence[Part]) -> float:
    """How long a translated text is, measured by its English one."""
    there, here = (sum(len(text) for part in side for _, text in part.prose) for side in (english, own))
    return here / there if there and here else 1.0


def like(english: str, own: str, ratio: float = 0.4) -> float:
    """From 0 to 1: how much two texts have in common of what translating does not change: code, numbers,
    targets, names, bold, the last mark, and length. *ratio* is how long a translation is, measured by its English text."""
    strong = [set(_STRONG.findall(text)) for text in (english, own)]
    words = [set(_WORD.findall(text)) for text in (english, own)]
    named = len(words[0] & words[1]) / len(words[1]) if words[1] else 0.5
    alike = _shared(*strong) if any(strong) else 0.5
    long = abs(math.log((len(own) + 5) / (ratio * len(english) + 5)))
    bold = english.count("**") == own.count("**")
    ends = _END.get(english.rstrip()[-1:], "") == _END.get(own.rstrip()[-1:], "")
    return 0.5 * alike + 0.2 * named + 0.15 * max(0.0, 1 - long) + 0.1 * bold + 0.05 * ends


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _differences(steps: list[Step], english: Sequence[Part], own: Sequence[Part]) -> int:
    """How many things a person would have to be told: runs of gaps, and pairs that are not alike."""
    count, before = 0, ""
    for i, j in steps:
        now = "missing" if j is None else "extra" if i is None else ""
        differ = i is not None and j is not None and english[i].kind != "comment" and english[i].key != own[j].key
        count += bool(now and now != before) + differ
        before = now
    return count
