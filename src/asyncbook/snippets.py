"""Snippets: the small programs under ``snippets/``, each with its header and its expected output."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .header import Header, HeaderError, lines_of, parse
from .mistakes import Mistake, nearest, not_utf8, shown

MARKER = re.compile(r"[ \t]*#[ \t]*\(\d+\)!?[ \t]*$", re.MULTILINE)
_ENDINGS = {"sys.exit", "os._exit", "exit", "quit"}
_INPUTS = {"input", "sys.stdin"}


@dataclass(frozen=True, slots=True)
class Snippet:
    """One runnable file.

    *name* is its path below the snippets' folder, without ``.py``. *display* is the text that a
    page shows (no header), *program* the text that is run and downloaded (no markers either), so
    that line numbers in tracebacks are those that the reader sees.
    """

    name: str
    path: Path
    source: str = field(repr=False)
    header: Header = field(repr=False)
    helpers: tuple[Path, ...] = ()

    @property
    def display(self) -> str:
        return "\n".join(lines_of(self.source.rstrip("\n"))[self.header.lines :]) + "\n"

    @property
    def program(self) -> str:
        return MARKER.sub("", self.display)

    @property
    def markers(self) -> int:
        """How many annotations a page must explain."""
        return len(MARKER.findall(self.display))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()

    @property
    def expected_path(self) -> Path:
        return self.path.with_suffix(".out")

    @property
    def asked(self) -> str:
        """What the commands call it: by its name in the book, by its path elsewhere."""
        return self.name if "/" in self.name else shown(self.path)

    def file_line(self, program_line: int) -> int:
        """The line of the file that is line *program_line* of the program; both count from 1."""
        return program_line + self.header.lines


@dataclass(frozen=True, slots=True)
class Library:
    """All snippets of a folder by name, and the mistakes of those files that are none yet."""

    root: Path
    snippets: dict[str, Snippet]
    mistakes: tuple[Mistake, ...]
    texts: dict[str, Snippet] = field(repr=False)

    def find(self, text: str) -> Snippet | None:
        """The snippet that is shown as *text* (with or without its header), if there is one."""
        return self.texts.get(normal(text))


def normal(text: str) -> str:
    """*text* without header, trailing blanks and surrounding blank lines: what a fence holds."""
    try:
        lines = lines_of(text)[parse(text).lines :]
    except HeaderError:
        lines = lines_of(text)
    return "\n".join(line.rstrip() for line in lines).strip()


def load(root: Path) -> Library:
    """Read every snippet below *root*. Mistakes are collected, not raised."""
    snippets: dict[str, Snippet] = {}
    texts: dict[str, Snippet] = {}
    mistakes: list[Mistake] = []
    for path in sorted(root.rglob("*.py")):
        if path.name.startswith(("_", ".")) or not path.is_file():
            continue
        snippet, found = read(path, root)
        mistakes += found
        if snippet is None:
            continue
        twin = texts.setdefault(normal(snippet.source), snippet)
        if twin is not snippet:
            mistakes.append(_mistake(path, 1, f"the same program as {shown(twin.path)}", "one file for each program"))
        snippets[snippet.name] = snippet
    mistakes += [mistake for snippet in snippets.values() for mistake in _beside(snippet, snippets)]
    return Library(root, snippets, tuple(mistakes), texts)


def read(path: Path, root: Path | None = None) -> tuple[Snippet | None, list[Mistake]]:
    """The snippet in *path* and what is wrong with it; no snippet where it cannot be read at all."""
    data = path.read_bytes()
    try:
        source = data.decode("utf-8-sig").replace("\r\n", "\n")
        header = parse(source)
    except UnicodeDecodeError as error:
        return None, [not_utf8(path, error)]
    except HeaderError as error:
        return None, [_mistake(path, error.line, error.found, error.expected)]
    name = path.relative_to(root).with_suffix("").as_posix() if root else path.stem
    beside = [root / f"{other}.py" for other in header.beside] if root else []
    helpers = (*sorted(path.parent.glob("_*.py")), *filter(Path.is_file, beside))
    snippet = Snippet(name, path, source, header, helpers)
    return snippet, list(_lint(snippet)) if root else []


def _beside(snippet: Snippet, known: dict[str, Snippet]) -> Iterator[Mistake]:
    for name in snippet.header.beside:
        if name not in known:
            yield _mistake(snippet.path, 1, f"{name!r}, which is to lie beside it, does not exist", nearest(name, known))
        elif known[name].path.name == snippet.path.name:
            yield _mistake(snippet.path, 1, f"{name!r} beside it has the same file name", "files that differ in name")


def _lint(snippet: Snippet) -> Iterator[Mistake]:
    if snippet.header.raises == "SyntaxError":
        return
    try:
        tree = ast.parse(snippet.source)
    except SyntaxError as error:
        expected = 'Python, or raises = "SyntaxError" in the header'
        yield _mistake(snippet.path, error.lineno or 1, f"syntax error: {error.msg}", expected)
        return
    for node in ast.walk(tree):
        name = _dotted(node.func) if isinstance(node, ast.Call) else _dotted(node)
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Call) and name in _ENDINGS and snippet.header.raises != "SystemExit":
            expected = 'a program that ends by itself, or raises = "SystemExit" in the header'
            yield _mistake(snippet.path, line, f"{name}() ends the program", expected)
        elif name in _INPUTS and not isinstance(node, ast.Name):
            yield _mistake(snippet.path, line, f"{name} reads from the keyboard", "a program that runs without anybody at it")


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return ""


def missing_output(snippet: Snippet) -> list[Mistake]:
    """A mistake if the snippet has no expected output although its header wants it compared."""
    if snippet.header.expect == "none" or snippet.expected_path.is_file():
        return []
    found = f"{snippet.expected_path.name} is missing"
    return [_mistake(snippet.path, 1, found, "the output that it must print", f"run: asyncbook update {snippet.asked}")]


def _mistake(path: Path, line: int, found: str, expected: str, mend: str = "") -> Mistake:
    return Mistake(shown(path), line, found, expected, mend)
