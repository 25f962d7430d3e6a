"""One language's pages as translations: what MkDocs is given to show of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from . import banners, changespage, statuspage
from .banners import Links, Words
from .newfile import new_file_url
from .statuspage import Places
from .translations.diff import compared
from .translations.sections import Change, sections
from .translations.status import Row, Status
from .translations.tree import ENGLISH, Tree, Unreadable, markdown

STATUS = "<!-- translations -->"
"""Where a page shows how every translation stands."""
HELP = "translating.md"
"""The page that tells how to translate, if the book has one."""


@dataclass(frozen=True)
class Site:
    """What all languages of a build have in common. *built* are the languages that are there to be linked to,
    *names* and *tags* what each calls itself, *dates* when each file was last changed."""

    root: Path
    built: tuple[str, ...] = ()
    repo_url: str = ""
    names: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)


class Translated:
    """The pages of *language* and how they stand, as they lie there when it is made."""

    def __init__(self, site: Site, language: str, words: Words) -> None:
        self.site, self.language, self.words = site, language, words
        self.status = Status(Tree(site.root))

    @cached_property
    def rows(self) -> dict[str, Row]:
        """How each page stands, by its path; none of them for English."""
        return {} if self.language == ENGLISH else {row.page: row for row in self.status.rows(self.language)}

    @cached_property
    def changes(self) -> dict[str, tuple[Change, ...]]:
        """What became of the English of outdated pages, by the path of the page that shows it."""
        found = {_shown_on(page): self._changes(row) for page, row in self.rows.items() if row.state == "outdated"}
        return {page: changes for page, changes in found.items() if changes}

    def _changes(self, row: Row) -> tuple[Change, ...]:
        old = self.status.old_texts.get(row.pin)
        if old is None or row.changes is None:
            return ()
        return tuple(compared(markdown(row.page, old), markdown(row.page, self.status.english(row.page))))

    def pages(self, config: MkDocsConfig) -> Iterator[File]:
        """The pages that no one wrote: before and now of every page that is outdated."""
        for uri in self.changes:
            text = self.change_markdown(uri)
            yield File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)

    def touched(self, changed: set[Path]) -> set[str]:
        """The pages of this language that look otherwise when the files *changed* have been saved."""
        docs = self.site.root / "docs"
        found: set[str] = set()
        for path in changed:
            if path.is_relative_to(docs / ENGLISH):
                page = path.relative_to(docs / ENGLISH).as_posix()
                found |= {page, _shown_on(page)} if self.language != ENGLISH else set()
            elif path.is_relative_to(docs / self.language):
                found.add(_shown_on(path.relative_to(docs / self.language).as_posix()))
        return found | ({HELP} if any(path.is_relative_to(docs) for path in changed) else set())

    def change_markdown(self, uri: str) -> str:
        """The source of such a page."""
        row = self._row_shown_on(uri)
        titles = self._titles(row.page)
        title = next(iter(titles.values()), row.page)
        return changespage.page_markdown(title, self.changes[uri], self.words, titles)

    def _row_shown_on(self, uri: str) -> Row:
        return next(row for row in self.rows.values() if _shown_on(row.page) == uri)

    def _titles(self, page: str) -> dict[str, str]:
        try:
            text = markdown(page, self.status.tree.read(self.language, page))
        except Unreadable:
            return {}
        return {section.id: section.title for section in sections(text)}

    def content(self, html: str, page: Page, files: Files) -> str:
        """*html*, the rendered text of *page*, with all that is to be said of it as a translation."""
        uri = page.file.src_uri
        if uri in self.changes:
            return self._changes_page(html, page, files)
        row, links = self.rows.get(uri), self._links(page, files)
        if row and row.state == "missing":
            notice = banners.fallback(self.words, links)
            notice = notice.replace("<div ", f'<div lang="{self.site.tags.get(self.language, self.language)}" ', 1)
            html = f'<div lang="en">{banners.below_title(html, notice)}</div>'
        elif row:
            marked = banners.marked(html, row, self.words, links)
            html = banners.below_title(marked, banners.notes(row, self.words, links, self._titles(uri)))
        folder = ENGLISH if row is None or row.state == "missing" else self.language
        day = self.site.dates.get(f"docs/{folder}/{uri}", "")
        return html + banners.facts(row, day, self.words, links)

    def _changes_page(self, html: str, page: Page, files: Files) -> str:
        row = self._row_shown_on(page.file.src_uri)
        file = files.get_file_from_path(row.page)
        back = get_relative_url(file.url, page.url) if file else ""
        links = Links(self._english(row.page, file.url if file else "", page), "", self._help(page, files), self._edit(row))
        intro = changespage.intro_html(row, back, self.words, links)
        return changespage.filled(html, self.changes[page.file.src_uri], self.words, intro)

    def _links(self, page: Page, files: Files) -> Links:
        row = self.rows.get(page.file.src_uri)
        if row is None:
            return Links()
        shown = files.get_file_from_path(_shown_on(row.page))
        changes = get_relative_url(shown.url, page.url) if shown and shown.src_uri in self.changes else ""
        english = "" if row.state == "orphan" else self._english(row.page, page.url, page)
        return Links(english, changes, self._help(page, files), self._create(row) or self._edit(row))

    def _english(self, name: str, url: str, page: Page) -> str:
        """The English page, or its source where this site has no English."""
        if ENGLISH in self.site.built:
            return f"{get_relative_url('.', page.url)}/../{ENGLISH}/{url.removeprefix('./')}"
        return f"{self.site.repo_url}/blob/main/docs/{ENGLISH}/{name}" if self.site.repo_url else ""

    def _help(self, page: Page, files: Files) -> str:
        file = files.get_file_from_path(HELP)
        return get_relative_url(file.url, page.url) if file and page.file.src_uri != HELP else ""

    def _create(self, row: Row) -> str:
        if row.state != "missing":
            return ""
        return new_file_url(self.site.repo_url, row.language, row.page, self.status.english(row.page), self.words)

    def _edit(self, row: Row) -> str:
        if not self.site.repo_url or row.state == "missing":
            return ""
        return f"{self.site.repo_url}/edit/main/docs/{row.language}/{row.page}"

    def edit_url(self, uri: str) -> str | None:
        """Where *uri* is begun on GitHub, if it has no translation yet."""
        row = self.rows.get(uri)
        return self._create(row) or None if row else None

    def tables(self, page: Page, files: Files) -> str:
        """How every translation of the book stands, one table for each language."""
        return "".join(self._table(language, page, files) for language in self.status.tree.languages)

    def _table(self, language: str, page: Page, files: Files) -> str:
        site = self.site
        up = get_relative_url(".", page.url)
        folder = "" if language == self.language else f"../{language}/"

        def places(row: Row) -> Places:
            file = files.get_file_from_path(row.page)
            there = language in site.built
            shown = f"{up}/{folder}" if there else ""
            own = f"{shown}{file.url.removeprefix('./')}" if shown and file else ""
            changed = there and row.state == "outdated" and bool(self._changes(row))
            changes = f"{shown}{_url(_shown_on(row.page))}" if changed else ""
            return Places(own, changes, self._edit(row), self._create(row))

        rows = self.status.rows(language)
        return statuspage.table_html(
            language, site.names.get(language, language), site.tags.get(language, language), rows, places, self.words
        )


def _shown_on(page: str) -> str:
    """Where the changes of *page* are shown: ``changes/lessons/threads.md``."""
    return f"{changespage.FOLDER}/{page.rpartition('.')[0]}.md"


def _url(uri: str) -> str:
    return File(uri, None, "", use_directory_urls=True).url.removeprefix("./")
