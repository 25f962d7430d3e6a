"""The Python-Markdown extension: a fence that holds a snippet is answered from its recording.

Any generator that renders with Python-Markdown can load it. It replaces markdown-exec's Python
runner for known snippets and leaves every other fence to it.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import Element

import markdown_exec
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from . import glossary, quotes
from .book import Book, book_at, log
from .compare import expected_text
from .header import HeaderError, parse
from .recordings import Recording
from .render import recording_html
from .translations import comments

_stock = cast(Callable[..., Any], markdown_exec.formatters["python"])
_PENDING = re.compile(r"<!--asyncbook:(\d+)-->")
_LATER = re.compile(r"<!--asyncbook-recording:([^>]+)-->")
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>.*)")


class PageExtension(Extension):
    """Options: *root*, the project's folder; *language*, a tag such as ``zh``; *later*, for whoever calls answered()."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "root": [".", "The project's folder"],
            "language": ["en", "Language of captions"],
            "later": [False, "Wait for no program: leave marks for answered()"],
        }
        super().__init__(**options)
        self.pending: dict[int, str] = {}

    @property
    def book(self) -> Book:
        return book_at(Path(self.getConfig("root")).resolve())

    def extendMarkdown(self, md: Markdown) -> None:
        md.asyncbook = self  # type: ignore[attr-defined]
        md.registerExtension(self)
        markdown_exec.formatters["python"] = markdown_exec.formatters["py"] = _format
        # After pymdownx.snippets has put the file in (32), before SuperFences takes the fence (25).
        md.preprocessors.register(_Headers(md, self), "asyncbook-headers", 28)
        md.preprocessors.register(_Comments(md, self), "asyncbook-comments", 27)
        md.treeprocessors.register(_Place(md, self), "asyncbook-place", 0)
        if not self.getConfig("later"):
            md.postprocessors.register(_Quotes(md, self), "asyncbook-quotes", 0)
        terms = glossary.load(Path(self.getConfig("root")) / glossary.FOLDER)
        md.treeprocessors.register(glossary.Tooltips(md, terms, self.getConfig("language")), "asyncbook-glossary", 7)

    def shown(self, code: str) -> str:
        """*code* with its comments in the language of the page, as far as they are translated."""
        catalogue = comments.load(Path(self.getConfig("root")), self.getConfig("language"))
        return comments.translated(code, catalogue.texts) if catalogue else code

    def reset(self) -> None:
        self.pending.clear()

    def put(self, answer: str) -> str:
        """Keep *answer* until the page is a tree; the mark to leave in its place."""
        number = len(self.pending)
        self.pending[number] = answer
        return f"<!--asyncbook:{number}-->"


