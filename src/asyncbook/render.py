"""A recording as HTML. What a program printed is text, whatever it looks like."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from .compare import expected_text
from .header import lines_of
from .mistakes import Mistake
from .pool import NotRun
from .recordings import Line, Recording
from .snippets import Snippet
from .strings import strings
from .tables import versions_html
from .timeline import timeline_html
from .versions import Table

_CARETS = re.compile(r"[ |+]*[~^]+[ ~^]*")
"""A line of a traceback that marks part of the line above it."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def visible(text: str) -> str:
    """*text* as HTML in which control characters can be seen and do nothing."""
    return html.escape(_CONTROL.sub(_picture, text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}"


def recording_html(
    snippet: Snippet,
    answer: Recording | NotRun,
    language: str,
    mistakes: list[Mistake],
    table: Table | None = None,
    recordings: Mapping[str, Recording] | None = None,
) -> str:
    """Output with the time of each line, a caption that says where it comes from, the timeline, and the
    versions *table* with the *recordings* by Python that were made."""
    words = strings(language)
    name = html.escape(snippet.name)
    if isinstance(answer, NotRun):
        note = html.escape(words[f"not_run_{answer.reason}"].format(detail=answer.detail))
        lines = "\n".join(f'<span class="line">{visible(line)}</span>' for line in lines_of(expected_text(snippet)))
        parts = [f'<p class="recording-note">{note}</p>', _block(lines, words, name)]
        parts += [f'<p class="recording-caption">{_links(snippet, words)}</p>', versions_html(table or {}, {}, words, "")]
        return _figure("not-run", name, parts)
    parts = [_block("\n".join(_lines(snippet, answer, words)), words, name), _caption(snippet, answer, words)]
    parts.append(timeline_html(answer, name, words) if snippet.header.timeline else "")
    ordered = snippet.header.expect not in ("unordered", "none")
    parts.append(versions_html(table or {}, recordings or {}, words, answer.text, ordered=ordered))
    if mistakes:
        told = "".join(f"<li>{html.escape(str(mistake))}</li>" for mistake in mistakes)
        parts.append(f'<div class="recording-failed" role="note"><p>{words["failed"]}</p><ul>{told}</ul></div>')
    return _figure(answer.outcome.kind, name, parts)


def _figure(kind: str, name: str, parts: list[str]) -> str:
    return f'<div class="recording recording--{kind}" data-snippet="{name}">' + "".join(parts) + "</div>"


def _block(lines: str, words: dict[str, str], name: str) -> str:
    label = words["output"].format(name=name)
    attributes = f'class="recording-output" data-search-exclude="output" aria-label="{label}" role="group"'
    return f"<pre {attributes}><code>{lines}\n</code></pre>"


def _lines(snippet: Snippet, recording: Recording, words: dict[str, str]) -> list[str]:
    if recording.events is not None:
        sent = list(recording.events.signals)
    else:
        sent = [(moment, "SIGINT") for moment in snippet.header.interrupt]
        sent += [(moment, "SIGTERM") for moment in snippet.header.terminate]
    events = [Line(moment, "signal", words.get(name.lower(), name)) for moment, name in sent if moment <= recording.duration]
    rows, before = [], ""
    for line in sorted([*recording.lines, *events], key=lambda line: line.time):
        when = f"{line.time:.2f}"
        told = f' data-time="{when}"' if when != before else ""
        carets = " line--carets" if line.stream == "err" and _CARETS.fullmatch(line.text) else ""
        rows.append(f'<span class="line line--{line.stream}{carets}"{told}>{visible(line.text)}</span>')
        before = when
    return rows


def _caption(snippet: Snippet, recording: Recording, words: dict[str, str]) -> str:
    kind, outcome = recording.outcome.kind, recording.outcome
    ended = words[kind].format(text=str(outcome), seconds=f"{snippet.header.timeout:g}")
    made = words["recorded"].format(
        implementation=recording.implementation,
        version=recording.python,
        platform=recording.platform,
        date="{date}",
        duration=f"{recording.duration:.2f}",
    )
    date = f'<time datetime="{html.escape(recording.started)}">{html.escape(recording.started[:10])}</time>'
    made = html.escape(made).replace("{date}", date)
    told = f'<span class="recording-outcome">{visible(ended)}</span> <span>{made}</span>'
    return f'<p class="recording-caption">{told} {_links(snippet, words)}</p>'


def _links(snippet: Snippet, words: dict[str, str]) -> str:
    # The MkDocs glue knows where the page lies and puts the real addresses in.
    place = f"{html.escape(snippet.name)}.py"
    download = f'<a href="asyncbook:download/{place}" download>{words["download"]}</a>'
    return f'{download} <a href="asyncbook:source/{place}">{words["source"]}</a>'
