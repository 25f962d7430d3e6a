"""Versions tables as HTML: under one program, and those of all programs on one page."""

from __future__ import annotations

import difflib
import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .recordings import Outcome, Recording
from .versions import Span, Table, ordered, spans

LINES, HEAD = 24, 6
"""Lines of an output that are shown of another Python at most, and how many of them are its first."""

Words = dict[str, str]


def versions_html(table: Table, recordings: Mapping[str, Recording], words: Words, text: str, *, ordered: bool = True) -> str:
    """On which Pythons a program was checked, and when; a fold for each outcome if there is more than one.

    *text* is what the output above says already, and is not repeated. Where lines may come in any order
    (not *ordered*), one that only moved is not new.
    """
    if not table:
        return ""
    merged = spans(table)
    checked = _checked(table, recordings, words)
    if len(merged) == 1:
        label = f"<b>{merged[0].label}</b> {html.escape(outcome_label(merged[0].outcome, words))} · "
        return f'<p class="versions-checked" data-search-exclude="versions">{label}{checked}</p>'
    before: list[str] = []
    folds = []
    for span in merged:
        python, lines = _output(span, recordings)
        folds.append(
            _fold(span, python, _difference(before, lines, ordered), words, same="\n".join(lines).strip() == text.strip())
        )
        before = lines or before
    box = f'class="versions" data-search-exclude="versions" role="group" aria-label="{words["versions"]}"'
    return f'<div {box}>{"".join(folds)}</div><p class="versions-checked" data-search-exclude="versions">{checked}</p>'


def _checked(table: Table, recordings: Mapping[str, Recording], words: Words) -> str:
    ran = [recordings[minor].python for minor in table if minor in recordings]
    told = []
    if ran:
        last = max(recording.started for recording in recordings.values())
        date = f'<time datetime="{last}">{last[:10]}</time>'
        told.append(words["checked"].format(pythons=", ".join(ran), date=date))
    if rest := [did.python for minor, did in table.items() if minor not in recordings]:
        told.append(words["not_checked"].format(pythons=", ".join(rest)))
    return " ".join(told)


def outcome_label(outcome: Outcome, words: Words) -> str:
    """The shortest that tells outcomes apart: the class of an exception, else what became of the program."""
    short = outcome.name.rpartition(".")[2]
    if outcome.kind == "raises":
        return short
    return f"{words[f'did_{outcome.kind}']} {short}" if outcome.kind == "warns" else words[f"did_{outcome.kind}"]


def _output(span: Span, recordings: Mapping[str, Recording]) -> tuple[str, list[str]]:
    """The newest Python of *span* that was run here, and what it printed."""
    ran = [recordings[did.minor] for did in span.did if did.minor in recordings]
    return (ran[-1].python, ran[-1].text.splitlines()) if ran else ("", [])


def _difference(before: list[str], lines: list[str], ordered: bool) -> list[tuple[str, str]]:
    """*lines*, each with ``+`` if it is not in *before*; and those that it lacks, with ``-``."""
    if not before:
        return [("", line) for line in lines]
    if not ordered:
        left = Counter(before)
        left.subtract(lines)
        new = Counter({line: -count for line, count in left.items() if count < 0})
        told = [("+" if new[line] > 0 and not new.subtract([line]) else "", line) for line in lines]
        return told + [("-", line) for line, count in left.items() for _ in range(count)]
    told = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, lines, autojunk=False).get_opcodes():
        told += [("-", line) for line in before[i:j] if kind != "equal"]
        told += [("" if kind == "equal" else "+", line) for line in lines[k:m]]
    return told


def _fold(span: Span, python: str, told: list[tuple[str, str]], words: Words, *, same: bool) -> str:
    label = f"<b>{span.label}</b> {html.escape(outcome_label(span.outcome, words))}"
    inside = f'<p class="version-pythons">CPython {", ".join(did.python for did in span.did)}</p>'
    shown = [(mark, line) for mark, line in told if mark] if same else told
    if python and same:
        inside += f"<p>{words['same_output']}</p>"
    elif python and len(span.did) > 1:
        inside += f"<p>{words['printed_on'].format(python=python)}</p>"
    elif not python:
        name = f"<code>{html.escape(str(span.outcome))}</code>" if span.outcome.name else ""
        inside += f"<p>{name} {words['not_run_now']}</p>"
    if python and shown:
        inside += f'<pre class="version-output" tabindex="0"><code>{"".join(_cut(shown, words))}</code></pre>'
    return f'<details class="version version--{span.outcome.kind}"><summary>{label}</summary>{inside}</details>'


