"""Beginning a page, and beginning a language."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import yaml

from ..mistakes import shown
from . import frontmatter, names
from .asked import Asked
from .check import alternates, entry_of
from .frontmatter import SOURCE, TRANSLATORS, FrontMatterError
from .pins import pin
from .tree import ENGLISH, Tree, Unreadable
from .writing import write_all

SEPARATOR = r"""'[\s\u200b\u3000\-_,:!=\[\]()"`/、，。．？！；：（）《》“”.]+|&[lg]t;'"""
"""Where search cuts the words of languages that write none of their own spaces."""


def new_page(asked: Asked, language: str, page: str) -> Path:
    """Copy the English *page* for *language*, with its pin. Refused, if the page is there already."""
    path = asked.tree.path(language, page)
    if page not in asked.tree.english:
        raise asked.refused("no_page", word=page, nearest="docs/en/")
    if path.exists():
        raise asked.refused("exists", path=shown(path), words=f"{language} {page}")
    for folder in path.parents:
        if folder.is_file():
            raise asked.refused("in_the_way", path=shown(folder))
    write_all({path: _begun(asked, page)})
    return path


def _begun(asked: Asked, page: str) -> str:
    try:
        english = asked.tree.read(ENGLISH, page)
        return frontmatter.written(page, english, {SOURCE: pin(english), TRANSLATORS: []})
    except (Unreadable, FrontMatterError) as error:
        raise asked.refused("cannot_pin", path=shown(asked.tree.path(ENGLISH, page))) from error


def new_language(asked: Asked, tag: str, name: str) -> list[Path]:
    """Begin the language *tag*, which calls itself *name*: configuration, folder, glossary, strings, selector.
    What was written. Refused, if the tag is none, or the language is there."""
    tree = asked.tree
    if names.well_formed(tag) and (taken := _taken(tree, tag)):
        raise asked.refused("language_exists", tag=tag, path=shown(taken))
    if tag not in names.NAMES and not (name and names.well_formed(tag)):
        _mistyped(asked, tag)
    if not (name := name or names.NAMES.get(tag, "")):
        raise asked.refused("no_name", tag=tag)
    config = tree.root / "config"
    files = {
        config / f"{tag}.yml": _config(asked, tag),
        tree.root / "docs" / tag / ".gitkeep": "",
        tree.root / "mkdocs.yml": _with_language(asked, tree.root / "mkdocs.yml", tag),
    }
    if (config / "base.yml").is_file():
        files[config / "base.yml"] = _with_alternate(asked, config / "base.yml", tag, name)
    glossary = config / "glossary"
    if (glossary / "en.toml").is_file() and not (glossary / f"{tag}.toml").exists():
        files[glossary / f"{tag}.toml"] = _glossary(glossary / "en.toml", tag)
    strings = tree.root / "src" / "asyncbook" / "strings"
    if (strings / "en.toml").is_file() and not (strings / f"{tag}.toml").exists():
        files[strings / f"{tag}.toml"] = _strings(strings / "en.toml", tag)
    write_all(files)
    return list(files)


def _mistyped(asked: Asked, tag: str) -> None:
    """Refused, if *tag* is none, or another one is usual for what was probably meant."""
    meant = names.meant(tag)
    if meant and (taken := _taken(asked.tree, meant)):
        raise asked.refused("language_exists", tag=meant, path=shown(taken))
    if not names.well_formed(tag):
        raise asked.refused("bad_tag", tag=tag, nearest=f"`{meant}`" if meant else asked.messages.say("tag_example"))
    if meant:
        raise asked.refused("other_tag", tag=tag, nearest=f"`{meant}`")


def _taken(tree: Tree, tag: str) -> Path | None:
    """What shows that the language is there already: its configuration, its folder, its entry in the selector."""
    config = tree.root / "config"
    for path in (config / f"{tag}.yml", tree.root / "docs" / tag):
        if path.exists():
            return path
    base = config / "base.yml"
    known = [entry_of(entry, "lang") for entry in alternates(_composed(base))] if base.is_file() else []
    return base if any(isinstance(node, yaml.ScalarNode) and node.value == tag for node in known) else None


def _composed(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _config(asked: Asked, tag: str) -> str:
    """English's configuration, made that of *tag*: names and titles are still to be translated."""
    path = asked.tree.root / "config" / "en.yml"
    node = _composed(path)
    folder = entry_of(node, "docs_dir")
    if not isinstance(folder, yaml.ScalarNode):
        raise asked.refused("cannot_edit", path=shown(path), what="docs_dir")
    search = entry_of(entry_of(node, "plugins"), "search")
    values: dict[yaml.Node | None, str] = {
        folder: folder.value.removesuffix(ENGLISH) + tag,
        entry_of(entry_of(node, "theme"), "language"): tag if tag in names.THEME else ENGLISH,
        entry_of(search, "lang"): f"[{tag}, {ENGLISH}]" if tag in names.SEARCH else ENGLISH,
    }
    if tag in names.UNSPACED:
        values[entry_of(search, "separator")] = SEPARATOR
    return _replaced(path.read_text(encoding="utf-8"), values)


