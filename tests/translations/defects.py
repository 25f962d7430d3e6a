"""Seeded defects: real pages, and one made of what they lack, with one thing broken in each.

A defect changes the translated page only. Its *line* is where the broken page shows it, counted from the
text here and never from what a check says.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from asyncbook.translations.markdown import FENCE, Part, parts
from asyncbook.translations.tree import markdown

ROOT = Path(__file__).parents[2]
MADE = Path(__file__).with_name("made")
LANGUAGE = "zh"


@dataclass(frozen=True, slots=True)
class Defect:
    """*own* is broken: a check must tell *code* at *line*, and nothing else but what *also* allows."""

    name: str
    page: str
    english: str
    own: str
    code: str
    line: int
    also: frozenset[str] = frozenset()
    around: range = range(0)
    """Lines that will do as well: of like items in a list, nobody can tell which one is missing."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page *name* in both languages, with the own parts by kind."""

    name: str
    english: str
    own: str

    @property
    def lines(self) -> list[str]:
        return self.own.split("\n")

    def parts(self, kind: str) -> list[Part]:
        return [part for part in parts(self.own) if part.kind == kind]

    def some(self, kind: str, most: int = 3) -> list[Part]:
        """The first, the last and some between."""
        found = self.parts(kind)
        if len(found) <= most:
            return found
        return [found[n * (len(found) - 1) // (most - 1)] for n in range(most)]

    def with_lines(self, start: int, end: int, *lines: str) -> str:
        """Its text with the lines from *start* up to *end* (from 1) replaced."""
        own = self.lines
        return "\n".join([*own[: start - 1], *lines, *own[end - 1 :]])

    def without(self, start: int, end: int) -> tuple[str, int]:
        """Its text without those lines and the empty ones after them, and the line of what then stands there."""
        own = self.lines
        while end <= len(own) and not own[end - 1].strip():
            end += 1
        text = self.with_lines(start, end)
        left = text.split("\n")
        last = max(n for n, line in enumerate(left, 1) if line.strip())
        return text, min(start, last)

    def defect(self, what: str, own: str, code: str, line: int, *also: str) -> Defect:
        return Defect(f"{self.name}: {what}", self.name, self.english, own, code, line, frozenset(also))

    def changed(self, what: str, line: int, new: str, code: str, *also: str, at: int = 0) -> Defect:
        """With one line replaced."""
        return self.defect(f"{what}, line {line}", self.with_lines(line, line + 1, new), code, at or line, *also)

    def lost(self, what: str, start: int, end: int, code: str, *also: str) -> Defect:
        text, line = self.without(start, end)
        return self.defect(f"{what}, line {start}", text, code, line, *also)


def pages() -> list[Page]:
    """Every page of the site that both languages have, and the made one."""
    docs = ROOT / "docs"
    names = sorted(
        path.relative_to(docs / "en").as_posix() for path in (docs / "en").rglob("*") if path.suffix in (".md", ".ipynb")
    )
    real = [name for name in names if (docs / LANGUAGE / name).exists()]
    return [*(_page(name, docs) for name in real), Page("made.md", *(_text(MADE / f"{tag}.md") for tag in ("en", LANGUAGE)))]


def _page(name: str, docs: Path) -> Page:
    return Page(name, *(markdown(name, _text(docs / tag / name)) for tag in ("en", LANGUAGE)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def headings(page: Page) -> Iterator[Defect]:
    for part in page.some("heading", 2):
        line, title = part.line, part.prose[0][1]
        level, id = part.key
        if not id:
            continue  # the title of a notebook has none in English
        marks = "#" * int(level)
        if part.text.startswith("<"):
            yield page.changed("raw heading's id is another", line, part.lines[0].replace(id, f"{id}-2"), "heading-id")
            yield page.changed("raw heading's level is another", line, part.lines[0].replace(f"h{level}", "h5"), "heading-level")
            continue
        attrs = part.lines[0].rpartition("{")[2].rstrip(" }")
        rest = attrs.replace(f"#{id}", "").strip()
        yield page.lost("heading is gone", part.line, part.end, "heading-missing", "section-missing")
        yield page.changed("heading's id is another", line, f"{marks} {title} {{ #{id}-x {rest} }}", "heading-id")
        yield page.changed("heading's id is translated", line, f"{marks} {title} {{ {rest} #标题 }}", "heading-id")
        yield page.changed("heading has no id", line, f"{marks} {title}", "heading-no-id")
        yield page.changed("heading keeps all but its id", line, f'{marks} {title} {{ .wide lang="en" }}', "heading-no-id")
        yield page.changed("heading's id touches it", line, f"{marks} {title}{{ #{id} }}", "heading-no-id")
        yield page.changed("heading's id is in wide brackets", line, f"{marks} {title} ｛ #{id} ｝", "heading-no-id")
        yield page.changed("heading is deeper", line, f"#{part.lines[0]}", "heading-level")
        yield page.changed("heading is four deeper", line, f"{'#' * 6} {title} {{ #{id} }}", "heading-level")
        yield page.changed("heading's marks are wide", line, f"{'＃' * int(level)} {title} {{ #{id} }}", "heading-missing")
        yield page.changed("heading has no space", line, f"{marks}{title} {{ #{id} }}", "heading-missing")
        yield page.changed("heading is set in by a space", line, f" {part.lines[0]}", "heading-missing")
        yield page.changed("heading is bold text", line, f"**{title}**", "heading-missing")
        extra = page.with_lines(line, line, "## 多出来的 { #extra }", "")
        yield page.defect(f"heading is extra, line {line}", extra, "heading-extra", line)


def sections(page: Page) -> Iterator[Defect]:
    found = [part for part in page.parts("heading") if part.key[0] == "2" and "{" in part.text]
    for one, two in zip(found[:-1:3], found[1::3], strict=False):
        text, line = page.without(one.line, two.line)
        code = "section-missing" if two.line > one.end + 1 else "heading-missing"
        yield page.defect(f"section is gone, line {one.line}", text, code, line)
        lines = text.rstrip("\n").split("\n")
        moved = "\n".join([*lines, "", *page.lines[one.line - 1 : two.line - 1]])
        if two is not found[-1] or len(found) > 2:
            yield page.defect(f"section is last, line {one.line}", moved, "heading-order", len(lines) + 2)
        twice = "\n".join([*page.lines, "", "## 多出来的 { #extra }", "", "多出来的一段。", "", "- 一项"])
        yield page.defect("section is extra", twice, "section-extra", len(page.lines) + 2)


def fences(page: Page) -> Iterator[Defect]:
    for part in page.some("fence", 4):
        line, opened = part.line, FENCE.match(part.lines[0])
        assert opened
        space, mark, info = opened["indent"], opened["fence"], opened["info"]
        _language, _, options = info.partition(" ")
        yield page.lost("fence is gone", part.line, part.end, "fence-missing", "notes-extra", "item-extra", "paragraph-missing")
        yield page.changed("fence has another language", line, f"{space}{mark}rust {options}", "fence-language", "fence-code")
        yield page.changed("fence has no language", line, f"{space}{mark}", "fence-language", "fence-code")
        yield page.changed("fence has an option more", line, f'{part.lines[0]} linenums="1"', "fence-options")
        if 'exec="1"' in info:
            yield page.changed("fence is not executed", line, part.lines[0].replace('exec="1" ', ""), "fence-options")
            yield page.changed("fence is quoted wrongly", line, part.lines[0].replace('"1"', "“1”"), "fence-options")
        if "source=" in info:
            yield page.changed(
                "fence shows no source", line, part.lines[0].replace('source="above"', 'source=""'), "fence-options"
            )
        after = next((one for one in page.parts("paragraph") if one.line in (part.end + 1, part.end)), None)
        if after and after.depth == part.depth and part.key[0] and not _between_two_texts(page, part, after):
            moved = page.with_lines(part.line, after.end, *after.lines, "", *part.lines)
            also = ("notes-extra", "fence-open")
            yield page.defect(
                f"fence is below the next text, line {line}", moved, "fence-order", line + len(after.lines) + 1, *also
            )
        extra = page.with_lines(line, line, f"{space}```yaml", f"{space}extra: 1", f"{space}```", "")
        yield page.defect(f"fence is extra, line {line}", extra, "fence-extra", line)
        text = "\n".join(part.lines)
        if not page.name.endswith(".ipynb") and "```python" not in text[9:] and part.depth == 0:
            own = page.with_lines(part.end - 1, part.end)
            also = ("page-untranslated", "comment-open")
            yield page.defect(f"fence has no end, line {line}", own, "fence-open", line, *also)


def code(page: Page) -> Iterator[Defect]:
    made = [
        part for part in page.parts("fence") if len(part.key) > 2 and "text" not in part.key[0] and "mermaid" not in part.key[0]
    ]
    for part in made[:4]:
        body, line = list(part.lines[1:-1]), part.line + 1
        at = next(n for n, text in enumerate(body) if text.strip() and not text.strip().startswith("#"))
        yield page.changed("code is another", line + at, re.sub(r"\w", "X", body[at], count=1), "fence-code")
        yield page.changed("code is translated", line + at, re.sub(r"\w+", "变量", body[at], count=1), "fence-code")
        last = max(n for n, text in enumerate(body) if text.strip())
        if last:
            gone = page.with_lines(line + last, line + last + 1)
            yield page.defect(f"a line of code is gone, line {line + last}", gone, "fence-code", line + last)
        more = page.with_lines(line, line, body[at][: len(body[at]) - len(body[at].lstrip())] + "extra()")
        yield page.defect(f"a line of code is extra, line {line}", more, "fence-code", line)
        for n, text in enumerate(body):
            if re.search(r"# \(\d\)!", text):
                yield page.changed("a note's mark is gone", line + n, re.sub(r"\s*# \(\d\)!", "", text), "fence-code")


def includes(page: Page) -> Iterator[Defect]:
    found = [part for part in page.parts("fence") if "--8<--" in part.lines[1]]
    for part in [*found[:3], *found[-1:]]:
        line, text = part.line + 1, part.lines[1]
        yield page.changed("include is misspelled", line, text.replace(".py", "s.py"), "include-other")
        yield page.changed("include is of another folder", line, text.replace('"', '"x/', 1), "include-other")
        yield page.defect(f"include is gone, line {line}", page.with_lines(line, line + 1), "include-missing", line)
        yield page.changed(
            "include is turned into code", line, re.sub(r"--8<--.*", "print(1)", text), "include-missing", at=line + 1
        )
        twice = page.with_lines(line + 1, line + 1, text.replace(".py", "_2.py"))
        yield page.defect(f"include is extra, line {line + 1}", twice, "include-extra", line + 1)
    for one, two in itertools.pairwise(found):
        if one.lines[1].strip() != two.lines[1].strip() and one.key[0] == two.key[0] and one.depth == two.depth:
            lines = page.lines
            lines[one.line], lines[two.line] = lines[two.line], lines[one.line]
            yield page.defect(f"includes are exchanged, line {one.line + 1}", "\n".join(lines), "include-order", one.line + 1)
            break
    for part in page.parts("include"):
        yield page.lost("include is gone", part.line, part.end, "include-missing")
        yield page.changed("include is another", part.line, part.lines[0].replace("shared", "own"), "include-other")


def notes(page: Page) -> Iterator[Defect]:
    for part in page.some("notes"):
        items = [n for n, line in enumerate(part.lines, part.line) if re.match(r"\s*\d+\.\s", line)]
        yield page.lost("notes are gone", part.line, part.end, "notes-missing")
        bullets = [re.sub(r"\d+\.", "- ", line) for line in part.lines]
        own = page.with_lines(part.line, part.end, *bullets)
        yield page.defect(
            f"notes are bullets, line {part.line}", own, "notes-missing", part.line, "item-extra", "link-missing", "link-extra"
        )
        if len(items) > 1:
            last = items[-1]
            gone = page.with_lines(last, part.end)
            told = page.defect(f"the last note is gone, line {last}", gone, "notes-count", last - 1, "link-missing")
            yield replace(told, around=range(part.line, last))
        space = part.lines[0][: len(part.lines[0]) - len(part.lines[0].lstrip())]
        more = page.with_lines(part.end, part.end, f"{space}9.  多出来的注解。")
        told = page.defect(f"a note is extra, line {part.end}", more, "notes-count", part.end)
        yield replace(told, around=range(part.line, part.end + 1))


def boxes(page: Page) -> Iterator[Defect]:
    for part in page.some("box", 4):
        line, text = part.line, part.lines[0]
        kind = part.key[0].split()[1]
        inner = next(n for n in range(part.end, len(page.lines) + 1) if page.lines[n - 1].strip())
        end = next((n for n in range(inner, len(page.lines) + 1) if re.match(r"\S", page.lines[n - 1])), len(page.lines) + 1)
        yield page.changed("box has another type", line, text.replace(kind, "bug"), "box-type")
        yield page.changed("box has a translated type", line, text.replace(kind, "警告"), "box-type")
        fold = text.replace("???+", "!!!") if "???+" in text else text.replace("???", "???+").replace("!!!", "???")
        yield page.changed("box folds otherwise", line, fold, "box-type")
        yield page.changed("box has wide marks", line, text.replace("!", "！").replace("?", "？"), "box-marks")
        if '"' in text:
            yield page.changed("box has wide quotes", line, text.replace('"', "”"), "box-marks")
        yield page.lost("box is gone with its text", line, end, "box-missing")
        own = page.with_lines(line, line, '!!! note "多出来的"', "", "    多出来的一段。", "")
        yield page.defect(f"box is extra, line {line}", own, "box-extra", line)
        flat = [one[4:] if one.startswith("    ") else one for one in page.lines[inner - 1 : end - 1]]
        if not page.lines[inner - 1].lstrip().startswith("- "):
            own = page.with_lines(inner, end, *flat)
            yield page.defect(f"box has lost its text, line {line}", own, "nesting-lost", inner, "fence-open")


def tabs(page: Page) -> Iterator[Defect]:
    found = page.parts("tab")
    for part in found:
        line, text = part.line, part.lines[0]
        yield page.changed("tab begins a set of its own", line, text.replace("===", "===!"), "tab-type")
        yield page.changed("tab is chosen", line, text.replace("===", "===+"), "tab-type")
        broken = ("text-as-code", "fence-missing", "fence-extra", "nesting-lost", "paragraph-missing")
        yield page.changed("tab has wide quotes", line, text.replace('"', "“"), "tab-missing", *broken)
        space = text[: len(text) - len(text.lstrip())]
        own = page.with_lines(line, line, f'{space}=== "多出来的"', "", f"{space}    多出来的一段。", "")
        yield page.defect(f"tab is extra, line {line}", own, "tab-extra", line)
    for one, two in itertools.pairwise(found):
        if one.depth == two.depth:
            yield page.lost("tab is gone with its text", one.line, two.line, "tab-missing")
            lines = page.lines
            lines[one.line - 1], lines[two.line - 1] = two.lines[0], one.lines[0]
            yield page.defect(f"tabs are exchanged, line {one.line}", "\n".join(lines), "tab-order", one.line)


def tables(page: Page) -> Iterator[Defect]:
    for part in page.parts("table"):
        space = part.lines[0][: len(part.lines[0]) - len(part.lines[0].lstrip())]
        yield page.lost("table is gone", part.line, part.end, "table-missing")
        rows = range(part.line + 2, part.end)
        for row in {rows[0], rows[-1]}:
            own = page.with_lines(row, row + 1)
            at = min(row, part.end - 2)
            yield page.defect(f"a row is gone, line {row}", own, "table-rows", at, "link-missing")
        row = part.line + 2
        cells = " | ".join(["多"] * int(part.key[1]))
        own = page.with_lines(row, row, f"{space}| {cells} |")
        yield page.defect(f"a row is extra, line {row}", own, "table-rows", row)
        text = page.lines[row - 1]
        yield page.changed("a row has a cell more", row, f"{text.rstrip()} 多 |", "table-columns")
        wide = [f"{line.rstrip()} {'---' if n == 1 else '多'} |" for n, line in enumerate(part.lines)]
        own = page.with_lines(part.line, part.end, *wide)
        yield page.defect(f"a column is extra, line {part.line}", own, "table-columns", part.line)
        own = page.with_lines(part.line + 1, part.line + 2)
        yield page.defect(f"a table has no rule, line {part.line}", own, "table-missing", part.line)
        for n, line in enumerate(part.lines, part.line):
            if "\\|" in line:
                yield page.changed("a pipe is not escaped", n, line.replace("\\|", "|", 1), "table-columns")
            if "``z ` | w``" in line:
                yield page.changed("code with a pipe is none", n, line.replace("``", "", 1), "table-columns")


def markers(page: Page) -> Iterator[Defect]:
    for part in page.parts("comment"):
        word = re.fullmatch(r"<!-- ([a-z]+) -->", part.text)
        if not word:
            continue
        line = part.line
        yield page.lost("marker is gone", part.line, part.end, "marker-missing")
        yield page.changed("marker is translated", line, "<!-- 版本 -->", "marker-missing")
        yield page.changed("marker has lost its spaces", line, f"<!--{word[1]}-->", "marker-missing")
        yield page.changed("marker is text", line, word[1], "marker-missing")
        twice = page.with_lines(line, line, "<!-- numbers -->", "")
        yield page.defect(f"marker is extra, line {line}", twice, "marker-extra", line, "marker-order")
        text, _ = page.without(line, part.end)
        top = next(part for part in page.parts("heading"))
        lines = text.split("\n")
        moved = "\n".join([*lines[: top.line], "", part.lines[0], *lines[top.line :]])
        yield page.defect(f"marker is at the top, line {line}", moved, "marker-order", top.line + 2)


def _between_two_texts(page: Page, fence: Part, after: Part) -> bool:
    """Whether *fence* stands between the last two paragraphs of its box: which of the three moved, nobody can tell."""
    own = parts(page.own)
    at = next(n for n, one in enumerate(own) if one.line == fence.line)
    ends = own[at + 2].depth < after.depth if at + 2 < len(own) else True
    return at > 0 and own[at - 1].kind == "paragraph" and own[at - 1].depth == fence.depth and ends


def links(page: Page) -> Iterator[Defect]:
    found = [link for part in parts(page.own) for link in part.links if link.kind == "link" and part.kind != "reference"]
    for link in found[:1] + found[len(found) // 2 : len(found) // 2 + 1] + found[-1:]:
        line, text = link.line, page.lines[link.line - 1]
        before, after = text[: link.column], text[link.column + len(link.target) :]
        path, _mark, anchor = link.target.partition("#")
        opening = before[: before.rindex("](")]
        yield page.changed("link leads to another page", line, f"{before}other/{link.target}{after}", "link-target")
        yield page.changed("link leads to a translated page", line, f"{before}页面.md{after}", "link-target")
        if anchor:
            yield page.changed("link has another anchor", line, f"{before}{path}#锚点{after}", "link-target")
            yield page.changed("link has no anchor", line, f"{before}{path or './'}{after}", "link-target")
        else:
            yield page.changed("link has an anchor more", line, f"{before}{link.target}#more{after}", "link-target")
        gone = f"{opening[: opening.rindex('[')]}文字{after[after.index(')') + 1 :]}"
        if not opening.endswith("`") and "[" not in opening[opening.rindex("[") + 1 :] and not opening.endswith("!"):
            yield page.changed("link is gone", line, gone, "link-missing", "paragraph-missing")
        wide = f"{before[:-1]}（{link.target}{after.replace(')', '）', 1)}"
        yield page.changed("link has wide brackets", line, wide, "link-missing")
        yield page.changed("link is parted by a space", line, f"{before[:-1]} ({link.target}{after}", "link-missing")
        yield page.changed("link is extra", line, f"{text}[多](extra.md)", "link-extra", "table-columns")
        at = opening.rindex("[")
        yield page.changed("link is a picture", line, f"{text[:at]}!{text[at:]}", "link-target")
        break_at = page.with_lines(line, line + 1, text.replace(link.target, f"other/{link.target}"))
        yield page.defect(f"link's page is misplaced everywhere, line {line}", break_at, "link-target", line)


def wholes(page: Page) -> Iterator[Defect]:
    lines = page.lines
    top = next(part for part in page.parts("heading"))
    first = next(part for part in page.parts("paragraph"))
    untranslated = "\n".join([*lines[: top.line - 1], *page.english.split("\n")[_body(page.english) :]])
    at = next(line for part in parts(untranslated) for line, _ in part.prose)
    yield page.defect("page is a copy", untranslated, "page-untranslated", at, "link-language")
    ours, theirs = lines[first.line - 1], "另一个人的话。"
    conflict = ["<<<<<<< HEAD", ours, "=======", theirs, ">>>>>>> main"]
    yield page.defect("a conflict is left", page.with_lines(first.line, first.end, *conflict), "conflict", first.line)
    conflict.insert(2, "||||||| base")
    yield page.defect(
        "a conflict with its base is left", page.with_lines(first.line, first.end, *conflict), "conflict", first.line
    )
    yield page.changed("the end of a conflict is left", first.line, ">>>>>>> 1a2b3c", "conflict")
    for name, character in {"replacement": "\ufffd", "nul": "\0", "escape": "\x1b", "line separator": "\u2028"}.items():
        yield page.changed(f"a {name} character", first.line, f"{ours}字{character}", "character")
    own = page.with_lines(first.line, first.line, "<!-- 没有结束", "")
    yield page.defect("a comment has no end", own, "comment-open", first.line)
    above = next(one for one in reversed(parts(page.own)) if one.line < first.line)
    inside = {"item": "nesting-extra", "notes": "paragraph-missing"}.get(above.kind, "text-as-code")  # what is above takes it in
    at = next(one.line for one in parts(page.own) if one.line > first.line) if above.kind == "notes" else first.line
    yield page.changed("text is set in", first.line, f"    {ours}", inside, "link-missing", at=at)
    yield page.lost("a paragraph is gone", first.line, first.end, "paragraph-missing", "link-missing")


def _body(text: str) -> int:
    """How many lines stand before its first heading."""
    return next(part.line - 1 for part in parts(text) if part.kind == "heading")


def lists(page: Page) -> Iterator[Defect]:
    for part in page.some("item", 5):
        line, text = part.line, part.lines[0]
        following = page.lines[part.end - 1 : part.end + 1]
        nested = any(re.match(r"\s", one) and len(one) - len(one.lstrip()) > len(text) - len(text.lstrip()) for one in following)
        if len(part.lines) == 1 and not nested:
            gone = page.with_lines(line, line + 1)
            last = max(n for n, one in enumerate(gone.split("\n"), 1) if one.strip())
            at = next((n for n, one in enumerate(gone.split("\n"), 1) if n >= line and one.strip()), last)
            told = page.defect(f"an item is gone, line {line}", gone, "item-missing", at, "link-missing")
            yield replace(told, around=_list(gone.split("\n"), line))
            space = text[: len(text) - len(text.lstrip())]
            mark = part.text.split()[0]
            own = page.with_lines(line, line, f"{space}{mark} 多出来的一项")
            told = page.defect(f"an item is extra, line {line}", own, "item-extra", line)
            yield replace(told, around=_list(own.split("\n"), line))
        above = next((one for one in reversed(parts(page.own)) if one.line < line), part)
        if text.lstrip().startswith("- ") and len(part.lines) == 1 and above.kind not in ("fence", "notes"):  # or it is a note
            yield page.changed("an item is numbered", line, text.replace("- ", "1. ", 1), "list-type")


def _list(lines: list[str], line: int) -> range:
    """The lines of the list that line *line* is in or below, with the one after it."""
    start, end = line, line
    while start > 1 and lines[start - 2].strip():
        start -= 1
    while end < len(lines) and lines[end - 1].strip():
        end += 1
    return range(start, end + 2)


def made(page: Page) -> Iterator[Defect]:
    """What only the made page has."""
    if page.name != "made.md":
        return
    lines = page.lines

    def line(text: str) -> int:
        return next(n for n, one in enumerate(lines, 1) if text in one)

    def swap(what: str, old: str, new: str, code: str, *also: str) -> Defect:
        return page.changed(what, line(old), lines[line(old) - 1].replace(old, new), code, *also)

    flat = ("item-missing", "fence-extra", "notes-missing")  # what is set in below is code then
    yield swap("a nested item is two spaces in", "    - 嵌套的一项", "  - 嵌套的一项", "nesting-lost", *flat)
    yield swap("a nested item is not nested", "    - 又一个", "- 又一个", "nesting-lost", *flat)
    yield swap("a list item is deeper", "- 第三项", "    - 第三项", "nesting-extra")
    yield swap("a deep item is less deep", "        1.  更深", "    1.  更深", "nesting-other", "list-type")
    yield swap("code in a list is changed", "indented_code = True", "indented_code = False", "fence-code")
    yield swap("code in a list is text", "        indented_code", "    indented_code", "code-as-text")
    yield swap("an id with attributes is another", "{ #lists .wide", "{ #list .wide", "heading-id")
    yield swap("an id with attributes is gone", "{ #lists .wide", "{ .wide", "heading-no-id")
    yield swap("an id after a class is another", ".narrow #tabs", ".narrow #tab", "heading-id")
    yield swap("an id as a key is another", "{ .narrow #tabs }", "{ .narrow id=tab }", "heading-id")
    yield swap("a link with a title leads elsewhere", "other.md#start", "other.md#begin", "link-target")
    yield swap("a link in brackets leads elsewhere", "<other.md#second>", "<other.md#third>", "link-target")
    yield swap("a link with a title in a list leads elsewhere", "lists.md '标题'", "list.md '标题'", "link-target")
    yield swap("a picture is another", "img/loop.svg", "img/zh/loop.svg", "link-target")
    yield swap("a picture is a link", "![一张图]", "[一张图]", "link-target")
    yield swap("a link in a table leads elsewhere", "cells.md", "cell.md", "link-target")
    yield swap("a link in a box leads elsewhere", "box.md#note", "box.md#other", "link-target")
    yield swap("a link in a box's table leads elsewhere", "table.md", "tables.md", "link-target")
    yield swap("a reference leads elsewhere", "tasks.md#create", "tasks.md#make", "link-target")
    yield swap("a reference in brackets leads elsewhere", "<futures.md>", "<future.md>", "link-target")
    yield swap("a reference to the documentation leads elsewhere", "asyncio-queue", "queue", "link-target")
    yield swap("a reference is not used", "[任务][tasks]", "任务", "link-missing")
    yield swap("a reference has another label", "[任务][tasks]", "[任务][任务]", "link-target")
    yield swap("a footnote is not used", "说过了[^said]", "说过了", "link-missing")
    yield swap("a footnote has another mark", "说过了[^said]", "说过了[^说过]", "link-target")
    yield page.lost("a reference is gone", line("[tasks]:"), line("[tasks]:") + 1, "reference-missing")
    yield page.lost("a footnote is gone", line("[^said]:"), line("[^said]:") + 1, "footnote-missing")
    yield swap("an old anchor is gone", '<span id="old-name"></span>', "", "anchor-missing")
    yield swap("an old anchor is another", 'id="old-name"', 'id="old"', "anchor-missing")
    yield swap("a string in code is translated", '"# no comment"', '"# 不是注释"', "fence-code")
    yield swap("a string in a setting is translated", 'other = "#2"', 'other = "#3"', "fence-code")
    yield swap("code between comments is changed", "/* 更多 */ stop();", "/* 更多 */ go();", "fence-code")
    yield swap("a note's mark has another number", "# (1)!", "# (2)!", "fence-code")
    yield swap("the mark of a fold in line is another", "inline end", "inline", "box-type")
    yield swap("a box without a title has an empty one", "!!! danger", '!!! danger ""', "box-type")
    start = line("+------+")
    own = page.with_lines(start, start + 3)
    yield page.defect("a drawing is empty", own, "fence-code", start)
    yield swap("a title in code's options is gone", 'js title="在浏览器里"', "js", "fence-options")
    end = line("    已经有任务组。")
    own = page.with_lines(end, end + 1, "已经有任务组。")
    yield page.defect("a tab has lost its text", own, "nesting-lost", end)


def notebooks(page: Page) -> Iterator[Defect]:
    if not page.name.endswith(".ipynb"):
        return
    cell = page.parts("fence")[1]
    prose = [line.removeprefix("```python").removesuffix("```") for line in cell.lines]
    own = page.with_lines(cell.line, cell.end, *prose)
    yield page.defect("a cell of code is one of text", own, "fence-missing", cell.line + 1, "heading-extra", "paragraph-missing")


MUTATIONS: tuple[Callable[[Page], Iterator[Defect]], ...] = (
    *(headings, sections, fences, code, includes, notes, boxes, tabs, tables, markers, links, wholes, lists, made, notebooks),
)
FORMS = {
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "with a byte order mark": lambda text: f"\ufeff{text}",
    "with tabs": lambda text: re.sub(r"^(?: {4})+", lambda found: "\t" * (len(found[0]) // 4), text, flags=re.MULTILINE),
}


@cache
def corpus() -> list[Defect]:
    """Every defect in every place, and each third of them once more in another form of text."""
    plain = list({one.name: one for page in pages() for mutate in MUTATIONS for one in mutate(page)}.values())
    forms = list(FORMS.items())
    formed = [
        replace(one, name=f"{one.name}, {forms[n % 3][0]}", own=forms[n % 3][1](one.own)) for n, one in enumerate(plain[::3])
    ]
    return plain + formed
