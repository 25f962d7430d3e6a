"""The command line: ``asyncbook run``, ``asyncbook check``, ``asyncbook update``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from . import environments, glossary, pages, services, terminal, versions
from .book import Book, book_at
from .compare import normal, output_difference
from .mistakes import Mistake, counted, nearest, shown
from .pool import NotRun
from .progress import record_all
from .pythons import Python
from .recordings import Line, Recording, write_atomically
from .runner import NotStarted, run
from .snippets import Snippet, read
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

    book = _book((snippet,))
    try:
        chosen = _to_run(book, snippet, timeout)
        python = _python(book, wanted)
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


def _to_run(book: Book, name: str, timeout: float | None) -> Snippet:
    """The snippet *name*; a person's own file may import what lies beside it."""
    chosen = _snippet(book, name)
    if chosen is not book.library.snippets.get(chosen.name):
        beside = sorted(chosen.path.resolve().parent.glob("*.py"))
        helpers = (path for path in beside if path.name != chosen.path.name and path.is_file() and os.access(path, os.R_OK))
        chosen = replace(chosen, helpers=tuple(helpers))
    return replace(chosen, header=replace(chosen.header, timeout=timeout)) if timeout else chosen


def _show_end(console: Console, recording: Recording, timeout: float) -> None:
    outcome = recording.outcome
    ended = outcome.kind if str(outcome) == outcome.kind else f"{outcome.kind}: {outcome}"
    console.print(f"[dim]{recording.implementation} {recording.python} · {recording.duration:.2f} s · {escape(ended)}[/dim]")
    for fault in recording.faults:
        console.print(f"[yellow]The program {escape(fault)}.[/yellow]")
    if outcome.kind == "timed-out":
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
    book = _book(names)
    book.reference = _python(book, wanted)
    chosen = _chosen(book, names, _snippet)
    record_all(book, chosen)
    found = [*book.damaged, *_unread(book, names), *(mistake for snippet in chosen for mistake in book.mistakes(snippet))]
    if book.versions_path.exists() and not book.damaged:
        known = [snippet for snippet in chosen if snippet.name in book.library.snippets]
        found += [mistake for snippet in known for mistake in book.version_mistakes(snippet)]
    if not names:
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
    book = _book(names)
    chosen = _chosen(book, names, _snippet)
    record_all(book, chosen)
    table = _table("program", "expected output")
    refused = _unread(book, names)
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


def _book(names: tuple[str, ...]) -> Book:
    """The book around this folder; files of one's own, which *names* may be, need none."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / "snippets").is_dir()), None)
    if root:
        return book_at(root)
    if not names:
        raise click.ClickException("there is no book here; expected a folder with the folder snippets in it, or below one")
    # nothing is left here: what is learnt goes to the user's cache
    return book_at(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "asyncbook")


def _chosen(book: Book, names: tuple[str, ...], one: Callable[[Book, str], Snippet]) -> list[Snippet]:
    """The snippets *names*, a folder standing for those in it; every snippet, if there are no names."""
    every = list(book.library.snippets.values())
    return [snippet for name in names for snippet in _named(book, name, one)] if names else every


def _named(book: Book, name: str, one: Callable[[Book, str], Snippet]) -> list[Snippet]:
    below = name.removeprefix("snippets/")
    if not (book.library.root / below).is_dir():
        folders = {known.split("/")[0] for known in book.library.snippets if "/" in known}
        below = below.rstrip("/")
        if "/" not in below and not Path(name).exists() and get_close_matches(below, folders, 1):
            raise click.ClickException(f"there is no folder {name!r}; expected {nearest(below, folders)}")
        return [one(book, name)]
    found = [snippet for known, snippet in book.library.snippets.items() if PurePosixPath(below) in PurePosixPath(known).parents]
    if not found and not _unread(book, (name,)):
        raise click.ClickException(f"there is no program of the book in the folder {name!r}; name files of your own one by one")
    return found


def _unread(book: Book, names: tuple[str, ...]) -> list[Mistake]:
    """What is wrong with the files *names*, and with those in the folders among them; with all, if there are no names."""
    asked = [shown(book.library.root / name.removeprefix("snippets/").removesuffix(".py")).rstrip("/") for name in names]
    places = tuple(f"{place}{end}" for place in asked for end in ("/", ".py"))
    return [mistake for mistake in book.library.mistakes if not names or mistake.path.startswith(places)]


def _snippet(book: Book, name: str) -> Snippet:
    known = name.removeprefix("snippets/").removesuffix(".py")
    if found := book.library.snippets.get(known):
        return found
    inside = book.library.root / f"{known}.py"
    path = inside if inside.is_file() else Path(name)  # what is no snippet yet has a mistake that says why
    if not book.library.snippets and not path.is_file():
        raise click.ClickException(f"there is no file {name!r}; expected a .py file")
    if path.is_dir() or (book.library.root / known).is_dir():
        raise click.ClickException(f"there is no snippet {name!r}, but a folder; expected one of its programs")
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


@main.command("versions")
@click.argument("names", nargs=-1, metavar="[SNIPPET|FOLDER]...")
@click.option("--update", is_flag=True, help="Write what is otherwise now, and what is missing, into snippets/versions.json.")
def show_versions(names: tuple[str, ...], update: bool) -> None:
    """Run each SNIPPET (or a FOLDER of them, or any .py file; all, if none is named) on every Python here, and compare."""
    book = _book(names)
    book.run_all = True
    chosen = _chosen(book, names, _for_all)
    if update:
        _refuse_to_keep(book, chosen)
    record_all(book, chosen)
    table = _table("program", "Pythons", "outcome")
    for snippet in chosen:
        for n, span in enumerate(versions.spans(book.did(snippet))):
            table.add_row("" if n else escape(snippet.name), span.label, escape(versions.told(span.outcome)))
    _print(table)
    if kept := [minor for minor in versions.minors(map(book.did, chosen)) if minor not in {p.minor for p in book.pythons}]:
        click.echo(f"Python {', '.join(kept)}: not here, so that is what {shown(book.versions_path)} says", err=True)
    if update:
        _keep_versions(book, chosen)
    _not_run(book, chosen)
    unread = [*book.damaged, *_unread(book, names)]
    for mistake in unread:
        click.echo(mistake, err=True)
    sys.exit(1 if unread else 0)


def _for_all(book: Book, name: str) -> Snippet:
    """The snippet *name*; a person's own file that says nothing else is run on every Python."""
    chosen = _to_run(book, name, None)
    if chosen is book.library.snippets.get(chosen.name) or "requires-python" in chosen.source:
        return chosen
    return replace(chosen, header=replace(chosen.header, pythons=chosen.header.pythons or ">=3.6"))


def _refuse_to_keep(book: Book, chosen: list[Snippet]) -> None:
    """Say why outcomes cannot be written, before anything is run."""
    if book.damaged:
        raise click.ClickException("\n".join(map(str, book.damaged)))
    for snippet in chosen:
        if snippet.name not in book.library.snippets:
            raise click.ClickException(f"{snippet.path} is no snippet of this book; it has no place in {versions.FILE}")


def _keep_versions(book: Book, chosen: list[Snippet]) -> None:
    root = book.library.root
    tables = {name: table for name, table in book.committed.items() if (root / f"{name}.py").is_file()}
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
