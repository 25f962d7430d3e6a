"""The command line: ``asyncbook run``, ``asyncbook check``, ``asyncbook update``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from . import environments, glossary, pages, services
from .book import Book, book_at
from .compare import normal, output_difference
from .mistakes import Mistake, nearest
from .progress import record_all
from .pythons import Python
from .recordings import Line, Recording, write_atomically
from .runner import run
from .snippets import Snippet, read
from .verdict import misbehaviour


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the book's programs, check what they print, keep their expected outputs."""


@main.command("run")
@click.argument("snippet")
@click.option(
    "--python", "wanted", metavar="VERSION", help="Run on this Python, such as 3.9; the newest stable one if not given."
)
def run_one(snippet: str, wanted: str | None) -> None:
    """Run SNIPPET (a name such as nesting/gather_keeps_order, or any .py file) and show each line with its time."""
    book = _book()
    chosen = _snippet(book, snippet)
    python = _python(book, wanted)
    console = Console(highlight=False, soft_wrap=True, emoji=False)

    def show(line: Line) -> None:
        style = "red" if line.stream == "err" else ""
        console.print(f"[dim]{line.time:7.3f}[/dim]  [{style or 'default'}]{escape(line.text)}[/]", soft_wrap=True)

    try:
        if absent := services.missing(chosen.header.needs):
            raise services.ServiceError(f"{absent} is not on this machine")
        ready = environments.python_with(chosen.header.dependencies, python, book.cache / "environments")
        recording = run(chosen, ready, on_line=show)
    except (services.ServiceError, environments.InstallError) as error:
        raise click.ClickException(str(error)) from error
    ended = recording.outcome.kind if recording.outcome.kind == "ok" else f"{recording.outcome.kind}: {recording.outcome}"
    console.print(f"[dim]{recording.implementation} {recording.python} · {recording.duration:.2f} s · {escape(ended)}[/dim]")
    for fault in recording.faults:
        console.print(f"[yellow]The program {escape(fault)}.[/yellow]")


@main.command()
@click.argument("names", nargs=-1, metavar="[SNIPPET]...")
@click.option(
    "--python", "wanted", metavar="VERSION", help="Check on this Python, such as 3.11; the newest stable one if not given."
)
def check(names: tuple[str, ...], wanted: str | None) -> None:
    """Compare every program (or those named) with what its header and .out file say, and every page with its programs."""
    book = _book()
    book.reference = _python(book, wanted)
    chosen = _chosen(book, names)
    record_all(book, chosen)
    found = [mistake for snippet in chosen for mistake in book.mistakes(snippet)]
    if not names:
        found = [*book.library.mistakes, *found, *pages.all_mistakes(book.root / "docs", book.library)]
        found += glossary.mistakes(book.root / "config" / "glossary.toml")
    for mistake in found:
        click.echo(mistake, err=True)
    click.echo(f"{len(chosen)} programs checked, {len(found)} mistakes")
    sys.exit(1 if found else 0)


@main.command()
@click.argument("names", nargs=-1, metavar="[SNIPPET]...")
def update(names: tuple[str, ...]) -> None:
    """Rewrite the .out files of programs that print something else now; what still matches is left as it is."""
    book = _book()
    chosen = _chosen(book, names)
    record_all(book, chosen)
    table = Table("program", "expected output", box=None)
    refused: list[Mistake] = []
    for snippet in chosen:
        answer = book.ask(snippet).result()
        wrong = misbehaviour(snippet, answer) if isinstance(answer, Recording) else []
        refused += wrong
        if wrong:
            state = "left as it is"
        else:
            state = _update(snippet, answer) if isinstance(answer, Recording) else f"not run: {answer.detail}"
        if state:
            table.add_row(snippet.name, state)
    if table.row_count:
        Console(highlight=False).print(table)
    else:
        click.echo(f"{len(chosen)} programs, all expected outputs match")
    for mistake in refused:
        click.echo(mistake, err=True)
    sys.exit(1 if refused else 0)


def _update(snippet: Snippet, recording: Recording) -> str:
    if snippet.header.expect == "none":
        return ""
    new = not snippet.expected_path.exists()
    if not new and not output_difference(snippet, recording):
        return ""
    write_atomically(snippet.expected_path, normal(recording.text))
    return "written" if new else "rewritten"


def _book() -> Book:
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / "snippets").is_dir()), here)
    return book_at(root)


def _chosen(book: Book, names: tuple[str, ...]) -> list[Snippet]:
    return [_snippet(book, name) for name in names] if names else list(book.library.snippets.values())


def _snippet(book: Book, name: str) -> Snippet:
    if found := book.library.snippets.get(name.removeprefix("snippets/").removesuffix(".py")):
        return found
    path = Path(name)
    if path.suffix != ".py" or not path.is_file():
        raise click.ClickException(
            f"there is no snippet {name!r}; expected {nearest(name, book.library.snippets)}, or a .py file"
        )
    snippet, mistakes = read(path)
    if snippet is None:
        raise click.ClickException("\n".join(map(str, mistakes)))
    return snippet


def _python(book: Book, wanted: str | None) -> Python:
    if wanted is None and book.reference:
        return book.reference
    found = [python for python in book.pythons if wanted in (python.minor, python.version)]
    if not found:
        have = ", ".join(python.version for python in book.pythons) or "none"
        raise click.ClickException(f"there is no Python {wanted or '3.11 or newer'} here; found: {have}")
    return found[-1]
