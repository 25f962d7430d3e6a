"""The MkDocs glue of the root project: records the snippets, builds each language, publishes the site."""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.utils import CountHandler
from mkdocs.utils.yaml import yaml_load

from . import glossary, pages
from .book import book_at, log
from .dates import last_changes
from .exports import export
from .language import LanguagePlugin
from .live import Live
from .mistakes import Mistake, counted, shown
from .pool import RunError
from .progress import recording
from .publish import publish, restore, staging
from .slim import slim
from .strings import strings
from .translated import Site
from .translations import comments, linked


class BookConfig(Config):
    languages = options.ListOfItems(options.Type(str), default=["en"])


class BookPlugin(BasePlugin[BookConfig]):
    """Of the root project: records the snippets, builds the languages, publishes the site."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command
        self.staging: Path | None = None
        self.served = False
        self.built: dict[str, MkDocsConfig] = {}
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self.warnings)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.config_file_path).parent
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        self.book = book_at(self.root)
        self.book.reload()
        self.book.run_all = self.command == "build"  # a person who serves wants to see the pages soon
        config.watch += [str(self.root / folder) for folder in ("docs", "snippets", "config")]
        config.repo_url = config.repo_url or repository(self.root)
        known = [self._entry(language) for language in self.config.languages]
        config.extra["languages"] = [entry for entry in known if entry["code"] in self._languages()]
        self.site = Site(
            root=self.root,
            built=tuple(self._languages()),
            repo_url=(config.repo_url or "").rstrip("/"),
            names={entry["code"]: entry["name"] for entry in known},
            tags={entry["code"]: entry["tag"] for entry in known},
            dates=last_changes(self.root),
        )
        if self.command == "build":
            self.target = Path(config.site_dir)
            restore(self.target, self.book.cache)
            self.staging = staging(self.book.cache)
            config.site_dir = str(self.staging)
        elif not self.served:
            _free(config.dev_addr.host, config.dev_addr.port)
        return config

    def _entry(self, language: str) -> dict[str, Any]:
        """What a language calls itself, for the pages above the languages."""
        with (self.root / "config" / f"{language}.yml").open("rb") as file:
            settings = yaml_load(file)
        listed = (settings.get("extra") or {}).get("alternate") or []
        own: dict[str, str] = next((entry for entry in listed if entry["link"].strip("/") == language), {})
        title, told = settings.get("site_name", language), settings.get("site_description", "")
        return {
            "code": language, "tag": own.get("lang", language), "name": own.get("name", language),
            "title": title, "description": told, "words": strings(language),
        }  # fmt: skip

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        folders = [self.root / "docs" / language for language in self._languages()]
        found, unreadable = pages.read_all(path for folder in folders for path in sorted(folder.rglob("*.md")))
        wrong = [*self.book.library.mistakes, *self.book.damaged, *unreadable]
        wrong += [mistake for page in found for mistake in pages.mistakes(page, self.book.library)]
        wrong += [*linked.mistakes(self.root), *glossary.mistakes(self.root / glossary.FOLDER), *comments.mistakes(self.root)]
        _tell(wrong, strict=config.strict)
        if unreadable:
            raise Abort("\n".join(map(str, unreadable)))

    @contextmanager
    def _libraries_compiled(self) -> Iterator[None]:
        """The first time, have what notebooks import compiled while the programs run, or rather sleep."""
        if (self.book.cache / "notebooks").exists() or not any((self.root / "docs").rglob("*.ipynb")):
            yield
            return
        libraries = "import ipykernel.kernelapp, mkdocs_jupyter.plugin"
        with subprocess.Popen([sys.executable, "-W", "ignore", "-c", libraries]):
            yield

    def _tell_not_run(self) -> None:
        for snippet in self.book.library.snippets.values():
            answer = self.book.ask(snippet).result()
            if detail := getattr(answer, "detail", ""):
                level = logging.WARNING if os.environ.get("REQUIRE") == "all" else logging.INFO
                log.log(level, f"{shown(snippet.path)}: not run here: {answer.reason}: {detail}")  # type: ignore[union-attr]

    def _languages(self) -> list[str]:
        only = os.environ.get("DOCS_LANG")
        if only and only not in self.config.languages:
            raise Abort(f"DOCS_LANG={only}: there is no such language; expected one of {', '.join(self.config.languages)}")
        return [only] if only else self.config.languages

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        warnings.filterwarnings("ignore", module=".*jieba")  # told where it is compiled, the first time only
        snippets = list(self.book.library.snippets.values())
        try:
            with recording(self.book, snippets), self._libraries_compiled():
                for language in self._languages():
                    self.build_language(language, config)
        except RunError as error:
            raise Abort(str(error)) from error
        _tell([mistake for snippet in snippets for mistake in self.book.mistakes(snippet)], strict=config.strict)
        self._tell_not_run()
        export(self.book, Path(config.site_dir))
        if config.strict and self.warnings.get_counts():
            log.info(f"{shown(self.target)} was left as it was")
            return  # MkDocs says how many warnings there were, and stops
        if self.staging:
            publish(self.staging, self.target, self.book.cache)
            log.info(f"The site is in {shown(self.target)}")
            if self._languages() == self.config.languages:
                self.book.store.prune(self.book.pool.used())

    def build_language(self, language: str, config: MkDocsConfig) -> None:
        """Build one language into its folder of the site."""
        settings: dict[str, Any] = {"strict": config.strict}
        if config.site_url:
            settings["site_url"] = urljoin(config.site_url, f"{language}/")
        if config.repo_url:
            settings |= {"repo_url": config.repo_url, "edit_uri": f"edit/main/docs/{language}/"}
        path = self.root / "config" / f"{language}.yml"
        site = load_config(str(path), site_dir=str(Path(config.site_dir) / language), **settings)
        if jieba := sys.modules.get("jieba"):  # which Material's search has imported
            jieba.setLogLevel(logging.WARNING)
        plugin = site.plugins["asyncbook-language"]
        assert isinstance(plugin, LanguagePlugin)
        plugin.book, plugin.site, plugin.language, plugin.site_url = self.book, self.site, language, config.site_url or "/"
        site.plugins.on_startup(command=self.command, dirty=False)
        build(site)
        site.plugins.on_shutdown()
        slim(Path(site.site_dir))
        if search := site.plugins.get("material/search"):
            plugin.search_index = search.search_index
        self.built[language] = site

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        self.served = True
        Live(self.book, config, self.built, lambda language: self.build_language(language, config)).attach(server)
        return server

    def on_shutdown(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.staging:
            shutil.rmtree(self.staging, ignore_errors=True)


def _free(host: str, port: int) -> None:
    """Abort where nothing can be served, before anything is built."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as error:
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror  # without what the socket module adds
        other = f"serve elsewhere: .venv/bin/mkdocs serve --dev-addr {host}:{port + 1}"
        raise Abort(f"{host}:{port} cannot be served: {why}; {other}") from error


def repository(root: Path) -> str | None:
    """The address of the project's repository: REPO_URL, or where git would push to on GitHub."""
    if address := os.environ.get("REPO_URL"):
        return address
    try:
        done = subprocess.run(["git", "remote", "get-url", "origin"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?$", done.stdout.strip())
    return f"https://github.com/{found[1]}" if found else None


def _tell(mistakes: list[Mistake], *, strict: bool) -> None:
    for mistake in mistakes:
        (log.error if strict else log.warning)(str(mistake))
    if mistakes and strict:
        raise Abort(f"{counted(len(mistakes), 'mistake')}; the site was left as it was")
