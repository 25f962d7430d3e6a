"""Comments of programs in another language: ``config/comments/<language>.toml`` has the translation of each.

The programs themselves stay English: only what a page shows is changed, and of that only comments.
"""

from __future__ import annotations

import io
import re
import tokenize
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..mistakes import Mistake, nearest, not_utf8, shown
from .findings import Finding, Place

FOLDER = "config/comments"
_COMMENT = re.compile(r"(?P<start>#+:?[ \t]*)(?P<text>.*?)(?P<mark>[ \t]*(?:#[ \t]*)?\(\d+\)!?)?[ \t]*")
_FOR_TOOLS = re.compile(r"!|-\*-|(?:noqa|type:|fmt:|mypy:|ruff:|pragma:|pylint:|isort:|coding[:=])", re.I)
_MARK = re.compile(r"\(\d+\)!?\s*$")
_EXPECTED = '"English comment" = "translation"'


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of a program: its *text* without sign and annotation, and where it stands, from 1 and from 0."""

    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The *texts* of one language, each with the line it stands on in the file at *path*; *mistakes* are left out."""

    path: Path
    texts: dict[str, str]
    lines: dict[str, int]
    mistakes: tuple[Mistake, ...] = ()


def load(root: Path, language: str) -> Catalogue | None:
    """What *language* has for the project whose folder is *root*; None where it has none."""
    path = root / FOLDER / f"{language}.toml"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


def mistakes(root: Path) -> tuple[Mistake, ...]:
    """What is wrong with any catalogue of the project."""
    found = (load(root, path.stem) for path in sorted((root / FOLDER).glob("*.toml")))
    return tuple(mistake for catalogue in found if catalogue for mistake in catalogue.mistakes)


def translated(code: str, texts: Mapping[str, str]) -> str:
    """*code* with the comments that *texts* has; as it is where it is no whole program. Annotations stay."""
    lines = code.split("\n")
    for comment in reversed(comments(code)):
        if comment.text in texts:
            line = lines[comment.line - 1]
            lines[comment.line - 1] = line[: comment.start] + texts[comment.text] + line[comment.end :]
    return "\n".join(lines)


def comments(code: str) -> list[Comment]:
    """The comments of *code* that are for readers, in order; none where it is no whole program."""
    try:
        tokens = [token for token in tokenize.generate_tokens(io.StringIO(code).readline) if token.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError):
        return []
    return [comment for token in tokens if (comment := _of(token))]


def _of(token: tokenize.TokenInfo) -> Comment | None:
    found = _COMMENT.fullmatch(token.string)
    row, column = token.start
    if not found or not found["text"] or _FOR_TOOLS.match(found["text"]):
        return None
    return Comment(found["text"], row, column + found.start("text"), column + found.end("text"))


def findings(root: Path, language: str) -> list[Finding]:
    """Comments of the project's programs that the catalogue of *language* lacks, and entries that belong to none."""
    catalogue = load(root, language)
    if catalogue is None:
        return []
    places = _places(root / "snippets")
    missing = {text: place for text, place in places.items() if text not in catalogue.texts}
    path = shown(catalogue.path)
    found = [_broken(mistake) for mistake in catalogue.mistakes]
    if missing:
        told = "; ".join(f'{place} "{text}"' for text, place in missing.items())
        found.append(Finding("comment-unknown", Place(path, 1), error=False, values={"language": language, "comments": told}))
    for text in catalogue.texts.keys() - places.keys():
        here = Place(path, catalogue.lines[text], text)
        near = nearest(text, missing) if missing else ""
        values = {"comment": f'"{text}"', "nearest": f" ({near})" if near.startswith(("'", '"')) else ""}
        found.append(Finding("comment-unused", here, error=False, values=values))
    return sorted(found, key=lambda finding: finding.here.line)


def _broken(mistake: Mistake) -> Finding:
    expected = "; ".join(text for text in (mistake.expected, mistake.mend) if text)
    return Finding("comment-broken", Place(mistake.path, mistake.line), values={"found": mistake.found, "expected": expected})


def _places(snippets: Path) -> dict[str, str]:
    """Each comment of the programs, with the file and line where it stands first."""
    found: dict[str, str] = {}
    for path in sorted(snippets.rglob("*.py")):
        if path.name.startswith(("_", ".")) or not path.is_file():
            continue
        try:
            code = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # told when the program is read
        for comment in _without_header(code):
            found.setdefault(comment.text, f"{shown(path)}:{comment.line}")
    return found


def _without_header(code: str) -> Iterator[Comment]:
    inside = False
    for comment in comments(code):
        if comment.text.startswith("///"):
            inside = comment.text != "///"
        elif not inside:
            yield comment


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> Catalogue:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return Catalogue(path, {}, {}, (not_utf8(path, error),))
    except OSError as error:
        return Catalogue(path, {}, {}, (Mistake(shown(path), 1, error.strerror or str(error), "a file that can be read"),))
    except (ValueError, RecursionError) as error:
        reason, _, place = str(error).partition(" (at line ")
        line = int(place.split(",")[0]) if place[:1].isdigit() else max(1, text.count("\n"))
        return Catalogue(path, {}, {}, (Mistake(shown(path), line, f"broken TOML: {reason}", f"{_EXPECTED}, each comment once"),))
    lines = {key: _line(text, key) for key in rows}
    wrong = {key: mistake for key, value in rows.items() if (mistake := _mistake(path, lines[key], key, value))}
    return Catalogue(path, {key: value for key, value in rows.items() if key not in wrong}, lines, tuple(wrong.values()))


def _mistake(path: Path, line: int, key: str, value: object) -> Mistake | None:
    if not isinstance(value, str) or not value.strip():
        return Mistake(shown(path), line, f"{key!r} is {value!r}", _EXPECTED, "delete the line to show it in English")
    if not value.isprintable():
        return Mistake(shown(path), line, f"the translation of {key!r} has a new line or control character", "one line of text")
    if _MARK.search(value) or value != value.strip():
        return Mistake(
            shown(path), line, f"the translation {value!r}", "the words only", "annotations such as (1)! stay by themselves"
        )
    return None


def _line(text: str, key: str) -> int:
    """The line on which *key* stands, however it is quoted."""
    for number, line in enumerate(text.split("\n"), 1):
        if key[:1] not in line:
            continue
        try:
            if key in tomllib.loads(line):
                return number
        except ValueError:
            continue
    return 1
