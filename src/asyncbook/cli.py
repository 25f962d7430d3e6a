"""The command line: ``asyncbook run``, ``asyncbook check``, ``asyncbook update``."""

from __future__ import annotations

import os
import sys

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from . import arguments, environments, glossary, pages, services, terminal, versions
from .book import Book
from .compare import normal, output_difference
from .mistakes import counted, shown
from .pool import NotRun
from .progress import record_all
from .recordings import Line, Recording, write_atomically
from .runner import NotStarted, run
from .snippets import Snippet
from .strings import preferred, strings
from .translations import comments, linked
from .translations.cli import translations
from .verdict import misbehaviour


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the book's programs, check what they print, keep their expected outputs; keep translations in step."""


main.add_command(translations)


@main.command("run")
@click.argument("snippet")
@click.option(
    "--python", "wanted", metavar="VERSION", help="Run on this Python, such as 3.9; the newest stable one if not given."
)
@click.option("--timeline", is_flag=True, help="Then draw when each task and thread ran and what it waited for.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Kill the program after so long; 20 seconds if neither this nor its header says so.",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the timeline; that of your locale if not given.")
def run_one(snippet: str, wanted: str | None, timeline: bool, timeout: float | None, lang: str | None) -> None:
    """Run SNIPPET (a name such as nesting/gather_keeps_order, or any .py file) and show each line with its time.

    A file of your own runs in an empty folder, with copies of the .py files beside it, so that it can import them; not of
    folders. It gets no arguments, no keyboard and none of your environment's variables but PATH. Packages that it needs are
    those of the "dependencies" in its "# /// script" block. Ctrl+C goes to the program, a second one kills it; what was
    recorded until then is shown.
    """
    console = Console(highlight=False, soft_wrap=True, emoji=False)

    def show(line: Line) -> None:
        style = "red" if line.stream == "err" else ""
        console.print(f"[dim]{line.time:7.3f}[/dim]  [{style or 'default'}]{escape(line.text)}[/]", soft_wrap=True)

    book = arguments.find_book((snippet,))
    try:
        chosen = arguments.to_run(book, snippet, timeout)
        python = arguments.find_python(book, wanted)
        if absent := services.missing(chosen.header.needs):
            raise services.ServiceError(f"{absent} is not on this machine")
        ready = environments.python_with(chosen.header.dependencies, python, book.cache / "environments")
        with terminal.interruptible():
            recording = run(chosen, ready, on_line=show, events=timeline)
    except environments.InstallError as error:
        raise click.ClickException(f"{shown(chosen.path)}: its dependencies: {error}") from error
    except (services.ServiceError, NotStarted, OSError) as error:
        raise click.ClickException(str(error)) from error
    _show_end(console, recording, chosen.header.timeout)
    if timeline:
        words = strings(lang or preferred())
        console.print(terminal.why_none(recording) or terminal.timeline_text(recording, console.width, words))


def _show_end(console: Console, recording: Recording, timeout: float) -> None:
    ended = f"{recording.duration:.2f} s · {escape(recording.outcome.label)}"
    console.print(f"[dim]{recording.implementation} {recording.python} · {ended}[/dim]")
    for fault in recording.faults:
        console.print(f"[yellow]The program {escape(fault)}.[/yellow]")
    if recording.outcome.kind == "timed-out":
        more = f"--timeout {3 * timeout:g} gives it more time"
        console.print(f"[yellow]The program was killed after {timeout:g} s, its time limit; {more}.[/yellow]")


@main.command()
@click.argument("names", nargs=-1, metavar="[SNIPPET|FOLDER]...")
@click.option(
    "--python", "wanted", metavar="VERSION", help="Check on this Python, such as 3.11; the newest stable one if not given."
)
def check(names: tuple[str, ...], wanted: str | None) -> None:
    """Compare every program (or those named) with what its header, its .out file and versions.json say.

    Without names, every page is compared with its programs as well.
    """
    book = arguments.find_book(names)
    book.reference = arguments.find_python(book, wanted)
    chosen = arguments.find_snippets(book, names, arguments.find_snippet)
    record_all(book, chosen)
    found = [*book.damaged, *arguments.unread(book, names)]
    found += [mistake for snippet in chosen for mistake in book.mistakes(snippet)]
    if book.versions_path.exists() and not book.damaged:
        known = [snippet for snippet in chosen if snippet.name in book.library.snippets]
        found += [mistake for snippet in known for mistake in book.version_mistakes(snippet)]
    if not names:
        found += versions.without_program(book.versions_path, book.committed)
        found += pages.all_mistakes(book.root / "docs", book.library)
        found += [*linked.mistakes(book.root), *glossary.mistakes(book.root / glossary.FOLDER), *comments.mistakes(book.root)]
    for mistake in found:
        click.echo(mistake, err=True)
    not_run = _not_run(book, chosen)
    checked = counted(len(chosen) - not_run, "program") + " checked"
    click.echo(", ".join([checked, *([f"{not_run} not run here"] if not_run else []), counted(len(found), "mistake")]))
    sys.exit(1 if found else 0)


def _not_run(book: Book, chosen: list[Snippet]) -> int:
    """How many could not be run; says of each why."""
    answers = {snippet.path: book.ask(snippet).result() for snippet in chosen}
    reasons = {path: answer.detail for path, answer in answers.items() if isinstance(answer, NotRun)}
    for path, reason in reasons.items():
        click.echo(f"{shown(path)}: not run here: {reason}", err=True)
    return len(reasons)


@main.command()
@click.argument("names", nargs=-1, metavar="[SNIPPET|FOLDER]...")
def update(names: tuple[str, ...]) -> None:
    """Rewrite the .out files of programs that print something else now; what still matches is left as it is."""
    book = arguments.find_book(names)
    chosen = arguments.find_snippets(book, names, arguments.find_snippet)
    record_all(book, chosen)
    table = _table("program", "expected output")
    refused = arguments.unread(book, names)
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
        _print(table)
    else:
        click.echo(f"{counted(len(chosen), 'program')}, all expected outputs match")
    for mistake in refused:
        click.echo(mistake, err=True)
    sys.exit(1 if refused else 0)


def _update(snippet: Snippet, recording: Recording) -> str:
    if snippet.header.expect == "none":
        return ""
    if not snippet.header.holds(recording.python):
        return f"left as it is: it is what Python {snippet.header.since} and later print, this is {recording.python}"
    new = not snippet.expected_path.exists()
    if not new and not output_difference(snippet, recording):
        return ""
    write_atomically(snippet.expected_path, normal(recording.text))
    return "written" if new else "rewritten"


@main.command("versions")
@click.argument("names", nargs=-1, metavar="[SNIPPET|FOLDER]...")
@click.option("--update", is_flag=True, help="Write what is otherwise now, and what is missing, into snippets/versions.json.")
def show_versions(names: tuple[str, ...], update: bool) -> None:
    """Run each SNIPPET (or a FOLDER of them, or any .py file; all, if none is named) on every Python here, and compare."""
    book = arguments.find_book(names)
    book.run_all = True
    chosen = arguments.find_snippets(book, names, arguments.to_run_on_all)
    if update:
        _refuse_to_keep(book, chosen)
    record_all(book, chosen)
    table = _table("program", "Pythons", "outcome")
    for snippet in chosen:
        for n, span in enumerate(versions.spans(book.did(snippet))):
            table.add_row("" if n else escape(snippet.name), span.label, escape(span.outcome.label))
    _print(table)
    if kept := [minor for minor in versions.minors(map(book.did, chosen)) if minor not in {p.minor for p in book.pythons}]:
        click.echo(f"Python {', '.join(kept)}: not here, so that is what {shown(book.versions_path)} says", err=True)
    if update:
        _keep_versions(book, chosen)
    _not_run(book, chosen)
    unread = [*book.damaged, *arguments.unread(book, names)]
    for mistake in unread:
        click.echo(mistake, err=True)
    sys.exit(1 if unread else 0)


def _refuse_to_keep(book: Book, chosen: list[Snippet]) -> None:
    """Say why outcomes cannot be written, before anything is run."""
    if book.damaged:
        raise click.ClickException("\n".join(map(str, book.damaged)))
    for snippet in chosen:
        if snippet.name not in book.library.snippets:
            raise click.ClickException(f"{snippet.path} is no snippet of this book; it has no place in {versions.FILE}")


def _keep_versions(book: Book, chosen: list[Snippet]) -> None:
    tables = {name: table for name, table in book.committed.items() if versions.has_program(book.versions_path, name)}
    for snippet in chosen:
        found = [versions.measured(recording) for recording in book.recordings(snippet).values()]
        tables[snippet.name] = book.kept_versions(snippet, found)
    before = book.versions_path.read_text(encoding="utf-8") if book.versions_path.exists() else ""
    versions.save(book.versions_path, tables)
    same = before == book.versions_path.read_text(encoding="utf-8")
    click.echo(f"{shown(book.versions_path)}: {'unchanged' if same else 'written'}")


def _table(*headings: str) -> Table:
    """A table whose last column alone may be broken, so that names stay whole where it is read by a program."""
    table = Table(box=None)
    for heading in headings:
        table.add_column(heading, no_wrap=heading != headings[-1], overflow="fold")
    return table


def _print(table: Table) -> None:
    Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 200).print(table)
