"""Everything that is to be said of a page and of the project: what `asyncbook translations check` tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import yaml

from ..mistakes import Mistake, shown
from . import comments, life, links, names, places, prose, structure, terms
from .diff import compared
from .findings import Finding, Place
from .pair import Pair
from .pins import PIN
from .sections import sections
from .status import Status
from .tree import ENGLISH, Tree, markdown

GLOSSARY = Path("config", "glossary")
_NOT_LANGUAGES = (ENGLISH, "root", "theme")


@dataclass(frozen=True, slots=True)
class Checked:
    """The *findings* on one *page* in one *language*. *page* is empty for those of all its pages, and both are
    for those of the project."""

    language: str
    page: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.error for finding in self.findings)


@dataclass(frozen=True)
class Check:
    """Checks the pages of *tree*. One serves for all of them."""

    tree: Tree
    _unreadable: dict[str, Finding | None] = field(default_factory=dict)
    _sites: dict[str, links.Site] = field(default_factory=dict)

    @cached_property
    def status(self) -> Status:
        return Status(self.tree)

    def page(self, language: str, page: str, *, in_step: bool = False) -> Checked:
        """What is to be said of *page*. Where English went on since it was translated, what differs in those
        sections is no error, unless the page claims to be *in_step*."""
        return Checked(language, page, tuple(self._findings(language, page, in_step)))

    def _findings(self, language: str, page: str, in_step: bool) -> Iterator[Finding]:
        if not self.tree.path(language, page).exists():
            yield life.missing(self.status, language, page)
            return
        if (broken := life.unreadable(self.status, language, page)) or (broken := self._english_unreadable(page)):
            yield broken
            return
        found = [*life.findings(self.status, language, page)]
        if page in self.tree.english and not life.textless(found):
            pair = self.pair(language, page)
            found += self._texts(pair) if in_step else self._since(pair)
        yield from sorted(found, key=lambda finding: finding.here.line)

    def _english_unreadable(self, page: str) -> Finding | None:
        if page not in self.tree.english:
            return None
        if page not in self._unreadable:
            self._unreadable[page] = life.unreadable(self.status, ENGLISH, page)
        return self._unreadable[page]

    def pair(self, language: str, page: str) -> Pair:
        """The page in both languages, a notebook as the Markdown that it would be."""
        english, own = self.status.english(page), self.tree.read(language, page)
        return Pair(self.tree.root, language, page, markdown(page, english), markdown(page, own))

    def _texts(self, pair: Pair) -> Iterator[Finding]:
        """What the texts of both pages have otherwise than they should."""
        differing = structure.findings(pair)
        yield from differing
        yield from links.findings(pair, self.site(pair.language), differing)
        if not any(finding.code == "page-untranslated" for finding in differing):
            yield from prose.findings(pair, self.glossary)

    def site(self, language: str) -> links.Site:
        """What pages in *language* may link to."""
        if language not in self._sites:
            explained = [term.id for term in self.glossary if term.text(language)]
            self._sites[language] = places.site(self.tree, language, explained)
        return self._sites[language]

    @cached_property
    def glossary(self) -> tuple[terms.Term, ...]:
        return terms.load(self.tree.root / GLOSSARY)

    def _since(self, pair: Pair) -> Iterator[Finding]:
        """The same where English may have gone on: what differs in the sections that it changed is a warning, and
        is not told at all of a page that still is what the older text was."""
        found = list(self._texts(pair))
        changed, kept = self._changed(pair), self.keeps_older(pair) if found else False
        for finding in found:
            if not finding.error or not _lies_in(changed, pair, finding):
                yield finding
            elif not kept:
                yield replace(finding, error=False, fixable=False)

    def keeps_older(self, pair: Pair) -> bool:
        """Whether a page is made as an older English text was, as far as git can tell: bringing it in step is then
        a matter of translating, not of mending."""
        if self._changed(pair) == set():
            return False
        old = self.status.old_texts.get(self.status.front_matter(pair.language, pair.page).source)
        return old is None or not any(
            finding.error for finding in structure.findings(replace(pair, english=markdown(pair.page, old)))
        )

    def _changed(self, pair: Pair) -> set[str] | None:
        """The ids of the sections that English has otherwise than the text that the page was made from; None where
        git does not have that text."""
        status, pin = self.status, self.status.front_matter(pair.language, pair.page).source
        if not PIN.fullmatch(pin) or pin == status.english_pin(pair.page):
            return set()
        old = status.old_texts.get(pin)
        return None if old is None else {change.id for change in compared(markdown(pair.page, old), pair.english)}


def _lies_in(changed: set[str] | None, pair: Pair, finding: Finding) -> bool:
    """Whether *finding* is about one of these sections; about any, if it is not known which."""
    if changed is not None and not changed:
        return False
    places = [(pair.own, finding.here), *([(pair.english, finding.english)] if finding.english else [])]
    return changed is None or any(_section_at(text, place.line) in changed for text, place in places)


def _section_at(text: str, line: int) -> str:
    """The id of the section of *text* in which *line* stands; empty above the first."""
    return next((section.id for section in reversed(sections(text)) if section.line <= line), "")


def project(tree: Tree) -> list[Checked]:
    """What is wrong with the folders, tags and tables of the languages themselves, and with their programs' comments."""
    wrong = terms.mistakes(tree.root / GLOSSARY)
    shared = (*_folders(tree), *_tags(tree.root / "config" / "base.yml"), *map(_of_glossary, wrong))
    return [
        Checked("", "", shared),
        *(Checked(language, "", tuple(comments.findings(tree.root, language))) for language in tree.languages),
    ]


def _of_glossary(mistake: Mistake) -> Finding:
    values = {"found": mistake.found, "expected": mistake.expected, "mend": mistake.mend}
    return Finding("glossary-row", Place(mistake.path, mistake.line), values=values)


def _folders(tree: Tree) -> Iterator[Finding]:
    for path in sorted((tree.root / "docs").iterdir()):
        here, name = Place(shown(path), 1), path.name
        if name in tree.languages and not path.is_dir():
            yield Finding("file-for-folder", here, values={"path": here.path})
        elif path.is_dir() and name not in _NOT_LANGUAGES and not name.startswith("."):
            if not names.well_formed(name):
                yield Finding("language-tag", here, values={"tag": name, "nearest": _tag_for(name)})
            elif name not in tree.languages:
                yield Finding("language-without-config", here, values={"folder": name})


def _tags(path: Path) -> Iterator[Finding]:
    """The tags that the languages' selector gives to browsers."""
    try:
        config = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return  # MkDocs tells of it
    for entry in alternates(config):
        tag = next((value for key, value in entry.value if key.value == "lang"), None)
        if tag and not names.well_formed(tag.value):
            here = Place(shown(path), tag.start_mark.line + 1, f"lang: {tag.value}")
            yield Finding("language-tag", here, values={"tag": tag.value, "nearest": _tag_for(tag.value)})


def alternates(config: yaml.Node | None) -> list[yaml.MappingNode]:
    """The entries of the languages' selector in a configuration."""
    extra = entry_of(config, "extra")
    listed = entry_of(extra, "alternate")
    entries = listed.value if isinstance(listed, yaml.SequenceNode) else []
    return [entry for entry in entries if isinstance(entry, yaml.MappingNode)]


def entry_of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of *key*, where *node* is a mapping that has it."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _tag_for(word: str) -> str:
    return f"`{names.meant(word) or 'ja, pt-BR, zh-Hans'}`"