def _replaced(text: str, values: dict[yaml.Node | None, str]) -> str:
    """*text* with other values in the place of some nodes; those that are None are not there."""
    nodes = sorted((node for node in values if node), key=lambda node: -node.start_mark.index)
    for node in nodes:
        text = text[: node.start_mark.index] + values[node] + text[node.end_mark.index :]
    return text


def _with_language(asked: Asked, path: Path, tag: str) -> str:
    node = _composed(path)
    listed = entry_of(entry_of(entry_of(node, "plugins"), "asyncbook"), "languages")
    if not isinstance(listed, yaml.SequenceNode) or not listed.value:
        raise asked.refused("cannot_edit", path=shown(path), what="plugins: asyncbook: languages: [en, …]")
    text, last = path.read_text(encoding="utf-8"), listed.value[-1]
    more = f", {tag}" if listed.flow_style else f"\n{' ' * (last.start_mark.column - 2)}- {tag}"
    return text[: last.end_mark.index] + more + text[last.end_mark.index :]


def _with_alternate(asked: Asked, path: Path, tag: str, name: str) -> str:
    entries = alternates(_composed(path))
    if not entries:
        raise asked.refused("cannot_edit", path=shown(path), what="extra: alternate:")
    text, last = path.read_text(encoding="utf-8"), entries[-1]
    lines = text.split("\n")
    at = last.end_mark.line + (1 if last.end_mark.column else 0)
    while not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#"):
        at -= 1
    shown_name = name if re.fullmatch(r"\w[\w ()-]*", name) else json.dumps(name, ensure_ascii=False)
    lines.insert(at, f"{' ' * (last.start_mark.column - 2)}- {{name: {shown_name}, link: {tag}/, lang: {tag}}}")
    return "\n".join(lines)


def _glossary(english: Path, tag: str) -> str:
    """A table that agrees on no term yet: each English one, ready to be translated."""
    told = f"# The terms of the book in {tag}, each under its id in en.toml. Take away the # of those that you translate.\n"
    told += '# also = ["…"] may stand for it, banned = ["…"] must not; reason = "…" says why; text = "…" explains it.\n'
    for id, row in tomllib.loads(english.read_text(encoding="utf-8")).items():
        told += f"\n# [{id}]\n# translation = {json.dumps(row.get('term', id), ensure_ascii=False)}\n"
    return told


def _strings(english: Path, tag: str) -> str:
    """The interface's words, each in English behind a mark that keeps it from counting."""
    told = f"# The words around a recording in {tag}. Translate a line and take away its #; until then it is shown in English.\n"
    return told + "".join(f"# {line}\n" for line in english.read_text(encoding="utf-8").splitlines() if line.strip())
