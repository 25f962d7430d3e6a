"""What a person asked for: which project, which language, which page. Whatever they typed, a mistake gets a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import names
from .history import git
from .life import close
from .messages import Messages
from .tree import ENGLISH, Tree


class Refused(Exception):
    """What a person asked for cannot be done; the text tells them why."""


@dataclass(frozen=True)
class Asked:
    """Understands words about *tree*, and answers in the language of *messages*."""

    tree: Tree
    messages: Messages

    def refused(self, word: str, /, **values: object) -> Refused:
        return Refused(self.messages.say(word, **values))

    def language(self, word: str) -> str:
        """The folder of the language *word*; English is none."""
        there = self.languages()
        if word in there:
            return word
        if word == ENGLISH:
            raise self.refused("is_english", nearest=close("", there))
        tag = names.meant(word) or (word if names.well_formed(word) else "")
        same = [name for name in there if tag in (name, names.meant(name)) or name.lower() == word.lower()]
        told = self.messages.say("no_language", word=word, nearest=close(word, same or there))
        more = f"\n{self.messages.say('new_language', tag=tag)}" if tag and not same else ""
        raise Refused(told + more)

    def languages(self) -> tuple[str, ...]:
        """Those that are translated into; Refused, if there are none."""
        if not self.tree.languages:
            raise self.refused("no_languages")
        return self.tree.languages

    def english_page(self, word: str) -> str:
        """The English page that *word* names."""
        return self.page(word, ())

    def page(self, word: str, languages: Sequence[str]) -> str:
        """The page that *word* names: a path, the end of one, or the name alone. Orphans of *languages* count."""
        known = self._known(languages)
        found = self._named(word, known)
        if len(found) == 1:
            return found[0]
        if found:
            raise self.refused("which_page", word=word, nearest=close("", found))
        raise self.refused("no_page", word=word, nearest=_nearest(self._name(word), known))

    def _name(self, word: str) -> str:
        name = _tidy(word, self.tree.root)
        for folder in (ENGLISH, *self.tree.languages):
            name = name.removeprefix(f"docs/{folder}/")
        return name

    def _named(self, word: str, known: Sequence[str]) -> list[str]:
        """The pages that *word* may be: those of that path, or else those of which it is the end."""
        name = self._name(word)
        found = [page for page in known if name in (page, _bare(page))]
        return found or [page for page in known if _bare(page).endswith(f"/{_bare(name)}")]

    def pages(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """The languages and pages that *words*, a language and pages or either or none, ask for."""
        first, *rest = words or ("",)
        if not first or first in self.tree.languages:
            languages = (first,) if first else self.languages()
            return self._of(languages, rest)
        tag = not _is_path(first) and (names.well_formed(first) or names.meant(first))
        if tag and not self._named(first, self._known(self.tree.languages)):
            self.language(first)  # which tells that there is none
        return self._of(self.tree.languages, words)

    def _of(self, languages: Sequence[str], words: Sequence[str]) -> list[tuple[str, str]]:
        if not words:
            return [(language, page) for language in languages for page in self._known((language,))]
        found = []
        for word in words:
            own = _folder(word, self.tree)
            for page in self._inside(word, languages) or [self.page(word, languages)]:
                found += [(language, page) for language in languages if own in ("", ENGLISH, language)]
        return list(dict.fromkeys(found))

    def _inside(self, word: str, languages: Sequence[str]) -> list[str]:
        """The pages in the folder that *word* names, if it names one."""
        name = f"{_tidy(word, self.tree.root)}/"
        for folder in (ENGLISH, *self.tree.languages):
            name = name.removeprefix(f"docs/{folder}/")
        return [page for page in self._known(languages) if page.startswith(name)]

    def _known(self, languages: Sequence[str]) -> tuple[str, ...]:
        """English pages in reading order, then pages that only these languages have."""
        own = (page for language in languages for page in self.tree.pages(language))
        return tuple(dict.fromkeys((*self.tree.english, *own)))

    def changed_since(self, revision: str) -> set[str]:
        """The files in ``docs`` that are otherwise in this tree than where it left *revision*, new ones included."""
        if git(self.tree.root, "rev-parse", "--git-dir") is None:
            raise self.refused("git_needed", revision=revision, lacks=self.messages.say("no_git"))
        known = git(self.tree.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if known is None:
            raise self.refused("git_needed", revision=revision, lacks=self.messages.say("no_revision", revision=revision))
        commit = known.decode().strip()
        base = (git(self.tree.root, "merge-base", commit, "HEAD") or b"").decode().strip() or commit
        changed = git(self.tree.root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "docs") or b""
        new = git(self.tree.root, "ls-files", "--others", "--exclude-standard", "-z", "--", "docs") or b""
        return {name for name in (changed + new).decode("utf-8", "replace").split("\0") if name}


def project(start: Path, messages: Messages) -> Tree:
    """The project around the folder *start*."""
    for folder in (start, *start.parents):
        if (folder / "docs" / ENGLISH).is_dir():
            return Tree(folder)
    raise Refused(messages.say("no_project"))


def _tidy(word: str, root: Path) -> str:
    """*word* as a path below *root*, wherever the person stands."""
    path = Path(word.replace("\\", "/"))
    for candidate in (path, Path.cwd() / path):
        if candidate.is_absolute() and candidate.exists() and candidate.resolve().is_relative_to(root.resolve()):
            return candidate.resolve().relative_to(root.resolve()).as_posix()
    return PurePosixPath(path.as_posix()).as_posix().removeprefix("./")


def _folder(word: str, tree: Tree) -> str:
    """The language in whose folder *word* lies, if it says so."""
    parts = _tidy(word, tree.root).split("/")
    return parts[1] if parts[0] == "docs" and len(parts) > 1 else ""


def _is_path(word: str) -> bool:
    return word.endswith((".md", ".ipynb")) or "/" in word.strip("./")


def _bare(page: str) -> str:
    return page.removesuffix(".md").removesuffix(".ipynb")


def _nearest(name: str, known: Iterable[str]) -> str:
    """The page whose name, or last part of it, is most like *name*."""
    by_name = {_bare(page).rpartition("/")[2]: page for page in known} | {page: page for page in known}
    last = _bare(name).rpartition("/")[2]
    found = difflib.get_close_matches(name, by_name, n=1, cutoff=0.5) or difflib.get_close_matches(last, by_name, n=1, cutoff=0.5)
    return f"`{by_name[found[0]]}`" if found else close("", known)
