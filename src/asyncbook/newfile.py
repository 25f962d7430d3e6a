"""The link behind "translate this page": GitHub's form for a new file, filled in as far as an address can."""

from __future__ import annotations

from urllib.parse import quote

from .translations.frontmatter import SOURCE, TRANSLATORS, FrontMatterError, written
from .translations.markdown import front_matter_lines, parts
from .translations.pins import pin

LONGEST = 8000
"""Characters of an address that GitHub takes."""


def new_file_url(repo_url: str, language: str, page: str, english: str, words: dict[str, str]) -> str:
    """Where *page* can be begun in *language*: with the whole *english* text if the address can hold it,
    else with front matter, title, and where the rest is to be had. A notebook cannot be begun in this way."""
    if not repo_url or page.endswith(".ipynb"):
        return ""
    repository = repo_url.rstrip("/")
    begun = f"{repository}/new/main/docs/{language}?filename={quote(page)}"
    source = f"{repository}/blob/main/docs/en/{quote(page)}?plain=1"
    rest = words["new_file_rest"].format(url=source, command=f"asyncbook translations new {language} {page}")
    for text in (_pinned(page, english, words, whole=True), _pinned(page, english, words) + f"\n<!-- {rest} -->\n"):
        if len(address := f"{begun}&value={quote(text)}") <= LONGEST:
            return address
    return begun


def _pinned(page: str, english: str, words: dict[str, str], *, whole: bool = False) -> str:
    """*english* with its pin, ready to be translated; without *whole*, only up to its title."""
    try:
        text = written(page, english.replace("\r\n", "\n"), {SOURCE: pin(english), TRANSLATORS: []})
    except FrontMatterError:
        text = f"---\n{SOURCE}: {pin(english)}\n{TRANSLATORS}: []\n---\n"
    text = text.replace(f"\n{TRANSLATORS}: []\n", f"\n{TRANSLATORS}: [] # {words['new_file_names']}\n", 1)
    if whole:
        return text
    lines = text.split("\n")
    title = next((part.line for part in parts(text) if part.kind == "heading"), front_matter_lines(lines))
    return "\n".join(lines[:title]) + "\n"
