"""The command ``asyncbook translations``: offline, from files and git's memory, in English or Chinese."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ..strings import preferred
from .asked import Asked, Refused, project
from .messages import LANGUAGES, Messages
from .writing import WritingError

_lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the messages; that of your locale if not given.")
_json = click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
_github = click.option("--github", is_flag=True, help="Tell it as annotations of a pull request on GitHub.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@_lang
@click.pass_context
def translations(context: click.Context, lang: str | None) -> None:
    """Keep the translations in step with the English pages.

    A PAGE is a path such as lessons/threads.md, or its last part: threads.
    """
    context.obj = lang


def _command(function: Callable[..., None]) -> click.Command:
    """*function* as a command that is given what was asked of which project, and answers mistakes with a sentence."""

    @wraps(function)
    def told(*, lang: str | None, **options: Any) -> None:
        messages = Messages(lang or click.get_current_context().obj or preferred())
        try:
            function(Asked(project(Path.cwd(), messages), messages), **options)
        except Refused as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except WritingError as error:
            click.echo(messages.say("undone", reason=error), err=True)
            sys.exit(1)

    return translations.command(_name(function))(_lang(told))


def _name(function: Callable[..., None]) -> str:
    return function.__name__.removesuffix("_").replace("_", "-")


def _screen(asked: Asked) -> Any:
    from rich.console import Console

    from .screen import Screen

    return Screen(asked.messages, Console(highlight=False, emoji=False))


@_command
@click.argument("language", required=False, metavar="[LANG]")
@_json
@_github
def status(asked: Asked, language: str | None, as_json: bool, github: bool) -> None:
    """Show how every page stands, in LANG or in all languages."""
    from . import report
    from .status import status as found

    rows = found(asked.tree.root, (asked.language(language),) if language else asked.languages())
    if as_json:
        click.echo(report.status_json(rows))
    elif github:
        for line in report.status_github(rows, asked.messages, asked.tree.root):
            click.echo(line)
    else:
        _screen(asked).status(rows)


@_command
@click.argument("words", nargs=-1, metavar="[LANG] [PAGE]...")
@click.option("--changed-since", "revision", metavar="REV", help="Check only translated pages that you changed since REV.")
@_json
@_github
def check(asked: Asked, words: tuple[str, ...], revision: str | None, as_json: bool, github: bool) -> None:
    """Tell everything that is to be mended on a page, and how.

    All pages of all languages if none is named. Errors make the command fail, warnings do not.
    """
    from . import report
    from .check import Check, project

    pages = asked.pages(words)
    if revision is not None:
        changed = asked.changed_since(revision)
        pages = [(language, page) for language, page in pages if f"docs/{language}/{page}" in changed]
        pages = [(language, page) for language, page in pages if asked.tree.path(language, page).exists()]
    check = Check(asked.tree)
    checked = [] if words or revision else project(asked.tree)
    checked += [check.page(language, page) for language, page in pages]
    if as_json:
        click.echo(report.findings_json(checked, asked.messages))
    elif github:
        for line in report.findings_github(checked, asked.messages, asked.tree.root):
            click.echo(line)
    else:
        _screen(asked).findings(checked)
    sys.exit(1 if any(one.errors for one in checked) else 0)


@_command
@click.argument("language", metavar="LANG")
@click.argument("page", metavar="PAGE")
@_json
def diff(asked: Asked, language: str, page: str, as_json: bool) -> None:
    """Show what changed in English since the translation.

    Section by section, with the words that went and those that came.
    """
    from .diffing import as_json as told
    from .diffing import show, since

    language = asked.language(language)
    page = asked.page(page, (language,))
    found = since(asked, language, page)
    if as_json:
        click.echo(told(found))
    else:
        show(_screen(asked), found)


@_command
@click.argument("language", metavar="LANG")
@click.argument("page", metavar="PAGE")
def done(asked: Asked, language: str, page: str) -> None:
    """Say that PAGE is in step with English.

    It is then made from the English text of today. Errors in it prevent that.
    """
    from .pinning import done as pinned

    language = asked.language(language)
    checked, told = pinned(asked, language, asked.page(page, (language,)))
    if checked.findings:
        _screen(asked).findings([checked])
    click.echo("\n".join(told), err=bool(checked.errors))
    sys.exit(1 if checked.errors else 0)


@_command
@click.argument("page", metavar="EN_PAGE")
def unchanged(asked: Asked, page: str) -> None:
    """Say that your change of English needs no translating.

    Such as a mended typo. Translations that were in step before it are so again; others are left alone.
    """
    from .pinning import unchanged as repinned

    click.echo("\n".join(repinned(asked, asked.english_page(page))))


@_command
@click.argument("language", metavar="LANG")
@click.argument("page", metavar="PAGE")
def new(asked: Asked, language: str, page: str) -> None:
    """Begin the translation of PAGE.

    A copy of the English page that names the text it was made from.
    """
    from ..mistakes import shown
    from .scaffold import new_page

    language = asked.language(language)
    page = asked.english_page(page)
    path = shown(new_page(asked, language, page))
    say = asked.messages.say
    click.echo(say("created", path=path))
    click.echo(say("next_steps"))
    for line in ("next_translate", "next_see", "next_check"):
        click.echo(f"  {say(line, path=path, language=language, page=page)}")


@_command
@click.argument("tag", metavar="TAG")
@click.option("--name", default="", help="What the language calls itself, if that is not known here.")
def new_language(asked: Asked, tag: str, name: str) -> None:
    """Begin the language TAG, such as ja or pt-BR.

    Until its pages are translated they are shown in English.
    """
    from ..mistakes import shown
    from . import scaffold

    files = scaffold.new_language(asked, tag, name)
    for path in files:
        click.echo(asked.messages.say("created", path=shown(path)))
    click.echo(asked.messages.say("next_steps"))
    click.echo(f"  {asked.messages.say('next_language', path=shown(files[0]), language=tag)}")
    click.echo(f"  {asked.messages.say('next_commit', paths=' '.join(map(shown, files)))}")


@_command
@click.argument("words", nargs=-1, metavar="[LANG] [PAGE]...")
@click.option("--dry-run", is_flag=True, help="Show what would be mended, and write nothing.")
def fix(asked: Asked, words: tuple[str, ...], dry_run: bool) -> None:
    """Mend what needs no understanding; show it.

    Ids, includes, links, code and spacing.
    """
    from .mending import mend

    mend(_screen(asked), asked, asked.pages(words), dry_run=dry_run)