class _Headers(Preprocessor):
    """Takes the header off every included snippet, in fences that are run and in plain ones."""

    def __init__(self, md: Markdown, extension: PageExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        if not any("# /// s" in line for line in lines):
            return lines
        kept: list[str] = []
        at = 0
        while at < len(lines):
            kept.append(lines[at])
            at += 1
            if (opened := _FENCE.match(lines[at - 1])) and at < len(lines) and lines[at].lstrip().startswith("# ///"):
                at += self._header(lines, at, opened["indent"] + opened["fence"])
        return kept

    def _header(self, lines: list[str], at: int, closing: str) -> int:
        end = next((n for n in range(at, len(lines)) if lines[n].rstrip() == closing), at)
        body = textwrap.dedent("\n".join(lines[at:end]))
        try:
            return parse(body).lines if self.extension.book.library.find(body) else 0
        except HeaderError:
            return 0


class _Comments(Preprocessor):
    """Translates the comments of programs in plain fences; the others are translated when they are answered."""

    def __init__(self, md: Markdown, extension: PageExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        for at, line in enumerate(lines):
            if (opened := _FENCE.match(line)) and "py" in opened["info"] and "exec=" not in opened["info"]:
                end = next(
                    (n for n in range(at + 1, len(lines)) if lines[n].rstrip() == opened["indent"] + opened["fence"]), at + 1
                )
                lines[at + 1 : end] = self._translated(lines[at + 1 : end])
        return lines

    def _translated(self, lines: list[str]) -> list[str]:
        body = textwrap.dedent("\n".join(lines))
        if not self.extension.book.library.find(body):
            return lines
        indent = " " * max(len(line) - len(inner) for line, inner in zip(lines, body.split("\n"), strict=True))
        return [(indent + line).rstrip() for line in self.extension.shown(body).split("\n")]


class _Place(Treeprocessor):
    """Moves each recording behind the list of annotations that belongs to its source."""

    def __init__(self, md: Markdown, extension: PageExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        if not self.extension.pending:
            return
        for parent in list(root.iter()):
            for child in list(parent):
                if answer := self._answer(child):
                    self._insert(parent, child, answer)

    def _answer(self, element: Element) -> str:
        stashed = _STASHED.fullmatch((element.text or "").strip())
        if not stashed or len(element):
            return ""
        number = int(stashed[1])
        code = self.md.htmlStash.rawHtmlBlocks[number]
        pending = _PENDING.search(code) if isinstance(code, str) else None
        if not pending or not isinstance(code, str):
            return ""
        self.md.htmlStash.rawHtmlBlocks[number] = code.replace(pending[0], "")
        return self.extension.pending.pop(int(pending[1]))

    def _insert(self, parent: Element, source: Element, answer: str) -> None:
        children = list(parent)
        at = children.index(source)
        if at + 1 < len(children) and children[at + 1].tag == "ol" and self._has_source(source):
            at += 1
        block = Element("p")
        block.text = self.md.htmlStash.store(answer)
        parent.insert(at + 1, block)
        if not self._has_source(source):
            parent.remove(source)

    def _has_source(self, element: Element) -> bool:
        number = int(_STASHED.fullmatch((element.text or "").strip())[1])  # type: ignore[index]
        return bool(self.md.htmlStash.rawHtmlBlocks[number])


class _Quotes(Postprocessor):
    """Puts values in the place of quotes, where nobody will call answered()."""

    def __init__(self, md: Markdown, extension: PageExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        return answered(text, self.extension.book, self.extension.getConfig("language"))


def _format(*, code: str, md: Markdown, **options: Any) -> str:
    extension: PageExtension | None = getattr(md, "asyncbook", None)
    snippet = extension.book.library.find(code) if extension else None
    if snippet is None:
        return _guarded(code=code, md=md, **options)
    assert extension is not None
    mark = f"<!--asyncbook-recording:{snippet.name}-->"
    shown = mark if extension.getConfig("later") else answered(mark, extension.book, extension.getConfig("language"))
    return _source(extension.shown(snippet.display), md, options) + extension.put(shown)


def answered(page: str, book: Book, language: str) -> str:
    """*page* with a recording in the place of each mark, a value in that of each quote; waits for what still runs."""

    def answer(mark: re.Match[str]) -> str:
        snippet = book.library.snippets[mark[1]]
        answer, mistakes = book.ask(snippet).result(), book.mistakes(snippet)
        return recording_html(snippet, answer, language, mistakes, book.did(snippet), book.recordings(snippet))

    def quote(found: re.Match[str]) -> str:
        snippet = book.library.snippets.get(found["name"])
        if snippet is None:
            return found[0]
        recording = book.ask(snippet).result()
        text = recording.text if isinstance(recording, Recording) else expected_text(snippet)
        return quotes.quoted(snippet.name, found["key"], text)

    return quotes.RENDERED.sub(quote, _LATER.sub(answer, page))


def _source(code: str, md: Markdown, options: dict[str, Any]) -> str:
    if not options.get("source"):
        return ""
    fences = md.preprocessors["fenced_code_block"]
    extra = {key: value for key, value in options.get("extra", {}).items() if key in ("title", "hl_lines", "linenums")}
    highlighted = fences.highlight(code, "python", extra, md, classes=[], id_value="", attrs={})  # type: ignore[attr-defined]
    return str(highlighted)


def _guarded(**options: Any) -> str:
    """markdown-exec's own runner, which nothing that a fence raises may end."""
    try:
        return str(_stock(**options))
    except BaseException as error:
        told = f"{type(error).__name__}: {error}".removesuffix(": ")
        first = options["code"].strip().partition("\n")[0]
        log.warning(f"the fence that begins with {first!r} ended with {told}; expected it to run to its end")
        return f'<pre class="recording-failed"><code>{html.escape(told)}</code></pre>'


def makeExtension(**options: Any) -> PageExtension:
    return PageExtension(**options)