def _cut(told: list[tuple[str, str]], words: Words) -> Iterable[str]:
    """Each line with its mark; of many, the first and the last: an error stands at the end."""
    left_out = len(told) - LINES
    for number, (mark, line) in enumerate(told):
        if left_out > 0 and HEAD <= number < HEAD + left_out:
            if number == HEAD:
                yield f'<span class="version-line">… {words["more_lines"].format(count=left_out)}\n</span>'
            continue
        kind = {"+": " version-line--new", "-": " version-line--gone", "": ""}[mark]
        title = f' title="{words["new_line" if mark == "+" else "gone_line"]}"' if mark else ""
        yield f'<span class="version-line{kind}"{title}>{html.escape(line)}\n</span>'


def all_versions_html(tables: Mapping[str, Table], links: Mapping[str, str], words: Words) -> str:
    """One row for each program, one column for each Python. *links* are the addresses of the pages that show a program."""
    minors = list(ordered({minor: did for table in tables.values() for minor, did in table.items()}))
    head = f'<th scope="col">{words["program"]}</th>' + "".join(f'<th scope="col">{minor}</th>' for minor in minors)
    rows = "".join(_row(name, table, links.get(name, ""), minors, words) for name, table in sorted(tables.items()))
    kinds = sorted({did.outcome.kind for table in tables.values() for did in table.values()})
    told = " ".join(f'data-{kind}="{words[f"did_{kind}"]}"' for kind in kinds)
    box = f'class="versions-scroll" role="group" aria-label="{words["versions_all"]}" tabindex="0"'
    return f'<div {box}><table class="versions-all" {told}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(name: str, table: Table, link: str, minors: list[str], words: Words) -> str:
    label = html.escape(name).replace("_", "_<wbr>").replace("/", "/<wbr>")
    shown = f'<a href="{html.escape(link)}">{label}</a>' if link else label
    cells, at = [f'<th scope="row">{shown}</th>'], 0
    for span in spans(table):
        first, last = minors.index(span.did[0].minor), minors.index(span.did[-1].minor)
        cells += ["<td></td>"] * (first - at) + [_cell(span, last - first + 1, words)]
        at = last + 1
    cells += ["<td></td>"] * (len(minors) - at)
    kinds = " ".join(f"{minor}:{did.outcome.kind}" for minor, did in table.items())
    return f'<tr data-did="{kinds}">{"".join(cells)}</tr>'


def _cell(span: Span, width: int, words: Words) -> str:
    outcome = span.outcome
    told = html.escape(f"{span.label}: {outcome}" if outcome.name else span.label)
    label = re.sub(r"(?<=[a-z])(?=[A-Z])", "<wbr>", html.escape(outcome_label(outcome, words)))
    return f'<td class="did did--{outcome.kind}" colspan="{width}" title="{told}">{label}</td>'


def numbers_html(data: dict[str, Any], words: Words) -> str:
    """What *data*, the content of recordings.json, amounts to: counts, the slowest programs, those that were not run."""
    snippets = data["snippets"]
    recorded = [entry["recording"] for entry in snippets if "recording" in entry]
    ran = [did for entry in snippets for did in entry["versions"].values() if did["duration"] is not None]
    pythons = sorted({did["python"] for did in ran}, key=lambda version: [int(n) for n in re.findall(r"\d+", version)])
    counts = words["numbers"].format(
        programs=len(snippets), runs=len(ran), versions=len(pythons), pythons=", ".join(pythons),
        lines=sum(len(recording["lines"]) for recording in recorded),
        tasks=sum(lane["kind"] == "task" for recording in recorded for lane in (recording["events"] or {"lanes": []})["lanes"]),
    )  # fmt: skip
    slow = sorted(recorded, key=lambda recording: -recording["duration"])[:5]
    rows = "".join(f"<tr><td><code>{html.escape(r['snippet'])}</code></td><td>{r['duration']:.2f} s</td></tr>" for r in slow)
    table = f"<table><thead><tr><th>{words['slowest']}</th><th>{words['took']}</th></tr></thead><tbody>{rows}</tbody></table>"
    return f"<p>{counts}</p>{table}{_not_run(snippets, words)}"


def _not_run(snippets: list[dict[str, Any]], words: Words) -> str:
    entries = [(entry["path"], entry["not_run"]["detail"]) for entry in snippets if "not_run" in entry]
    if not entries:
        return f"<p>{words['all_run']}</p>"
    items = "".join(f"<li><code>{html.escape(path)}</code>: {html.escape(detail)}</li>" for path, detail in entries)
    return f"<p>{words['some_not_run']}</p><ul>{items}</ul>"
