"""What the site offers to machines: every recording as JSON, every program as a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .book import Book
from .recordings import SCHEMA, Recording, write_atomically


def recordings_json(book: Book) -> dict[str, Any]:
    """Every snippet with its reference recording, or why there is none, and what it did on every Python.

    The format is told by ``docs/root/recordings.schema.json``, which the site offers as well.
    """
    snippets = []
    for snippet in book.library.snippets.values():
        answer = book.ask(snippet).result()
        entry: dict[str, Any] = {"path": f"snippets/{snippet.name}.py", "sha256": snippet.sha256}
        if isinstance(answer, Recording):
            entry["recording"] = answer.to_json()
        else:
            entry["not_run"] = {"reason": answer.reason, "detail": answer.detail}
        ran = book.recordings(snippet)
        entry["versions"] = {
            minor: {"python": did.python, **asdict(did.outcome), "duration": ran[minor].duration if minor in ran else None}
            for minor, did in book.did(snippet).items()
        }
        snippets.append(entry)
    return {"schema": SCHEMA, "snippets": snippets}


def export(book: Book, site: Path) -> None:
    """Write ``recordings.json`` and the programs into *site*."""
    text = json.dumps(recordings_json(book), ensure_ascii=False, separators=(",", ":"))
    write_atomically(site / "recordings.json", text)
    for snippet in book.library.snippets.values():
        target = site / "snippets" / f"{snippet.name}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(snippet.program, encoding="utf-8")
