"""What readers see of translations: notes, changes by section, the table of all, the way to help."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, sync_playwright

from asyncbook.dates import last_changes
from asyncbook.newfile import LONGEST, new_file_url
from asyncbook.strings import strings
from asyncbook.translations.pins import pin
from asyncbook.translations.status import status
from tests.book import built
from tests.book.conftest import free_port, serving
from tests.book.test_browser import ARGUMENTS, CHROMIUM, OPEN_DETAILS, RULES, TOO_WIDE
from tests.books import build, told
from tests.conftest import ROOT

REPOSITORY = "https://github.com/example/book"
HOME = "https://book.example/guide/"
ZH = strings("zh")

BEFORE = """\
---
description: A lesson
---
# Queues { #queues }

What a queue is.

## Workers { #workers }

Each worker takes a **job** from the `queue` and calls [done](https://example.org/done).

1.  First.
2.  Second.

## Gone { #gone }

It goes.
"""
NOW = """\
---
description: A lesson
---
# Queues { #queues }

What a queue is.

## Workers { #workers }

Each worker takes one **job** from the `PriorityQueue` and calls [done](https://example.org/done).

1.  First.
2.  Second.

## New { #new }

It comes, with `<script>`.
"""
OWN = """\
---
description: 一课
source: PIN
translators: ["@you", Translator]
EXTRA---
# 队列 { #queues }

队列是什么。

## 工作者 { #workers }

每个工作者都取一个**任务**。

## 没有了 { #gone }

它会没有的。
"""
READ = BEFORE.replace("A lesson", "Another lesson")
LONG = "# Long { #long }\n\n" + "A sentence of a page that no address can hold. " * 300 + "\n"
PAGES = ("index", "queues", "read", "machine", "long", "short", "plain", "translating")


def _own(source: str, extra: str = "") -> str:
    return OWN.replace("PIN", pin(source)).replace("EXTRA", extra)


def make(root: Path) -> Path:
    """This book's own configuration and theme, around short pages in three languages, before English changed."""
    for name in ("config", "docs/root", "docs/theme"):
        shutil.copytree(ROOT / name, root / name)
    nav = "".join(f"  - {page}.md\n" for page in PAGES)
    for language in ("en", "zh", "ja"):
        text = (ROOT / "config" / ("zh.yml" if language == "zh" else "en.yml")).read_text(encoding="utf-8")
        text = text.partition("\nnav:")[0].replace("../docs/en", f"../docs/{language}") + f"\nnav:\n{nav}"
        if language == "ja":
            text = text.replace("language: en", "language: ja").replace("Asyncio, Recorded", "記録された asyncio")
        (root / "config" / f"{language}.yml").write_text(text, encoding="utf-8")
    base = (ROOT / "config" / "base.yml").read_text(encoding="utf-8")
    chinese = "    - {name: 简体中文, link: zh/, lang: zh-Hans}\n"
    assert chinese in base
    japanese = "    - {name: 日本語, link: ja/, lang: ja-JP}\n"
    (root / "config" / "base.yml").write_text(base.replace(chinese, chinese + japanese), encoding="utf-8")
    main = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(main.replace("[en, zh]", "[en, zh, ja]"), encoding="utf-8")
    same = "# Plain { #plain }\n\nNothing.\n"
    files = {
        **{f"en/{page}.md": f"# {page.title()} {{ #{page} }}\n\nText.\n" for page in PAGES},
        "en/queues.md": BEFORE, "en/read.md": READ, "en/machine.md": READ, "en/plain.md": same, "en/long.md": LONG,
        "en/translating.md": "# Translating { #translating }\n\n<!-- translations -->\n",
        "zh/index.md": "# 首页 { #index }\n\n文字。\n", "zh/queues.md": _own(BEFORE), "zh/read.md": _own(READ, "review: needed\n"),
        "zh/machine.md": _own(READ, "machine: true\n"), "zh/plain.md": f"---\nsource: {pin(same)}\n---\n# 平 {{ #plain }}\n\n无。\n",
        "zh/translating.md": "# 翻译 { #translating }\n\n<!-- translations -->\n",
        "ja/plain.md": f"---\nsource: {pin(same)}\n---\n# 平 {{ #plain }}\n\n無。\n",
    }  # fmt: skip
    for name, content in files.items():
        (root / "docs" / name).parent.mkdir(exist_ok=True)
        (root / "docs" / name).write_text(content, encoding="utf-8")
    (root / "snippets").mkdir()
    return root


def commit(root: Path, day: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    for words in (("init", "-q"), ("add", "docs", "config", "mkdocs.yml"), (*who, "commit", "-q", "-m", day)):
        subprocess.run(["git", *words], cwd=root, env=when, check=True, capture_output=True)


def change(root: Path) -> None:
    (root / "docs/en/queues.md").write_text(NOW, encoding="utf-8")


def made(root: Path, **environment: str) -> Path:
    done = build(root, "--strict", SITE_URL=environment.pop("SITE_URL", HOME), REPO_URL=REPOSITORY, **environment)
    assert done.returncode == 0, told(done)
    return root / "site"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, its history, and its site in ``site``."""
    root = make(tmp_path_factory.mktemp("translations"))
    commit(root, "2030-01-01")
    change(root)
    commit(root, "2030-01-31")
    made(root)
    return root


@pytest.fixture(scope="module")
def site(book: Path) -> Path:
    return book / "site"


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def article(site: Path, address: str) -> str:
    return page(site, address).partition("<article")[2].partition("</article>")[0]


def note(html: str) -> str:
    """The note under a page's title."""
    found = re.search(r'<div[^>]*class="admonition \w+ translation".*?</div>', html, re.DOTALL)
    return found[0] if found else ""


def text(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_an_outdated_page_says_since_when_which_sections_and_where_to_see_them(site: Path) -> None:
    said = note(article(site, "zh/queues"))
    assert 'data-kind="outdated" role="note"' in said
    assert '<time datetime="2030-01-31">' in said
    assert re.findall(r'<li><a href="\.\./changes/queues/#(\w+)">(.*?)</a>(.*?)</li>', said) == [
        ("workers", "工作者", ""),
        ("new", '<span lang="en">New</span>', "（新增）"),
        ("gone", "没有了", "（已删除）"),
    ]
    links = re.findall(r'<a href="([^"#]+)">', said)
    assert links == ["../changes/queues/", "../../en/queues/", f"{REPOSITORY}/edit/main/docs/zh/queues.md", "../translating/"]


def test_only_changed_sections_are_marked_and_a_screen_reader_is_told_why(site: Path) -> None:
    html = article(site, "zh/queues")
    marked = re.findall(r'<h\d id="(\w+)">[^<]*<a class="translation-mark" href="([^"]+)"', html)
    assert marked == [("workers", "../changes/queues/#workers")]
    assert f'<span class="visually-hidden">{ZH["section_mark"]}</span>' in html


def test_a_mark_is_neither_in_the_table_of_contents_nor_in_the_search(site: Path) -> None:
    contents = page(site, "zh/queues").partition('data-md-component="toc"')[2].partition("</ul>")[0]
    assert "工作者" in contents
    assert "≠" not in contents
    index = str(json.loads((site / "zh/search/search_index.json").read_text(encoding="utf-8"))["docs"]).replace("\\u200b", "")
    assert "每个工作者都取一个" in index
    assert not {word for word in ("≠", ZH["section_mark"], ZH["outdated_title"], ZH["last_change"][:4]) if word in index}


def test_the_page_of_changes_shows_each_section_before_and_now(site: Path) -> None:
    html = article(site, "zh/changes/queues")
    sections = dict(re.findall(r'<h2 id="([\w-]+)">.*?</h2>(.*?)(?=<h2|\Z)', html, re.DOTALL))
    assert list(sections) == ["workers", "new", "gone"]
    before, now = (
        re.findall(
            rf'class="change-{side}" role="group" aria-label="(\S+?)">.*?lang="en"[^>]*>(.*?)</p></div>', sections["workers"]
        )
        for side in ("old", "new")
    )
    assert [(label, text(html)) for label, html in before + now] == [
        (ZH["change_before"], "Each worker takes a job from the queue and calls done ."),
        (ZH["change_now"], "Each worker takes one job from the PriorityQueue and calls done ."),
    ]
    assert re.findall("<del>(.*?)</del>", sections["workers"]) == ["a", "<code>queue</code>"]
    assert re.findall("<ins>(.*?)</ins>", sections["workers"]) == ["one", "<code>PriorityQueue</code>"]
    assert "<code>&lt;script&gt;</code>" in sections["new"]
    assert "It goes" in sections["gone"]
    assert "../../queues/" in html
    assert "../../../en/queues/" in html


def test_the_page_of_changes_is_hidden_from_searches_and_search_engines(site: Path) -> None:
    assert '<meta name="robots" content="noindex">' in page(site, "zh/changes/queues")
    assert "changes/" not in (site / "zh/search/search_index.json").read_text(encoding="utf-8")
    assert "changes/" not in (site / "zh/sitemap.xml").read_text(encoding="utf-8")
    assert not (site / "en/changes").exists()
    assert [path.name for path in (site / "zh/changes").iterdir()] == ["queues"]


def test_a_page_to_be_reviewed_and_one_by_a_machine_say_so(site: Path) -> None:
    review, machine = note(article(site, "zh/read")), note(article(site, "zh/machine"))
    assert ZH["note_review"] in review
    assert ZH["note_machine"] not in review
    assert ZH["note_machine"] in machine
    assert ZH["note_review"] not in machine
    assert "../../en/machine/" in machine


def test_a_page_that_names_no_english_text_says_so_and_one_in_step_says_nothing(site: Path) -> None:
    assert ZH["note_unpinned"] in note(article(site, "zh"))
    assert note(article(site, "zh/plain")) == ""
    assert note(article(site, "en/queues")) == ""


def test_a_missing_page_is_shown_in_english_around_a_notice_of_the_readers_language(site: Path) -> None:
    html = page(site, "zh/short")
    inside = article(site, "zh/short")
    assert '<html lang="zh-Hans"' in html
    assert f'<link rel="canonical" href="{HOME}en/short/">' in html
    assert re.search(r'<div lang="en">\s*<h1 id="short">', inside)
    assert '<div lang="zh-Hans" class="admonition note translation" data-kind="fallback"' in inside
    assert ZH["fallback"] in note(inside)
    assert inside.index('</h1><div lang="zh-Hans"') < inside.index("<p>Text.</p>")


def _new_file(html: str) -> tuple[str, dict[str, list[str]]]:
    address = re.search(rf'href="({re.escape(REPOSITORY)}/new/[^"]+)">{ZH["translate"]}', html)
    assert address
    assert len(address[1]) <= LONGEST
    place = urlsplit(address[1].replace("&amp;", "&"))
    return place.path, parse_qs(place.query)


def test_translate_this_page_opens_a_new_file_with_the_english_text_and_its_pin(site: Path) -> None:
    path, given = _new_file(note(article(site, "zh/short")))
    assert path == "/example/book/new/main/docs/zh"
    assert given["filename"] == ["short.md"]
    english = "# Short { #short }\n\nText.\n"
    names = f"translators: [] # {ZH['new_file_names']}"
    assert given["value"] == [f"---\nsource: {pin(english)}\n{names}\n---\n{english}"]


def test_a_page_that_no_address_can_hold_is_begun_with_front_matter_title_and_where_the_rest_is(site: Path) -> None:
    _, given = _new_file(note(article(site, "zh/long")))
    begun = given["value"][0]
    assert f"source: {pin(LONG)}\n" in begun
    assert "\n# Long { #long }\n" in begun
    assert "asyncbook translations new zh long.md" in begun
    assert f"{REPOSITORY}/blob/main/docs/en/long.md?plain=1" in begun
    assert "A sentence" not in begun


@pytest.mark.parametrize(
    "english", ["", "x", "---\nbroken: [\n---\n# T { #t }\n", "—" * 4000, "# " + "长" * 3000, "\r\n# A { #a }\r\n"]
)
def test_no_text_makes_an_address_too_long(english: str) -> None:
    address = new_file_url(REPOSITORY, "zh", "a/ä page.md", english, ZH)
    assert len(address) <= LONGEST
    assert address.isascii()


def test_a_notebook_is_not_begun_in_the_browser() -> None:
    assert new_file_url(REPOSITORY, "zh", "a.ipynb", "{}", ZH) == ""
    assert new_file_url("", "zh", "a.md", "# A", ZH) == ""


def test_the_end_of_a_page_names_translators_source_and_last_change(site: Path) -> None:
    facts = article(site, "zh/queues").rpartition('<p class="page-facts"')[2]
    assert '<a href="https://github.com/you">@you</a>、Translator' in facts
    assert f'<a href="../../en/queues/">{ZH["translated_from"]}</a>' in facts
    assert "2030-01-01" in facts
    assert "2030-01-31" in article(site, "en/queues").rpartition('<p class="page-facts"')[2]
    assert "2030-01-01" in article(site, "zh/short").rpartition('<p class="page-facts"')[2]


def test_the_dates_of_all_pages_come_from_one_call_of_git(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: calls.append(a) or real(*a, **k))
    dates = last_changes(book)
    assert len(calls) == 1
    assert dates["docs/en/queues.md"] == "2030-01-31"
    assert dates["docs/zh/queues.md"] == "2030-01-01"


def _table(site: Path, address: str, language: str) -> dict[str, tuple[str, str]]:
    html = article(site, address).partition(f'id="status-{language}"')[2].partition("</table>")[0]
    rows = re.findall(r'<tr class="state state--(\w+)"><th scope="row">(.*?)</th>(.*?)</tr>', html)
    return {text(name).replace(" ", ""): (state, cells) for state, name, cells in rows}


def test_the_table_tells_how_every_page_stands_and_how_to_help(site: Path) -> None:
    table = _table(site, "zh/translating", "zh")
    states = {name: state for name, (state, _) in table.items()}
    assert states == {
        "index.md": "review", "queues.md": "outdated", "read.md": "review", "machine.md": "ok", "long.md": "missing",
        "short.md": "missing", "plain.md": "ok", "translating.md": "review",
    }  # fmt: skip
    assert list(states) == [f"{page}.md" for page in PAGES]
    outdated, missing, fine = (table[f"{name}.md"][1] for name in ("queues", "short", "plain"))
    assert "../changes/queues/#workers" in outdated
    assert f"{REPOSITORY}/edit/main/docs/zh/queues.md" in outdated
    assert "2030-01-31" in outdated
    assert f"{REPOSITORY}/new/main/docs/zh?filename=short.md" in missing
    assert f"{REPOSITORY}/edit/main/docs/zh/plain.md" in fine
    for state, cells in table.values():
        assert ZH[f"state_{state}"] in text(cells)


def test_the_table_has_every_language_with_its_counts_on_each_of_its_pages(site: Path) -> None:
    for address, words in (("en/translating", strings("en")), ("zh/translating", ZH), ("ja/translating", strings("en"))):
        html = article(site, address)
        captions = [text(caption) for caption in re.findall("<caption>(.*?)</caption>", html)]
        assert captions[0].startswith(f"日本語 {words['colon'].strip()}")
        assert f"{words['state_missing']} 7" in captions[0]
        assert f"{words['state_outdated']} 1" in captions[1]
    assert "../../zh/changes/queues/#workers" in article(site, "en/translating")


def test_the_page_on_translating_is_reached_from_the_navigation_and_the_foot_of_every_page(site: Path) -> None:
    html = page(site, "zh/queues")
    assert html.count('href="../translating/"') >= 3  # and from the note
    assert f'<a href="../translating/">{ZH["translating"]}</a>' in html.partition("md-copyright")[2]


def test_sitemaps_name_real_translations_only_with_absolute_addresses(site: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    real = {"en": set(PAGES), "zh": {"index", "queues", "read", "machine", "plain", "translating"}, "ja": {"plain"}}
    tags = {"en": "en", "zh": "zh-Hans", "ja": "ja-JP"}
    listed = [entry.text for entry in ElementTree.parse(site / "sitemap.xml").iter(f"{space}loc")]
    assert listed == [f"{HOME}{language}/sitemap.xml" for language in real]
    for language, names in real.items():
        found = {}
        for url in ElementTree.parse(site / language / "sitemap.xml").getroot():
            others = {link.get("hreflang"): link.get("href") for link in url if link.tag.endswith("}link")}
            found[str(url.findtext(f"{space}loc"))] = others
        address = {name: "" if name == "index" else f"{name}/" for name in PAGES}
        expected = {}
        for name in names:
            has = {tags[code]: f"{HOME}{code}/{address[name]}" for code in real if name in real[code]}
            expected[f"{HOME}{language}/{address[name]}"] = has | {"x-default": f"{HOME}en/{address[name]}"}
        assert found == expected


def test_the_pages_above_the_languages_know_the_third_one(site: Path) -> None:
    first, wrong = ((site / name).read_text(encoding="utf-8") for name in ("index.html", "404.html"))
    for html in (first, wrong):
        assert re.search(r'<a href="[^"]*ja/" hreflang="ja-JP"', html)
    assert '["en", "zh", "ja"]' in first
    assert '<span lang="ja-JP">記録された asyncio</span>' in first
    assert '<html lang="ja-JP"' in page(site, "ja/plain")
    assert '<section lang="ja-JP">' in wrong


def test_every_link_of_notes_changes_and_tables_leads_somewhere(site: Path) -> None:
    assert built.dead_links(site, HOME) == []
    assert built.outside_resources(site, HOME) == []


@pytest.mark.parametrize("kind", ["shallow", "none"])
def test_where_git_lacks_the_old_text_only_what_is_known_is_told(kind: str, book: Path, tmp_path: Path) -> None:
    root = tmp_path / "clone"
    if kind == "shallow":
        subprocess.run(["git", "clone", "-q", "--depth", "1", book.as_uri(), str(root)], check=True, capture_output=True)
        shutil.copytree(book / "snippets", root / "snippets", dirs_exist_ok=True)
    else:
        shutil.copytree(book, root, ignore=shutil.ignore_patterns(".git", "site", ".cache"))
    site = made(root, GIT_CEILING_DIRECTORIES=str(tmp_path))
    said = note(article(site, "zh/queues"))
    assert ZH["outdated"] in said
    assert re.findall(r'<a href="([^"]+)"', said)[0] == "../../en/queues/"
    assert "<li>" not in said
    assert "translation-mark" not in article(site, "zh/queues")
    assert not (site / "zh/changes").exists()
    assert ZH["last_change"].partition("{")[0] not in article(site, "zh/queues")
    assert ZH["sections_unknown"] in _table(site, "zh/translating", "zh")["queues.md"][1]
    assert built.dead_links(site, HOME) == []


def test_an_older_text_is_found_even_where_another_page_is_the_same_today(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "docs/en/short.md").write_text(BEFORE, encoding="utf-8")
    commit(root, "2030-01-01")
    change(root)
    row = next(row for row in status(root, ("zh",)) if row.page == "queues.md")
    assert [change.id for change in row.changes or ()] == ["workers", "new", "gone"]


def test_without_a_repository_the_table_gives_commands_and_no_link_is_empty(book: Path, tmp_path: Path) -> None:
    shutil.copytree(book, tmp_path / "book", ignore=shutil.ignore_patterns("site", ".cache"))
    done = build(tmp_path / "book", "--strict", SITE_URL=HOME)
    assert done.returncode == 0, told(done)
    site = tmp_path / "book/site"
    table = _table(site, "zh/translating", "zh")
    assert "asyncbook translations new zh short.md" in table["short.md"][1]
    assert "asyncbook translations diff zh queues.md" in table["queues.md"][1]
    assert "github.com/" not in note(article(site, "zh/short"))
    assert built.dead_links(site, HOME) == []


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_one_language_alone_has_no_link_to_those_that_are_not_there(language: str, book: Path, tmp_path: Path) -> None:
    shutil.copytree(book, tmp_path / "book", ignore=shutil.ignore_patterns("site", ".cache"))
    site = made(tmp_path / "book", DOCS_LANG=language)
    assert sorted(path.name for path in site.iterdir() if path.is_dir() and path.name in ("en", "zh", "ja")) == [language]
    canonical = "leads to en/"  # of pages shown in English: it is where search engines shall go
    assert [dead for dead in built.dead_links(site, HOME) if canonical not in dead or language == "en"] == []
    first = (site / "index.html").read_text(encoding="utf-8")
    assert f'["{language}"]' in first
    if language == "zh":
        assert f"{REPOSITORY}/blob/main/docs/en/queues.md" in note(article(site, "zh/queues"))


ADDRESSES = ("zh/queues/", "zh/changes/queues/", "zh/read/", "zh/short/", "ja/queues/", "zh/translating/", "en/translating/")


@pytest.fixture(scope="module")
def address(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served; its links are absolute in places."""
    home = f"http://127.0.0.1:{free_port()}/"
    root = tmp_path_factory.mktemp("served") / "book"
    shutil.copytree(book, root, ignore=shutil.ignore_patterns("site", ".cache"))
    with serving(made(root, SITE_URL=home), home):
        yield home


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_all_of_it_is_accessible_and_fits(width: int, scheme: str, browser: Browser, address: str) -> None:
    window = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    for place in ADDRESSES:
        window.goto(address + place, wait_until="domcontentloaded")
        window.evaluate(OPEN_DETAILS)
        assert window.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, place
        assert window.evaluate(TOO_WIDE) == [], place
        window.evaluate(f"if (!window.axe) {{ {AXE_SCRIPT} }}")
        violations = window.evaluate("(rules) => axe.run(rules)", RULES)["violations"]
        assert [(place, one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
    window.close()


def test_all_of_it_works_without_javascript_and_is_printed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 900})
    window = context.new_page()
    window.emulate_media(media="print")
    window.goto(f"{address}zh/queues/")
    assert window.locator(".translation").is_visible()
    assert window.locator(".page-facts").is_visible()
    window.emulate_media(media="screen")
    window.locator(".translation li a").first.click()
    assert window.url == f"{address}zh/changes/queues/#workers"
    line, weight = window.locator("del").first, window.locator("ins").first
    assert "line-through" in line.evaluate("(e) => getComputedStyle(e).textDecorationLine")
    assert "underline" in weight.evaluate("(e) => getComputedStyle(e).textDecorationLine")
    window.emulate_media(media="print")
    assert window.locator(".change-old").first.is_visible()
    context.close()
