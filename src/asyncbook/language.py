"""The MkDocs glue of one language's project: fallback pages, glossary, notebooks, links into the site."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from . import glossary, notebooks, pages
from .book import Book, log
from .exports import recordings_json
from .page import answered
from .recordings import write_atomically
from .strings import strings
from .tables import all_versions_html, numbers_html
from .translated import HELP, STATUS, Site, Translated

VERSIONS = "<!-- versions -->"
"""Where a page shows what every program did on every Python."""
NUMBERS = "<!-- numbers -->"
"""Where a page shows how much was run."""
NOTEBOOK_CSS = "assets/notebook.css"


class LanguageConfig(Config):
    """No options."""


class LanguagePlugin(BasePlugin[LanguageConfig]):
    """Of one language's project: fallback pages, glossary, links into the rest of the site."""

    book: Book
    site: Site
    language: str
    site_url: str
    search_index: Any
    files: Files
    nav: Navigation
    env: Environment

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.repo_url = config.repo_url
        config.mdx_configs["asyncbook"] = {"root": str(self.book.root), "language": self.language, "later": True}
        config.extra["scope"] = urlsplit(self.site_url).path or "/"  # a choice of colours holds for every language
        alternate = config.extra.get("alternate", [])
        config.extra["alternate"] = [entry for entry in alternate if entry["link"].strip("/") in self.site.built]
        for entry in config.extra["alternate"]:
            entry["link"] = urlsplit(urljoin(self.site_url, entry["link"])).path
        if len(config.extra["alternate"]) < 2:
            config.extra["alternate"] = []  # nothing to choose from
        self.tag = self.site.tags.get(self.language, self.language)
        self.translated = Translated(self.site, self.language, strings(self.language))
        if jupyter := config.plugins.get("mkdocs-jupyter"):
            notebooks.prepare(self.book.cache / "ipython")
            folder = f"{self.language}-{platform.python_version()}"  # the tools' own Python is the kernel
            jupyter.config["cache_dir"] = str(self.book.cache / "notebooks" / folder)
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        english = self.book.root / "docs" / "en"
        self.missing = []
        for path in sorted(english.rglob("*")) if english != Path(config.docs_dir) else []:
            uri = path.relative_to(english).as_posix()
            if path.is_file() and files.get_file_from_path(uri) is None:
                files.append(File(uri, str(english), config.site_dir, config.use_directory_urls))
                self.missing.append(uri)
        if written := [uri for uri in self.missing if uri.endswith((".md", ".ipynb"))]:
            log.info(f"Shown in English, for want of a translation into {self.language}: {', '.join(written)}")
        for file in self.translated.pages(config):
            files.append(file)
        return files

    def look_again(self) -> bool:
        """See how translations stand after a save; False if there are other pages now than were built."""
        before, self.translated = self.translated, Translated(self.site, self.language, strings(self.language))
        for uri in self.translated.changes.keys() & before.changes.keys():
            if file := self.files.get_file_from_path(uri):
                file.content_string = self.translated.change_markdown(uri)
        return self.translated.changes.keys() == before.changes.keys()

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        self.env, self.files = env, files
        env.globals["words"] = strings(self.language)
        if self.book.pool.running and (jieba := sys.modules.get("jieba")):
            jieba.initialize()  # Chinese search needs its dictionary; while programs run, loading it costs no time
        for file in files.documentation_pages():  # every page is rendered by now
            self.answer(file.page)
        return env

    def answer(self, page: Page | None) -> None:
        """Put the recordings into *page*."""
        if page is None or page.content is None:
            return
        up = get_relative_url(".", page.url) + "/../snippets/"
        source = f"{self.repo_url.rstrip('/')}/blob/main/snippets/" if self.repo_url else up
        html = answered(page.content, self.book, self.language)
        english = page.file.src_uri in self.missing
        if english:
            html = html.replace('<div class="recording ', f'<div lang="{self.tag}" class="recording ')
        words = strings("en" if english else self.language)
        if VERSIONS in html:
            tables = {name: self.book.did(snippet) for name, snippet in self.book.library.snippets.items()}
            script = f'<script src="{get_relative_url("assets/versions.js", page.url)}"></script>'
            html = html.replace(VERSIONS, all_versions_html(tables, self._pages_of(page), words) + script)
        if NUMBERS in html:
            html = html.replace(NUMBERS, numbers_html(recordings_json(self.book), words))
        if STATUS in html:
            html = html.replace(STATUS, self.translated.tables(page, self.files))
        page.content = html.replace('"asyncbook:download/', f'"{up}').replace('"asyncbook:source/', f'"{source}')

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        english = page.file.src_uri in self.missing
        if english:
            page.canonical_url = urljoin(self.site_url, f"en/{page.url}")
            page.edit_url = self.translated.edit_url(page.file.src_uri)
        if "<!-- glossary -->" in markdown:
            terms = glossary.load(self.book.root / glossary.FOLDER)
            markdown = markdown.replace("<!-- glossary -->", glossary.markdown_list(terms, "en" if english else self.language))
        return markdown

    def lists(self, file: File) -> bool:
        """Whether a page is one that this language has itself: search engines are told of no others."""
        return file.src_uri not in self.missing and file.src_uri not in self.translated.changes

    @property
    def has_status(self) -> bool:
        """Whether the book has a page that tells how to translate."""
        return self.files.get_file_from_path(HELP) is not None

    def _pages_of(self, page: Page) -> dict[str, str]:
        """Which page shows a snippet: its address, seen from *page*."""
        found: dict[str, str] = {}
        for file in self.files.documentation_pages():
            if file.src_uri.endswith(".md") and file.abs_src_path:
                for _, included in pages.read(Path(file.abs_src_path)).includes:
                    found.setdefault(included.removesuffix(".py"), get_relative_url(file.url, page.url))
        return found

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        if page.file.src_uri.endswith(".ipynb"):
            html = self._notebook(html, page, config)
        return self.translated.content(html, page, files)

    def _notebook(self, html: str, page: Page, config: MkDocsConfig) -> str:
        html, css = notebooks.tidy(html, get_relative_url(NOTEBOOK_CSS, page.url), page.file.name)
        if css:
            write_atomically(Path(config.site_dir) / NOTEBOOK_CSS, css)
        page.toc = get_toc(notebooks.toc_tokens(html))
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self._tagged(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        return self._tagged(output)

    def _tagged(self, output: str) -> str:
        """Material knows Chinese as ``zh``; readers' software wants to know which."""
        return re.sub(r'<html lang="[^"]*"', f'<html lang="{self.tag}"', output, count=1)
