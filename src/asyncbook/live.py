"""Keep a served site up to date: after a save, only what it touches is made again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from watchdog.observers.polling import PollingObserver

from . import pages
from .book import Book, log
from .exports import export
from .language import LanguagePlugin
from .mistakes import shown
from .progress import record_all

POLL = 0.2
"""Seconds between two looks at the watched folders."""


class Live:
    """What was built, so that one page of it can be built again."""

    def __init__(
        self, book: Book, config: MkDocsConfig, built: dict[str, MkDocsConfig], build_language: Callable[[str], None]
    ) -> None:
        self.book, self.config, self.built, self.build_language = book, config, built, build_language
        self.root = book.root
        self.stamps = self._stamps()

    def attach(self, server: LiveReloadServer) -> None:
        """Have *server* call rebuild(), and notice a save sooner than MkDocs does."""
        self.build_all, server.builder = server.builder, self.rebuild
        watched = list(server._watched_paths)
        for path in watched:
            server.unwatch(path)
        server.observer = PollingObserver(timeout=POLL)
        for path in watched:
            server.watch(path)

    def rebuild(self) -> None:
        """Bring the site up to date with the files; what cannot be done by page is done by language, else as a whole."""
        before, self.stamps = self.stamps, self._stamps()
        changed = {path for path in before.keys() | self.stamps.keys() if before.get(path) != self.stamps.get(path)}
        if not changed:
            return
        started = time.monotonic()
        try:
            self._rebuild(changed, same_files=before.keys() == self.stamps.keys())
        except MkDocsException as error:
            log.error(f"{error}; what is served is as it was")
            self.stamps = before  # what is saved next brings this in, too
            return
        log.info(f"{', '.join(shown(path) for path in sorted(changed)[:3])}: up to date after {time.monotonic() - started:.2f} s")

    def _rebuild(self, changed: set[Path], *, same_files: bool) -> None:
        _, wrong = pages.read_all(path for path in sorted(changed) if path.suffix == ".md" and path.is_file())
        if wrong:
            raise BuildError("\n".join(map(str, wrong)))
        languages = self._languages_of(changed)
        if languages is None:
            self.build_all()
        elif same_files and all(path.suffix in (".md", ".py", ".out") for path in changed):
            self._pages(changed)
        else:
            self._snippets(changed)
            for language in languages:
                self.build_language(language)

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        files = [self.root / "mkdocs.yml"]
        for folder in ("docs", "snippets", "config"):
            files += [path for path in (self.root / folder).rglob("*") if not path.name.startswith(".")]
        states = {path: path.stat() for path in files if path.is_file()}
        return {path: (state.st_mtime_ns, state.st_size) for path, state in states.items()}

    def _languages_of(self, changed: Iterable[Path]) -> list[str] | None:
        """The languages that a change can be seen in; None where it is a matter of the whole site."""
        found: set[str] = set()
        for path in changed:
            part, *rest = path.relative_to(self.root).parts
            if part == "snippets" or (part == "docs" and rest[0] == "en"):
                found |= set(self.built)  # a page without a translation shows the English one
            elif part == "docs" and rest[0] in self.built:
                found.add(rest[0])
            elif part == "config" and path.stem in self.built:
                found.add(path.stem)
            else:
                return None
        return sorted(found)

    def _pages(self, changed: set[Path]) -> None:
        names = self._snippets(changed)
        for language in list(self.built):
            plugin = self._language_plugin(language)
            if not plugin.look_again():
                self.build_language(language)
                continue
            told = plugin.translated.touched(changed)
            touched = [f for f in plugin.files if f.page and (f.src_uri in told or self._touches(f, changed, names))]
            if touched and not self._update(language, plugin, touched):
                self.build_language(language)

    def _snippets(self, changed: set[Path]) -> set[str]:
        """Record what changed among the snippets; the names of those that pages have to show anew."""
        snippets = self.root / "snippets"
        stems = {path.relative_to(snippets).with_suffix("").as_posix() for path in changed if path.is_relative_to(snippets)}
        if not stems:
            return set()
        book = self.book
        names = {snippet.name for snippet in book.reload()} | stems
        fresh = [book.library.snippets[name] for name in sorted(names & book.library.snippets.keys())]
        record_all(book, fresh)
        for mistake in [
            *book.library.mistakes,
            *book.damaged,
            *(mistake for snippet in fresh for mistake in book.mistakes(snippet)),
        ]:
            log.warning(str(mistake))
        export(book, Path(self.config.site_dir))
        return names

    def _touches(self, file: File, changed: set[Path], names: set[str]) -> bool:
        path = Path(file.abs_src_path or "")
        if path in changed:
            return True
        if not names or path.suffix != ".md":
            return False
        return not names.isdisjoint(pages.read(path).programs)

    def _language_plugin(self, language: str) -> LanguagePlugin:
        return self.built[language].plugins["asyncbook-language"]  # type: ignore[return-value]

    def _update(self, language: str, plugin: LanguagePlugin, touched: list[File]) -> bool:
        """Build the *touched* pages again; False if the navigation of other pages is out of date with that."""
        site = self.built[language]
        search = site.plugins.get("material/search")
        if search:
            search.search_index = plugin.search_index  # MkDocs has one such plugin for all languages
        for file in touched:
            page = file.page
            assert page is not None
            self._tell_mistakes(file)
            before = _face(page)
            try:
                build._populate_page(page, site, plugin.files)
                plugin.answer(page)
                if _face(page) != before:
                    return False
                if search:
                    search.search_index.entries = [entry for entry in search.search_index.entries if not _is_of(entry, page)]
                build._build_page(page, site, plugin.files.documentation_pages(), plugin.nav, plugin.env)
            except BuildError as error:
                log.error(str(error))
            page.validate_anchor_links(files=plugin.files, log_level=site.validation.links.anchors)
        if search:
            search.on_post_build(config=site)
        return True

    def _tell_mistakes(self, file: File) -> None:
        path = Path(file.abs_src_path or "")
        if path.suffix == ".md":
            for mistake in pages.mistakes(pages.read(path), self.book.library):
                log.warning(str(mistake))


def _face(page: Page) -> tuple[str, str]:
    """What other pages show of *page*."""
    return str(page.title), str({key: value for key, value in page.meta.items() if key != "description"})


def _is_of(entry: dict[str, str], page: Page) -> bool:
    return entry["location"].partition("#")[0] == page.url
