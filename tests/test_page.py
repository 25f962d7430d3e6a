"""Pages rendered by Python-Markdown with our extension: recordings stand where they belong."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent
from typing import Any

import markdown
import markdown_exec
import pytest

from asyncbook.book import book_at
from asyncbook.page import PageExtension, answered
from asyncbook.quotes import quoted

from .helpers import book

HEADER = '# /// script\n# requires-python = ">=3.6"\n# ///\n# /// snippet\n# expect = "exact"\n# ///\n\n'
MARKED = 'print("recorded " + "one")  # (1)!\nprint("recorded " + "two")  # (2)!\n'
LOOKS = [
    "```",
    "````",
    '--8<-- "part/plain.py"',
    "<b>bold</b>",
    "wzxhzdk:0",
    "&lt;",
    "# heading",
    "<!--asyncbook:0-->",
    "~~~",
    "{{ x }}",
]
FILES = {
    "snippets/part/marked.py": HEADER + MARKED,
    "snippets/part/marked.out": "recorded one\nrecorded two\n",
    "snippets/part/commented.py": HEADER + 'print("recorded # here")  # here  # (1)!\n# unknown\n',
    "snippets/part/commented.out": "recorded # here\n",
    "config/comments/zh.toml": '"here" = "在这里"\n',
    "snippets/part/plain.py": 'print("recorded " + "plain")\n',
    "snippets/part/plain.out": "recorded plain\n",
    "snippets/part/looks.py": f"for line in {LOOKS!r} + ['\\x02wzxhzdk:1\\x03']:\n    print(line)\n",
    "snippets/part/looks.out": "\n".join([*LOOKS, "\x02wzxhzdk:1\x03\n"]),
    "snippets/part/said.py": 'print("first: 1\\nsecond key: <b> 2\\nfirst: 3")\n',
    "snippets/part/said.out": "first: 1\nsecond key: <b> 2\nfirst: 3\n",
    "snippets/part/wrong.py": 'print("recorded " + "wrong")\n',
    "snippets/part/wrong.out": "right\n",
}
Render = Callable[..., str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = book(tmp_path_factory.mktemp("book"), FILES)
    yield folder
    book_at(folder).pool.close()


@pytest.fixture
def convert(root: Path) -> Render:
    return markdown_of(root).convert


def markdown_of(root: Path, language: str = "en", **more: object) -> markdown.Markdown:
    def fence(name: str) -> dict[str, Any]:
        return {"name": name, "class": name, "format": markdown_exec.formatter, "validator": markdown_exec.validator}

    extensions: list[Any] = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details", "pymdownx.highlight"]
    extensions += [
        "pymdownx.superfences",
        "pymdownx.tabbed",
        "pymdownx.snippets",
        PageExtension(root=str(root), language=language, **more),
    ]
    settings = {
        "pymdownx.superfences": {"custom_fences": [fence("python"), fence("py")]},
        "pymdownx.snippets": {"base_path": [str(root / "snippets")], "check_paths": True},
        "pymdownx.tabbed": {"alternate_style": True},
    }
    return markdown.Markdown(extensions=extensions, extension_configs=settings)


def run(name: str, options: str = 'exec="1" source="above" result="text"') -> str:
    return f'```python {options}\n--8<-- "part/{name}.py"\n```\n'


def plain(html: str) -> str:
    return re.sub("<[^>]*>", "", html)


def order(html: str, *texts: str) -> list[int]:
    """Where each of *texts* stands; each must be there once."""
    assert [html.count(text) for text in texts] == [1] * len(texts), html
    return [html.index(text) for text in texts]


SOURCE, OUTPUT = "highlight", "recording-output"


def test_a_fence_shows_source_and_recording(convert: Render) -> None:
    html = convert(run("plain") + "\nafter\n")
    assert order(html, f'class="{SOURCE}"', OUTPUT, "<p>after</p>") == sorted(
        order(html, f'class="{SOURCE}"', OUTPUT, "<p>after</p>")
    )
    assert "recorded plain" in plain(html)
    assert 'data-snippet="part/plain"' in html


@pytest.mark.parametrize("options", ['exec="1" source="above" result="text"', 'exec="1" source="above"', ""])
def test_no_fence_shows_the_header(convert: Render, options: str) -> None:
    text = plain(convert(run("marked", options)))
    assert "///" not in text
    assert "requires-python" not in text
    assert text.lstrip().startswith("print(")


def test_a_fence_that_holds_the_text_itself_is_answered_as_well(convert: Render) -> None:
    html = convert(f'```python exec="1" source="above"\n{HEADER}{MARKED}```\n')
    assert 'data-snippet="part/marked"' in html
    assert "///" not in html


@pytest.mark.parametrize("language", ["python", "text", "toml"])
def test_a_header_that_belongs_to_no_program_of_ours_is_shown(convert: Render, language: str) -> None:
    assert "# /// script" in plain(convert(f"```{language}\n{HEADER}print('elsewhere')\n```\n"))


def test_a_recording_may_be_put_in_later(root: Path, convert: Render) -> None:
    text = run("marked") + "\n1.  first note\n2.  second note\n\nafter\n"
    html = markdown_of(root, later=True).convert(text)
    assert OUTPUT not in html
    assert answered(html, book_at(root), "en") == convert(text)


def test_a_plain_fence_shows_no_recording(convert: Render) -> None:
    assert "recording" not in convert(run("marked", "")).replace("recorded", "")


def test_a_recording_stands_behind_the_annotations(convert: Render) -> None:
    html = convert(run("marked") + "\n1.  first note\n2.  second note\n\nafter\n")
    places = order(html, f'class="{SOURCE}"', "first note", "second note", OUTPUT, "<p>after</p>")
    assert places == sorted(places)


def test_the_annotations_stay_next_to_the_source(convert: Render) -> None:
    html = convert(run("marked") + "\n1.  first note\n2.  second note\n")
    assert re.search(r"</code></pre></div>\s*<ol>", html)


def test_a_list_that_belongs_to_no_source_stays_behind_the_recording(convert: Render) -> None:
    html = convert(run("plain", 'exec="1"') + "\n1.  first step\n")
    places = order(html, OUTPUT, "first step")
    assert places == sorted(places)


def test_without_source_only_the_result_is_shown(convert: Render) -> None:
    for options in ('exec="1" source="" result="text"', 'exec="1"'):
        html = convert(run("plain", options))
        assert SOURCE not in html
        assert "recorded plain" in plain(html)


@pytest.mark.parametrize("options", ['exec="1" source="above"', 'exec="1"'])
@pytest.mark.parametrize(
    "container", ["!!! note\n\n", "??? note\n\n", '=== "Tab"\n\n', "-   item\n\n"], ids=["admonition", "details", "tab", "list"]
)
def test_a_fence_in_a_container_is_answered_inside_it(convert: Render, container: str, options: str) -> None:
    inside = indent(run("marked", options) + "\ninside\n", "    ")
    html = convert(f"{container}{inside}\noutside\n")
    places = order(html, OUTPUT, "<p>inside</p>", "<p>outside</p>")
    assert places == sorted(places)
    assert "///" not in html
    closing = html[: html.index("<p>outside</p>")].rstrip()
    assert closing.endswith(("</div>", "</details>", "</li>\n</ul>"))


def test_annotations_in_a_container_stay_with_their_source(convert: Render) -> None:
    inside = indent(run("marked") + "\n1.  first\n2.  second\n", "    ")
    html = convert(f"!!! note\n\n{inside}\noutside\n")
    places = order(html, f'class="{SOURCE}"', "first", "second", OUTPUT, "<p>outside</p>")
    assert places == sorted(places)


def test_two_fences_with_one_program_are_both_answered(convert: Render) -> None:
    html = convert(f"{run('plain')}\nbetween\n\n{run('marked')}\nafter\n\n{run('plain')}")
    assert re.findall('data-snippet="part/(.*?)"', html) == ["plain", "marked", "plain"]


def test_nothing_of_one_page_is_left_for_the_next(root: Path) -> None:
    md = markdown_of(root)
    first = md.convert(run("plain"))
    md.reset()
    assert md.convert("only text\n") == "<p>only text</p>"
    md.reset()
    assert md.convert(run("plain")) == first


def test_no_marker_of_ours_is_left_on_the_page(convert: Render) -> None:
    html = convert(run("plain") + "\n" + run("marked", 'exec="1"') + "\n!!! note\n\n" + indent(run("plain"), "    "))
    assert "asyncbook:0" not in html
    assert "wzxhzdk" not in html
    assert "<!--" not in html


def test_output_that_looks_like_markdown_or_html_is_shown_as_text(convert: Render) -> None:
    html = convert(run("looks", 'exec="1" result="text"') + "\nafter\n")
    lines = re.findall(r'<span class="line[^>]*>(.*?)</span>', html)
    assert lines[:3] == ["```", "````", "--8&lt;-- &quot;part/plain.py&quot;"]
    assert lines[3:6] == ["&lt;b&gt;bold&lt;/b&gt;", "wzxhzdk:0", "&amp;lt;"]
    assert lines[-1] == "\u2402wzxhzdk:1\u2403"
    assert len(lines) == len(LOOKS) + 1
    assert html.rstrip().endswith("<p>after</p>")


def test_captions_are_in_the_language_of_the_page(root: Path) -> None:
    assert "正常结束" in markdown_of(root, "zh").convert(run("plain"))


@pytest.mark.parametrize("options", ['exec="1" source="above" result="text"', "", 'title="x"'])
@pytest.mark.parametrize("inside", ["", "    "])
def test_comments_are_in_the_language_of_the_page(root: Path, options: str, inside: str) -> None:
    text = ("!!! note\n\n" if inside else "") + indent(run("commented", options), inside)
    chinese, english = (plain(markdown_of(root, language).convert(text)) for language in ("zh", "en"))
    assert 'print("recorded # here")  # 在这里  # (1)!' in html.unescape(chinese)
    assert "# unknown" in chinese
    assert 'print("recorded # here")  # here  # (1)!' in html.unescape(english)
    assert ("recorded # here" in chinese.replace('("recorded # here")', "")) == ("exec" in options)


def test_a_program_that_does_something_else_says_so_on_its_page(convert: Render) -> None:
    html = convert(run("wrong"))
    assert "recording-failed" in html
    assert "printed &#x27;recorded wrong&#x27;" in html


def test_another_fence_is_run_as_markdown_exec_runs_it(convert: Render) -> None:
    html = convert('```python exec="1" source="above" result="text"\nprint(6 * 7)\n```\n')
    assert "42" in plain(html)
    assert "data-snippet" not in html


def test_another_fence_may_print_markdown_as_ever(convert: Render) -> None:
    assert "<strong>bold</strong>" in convert('```python exec="1"\nprint("**bold**")\n```\n')


def test_an_error_in_another_fence_is_told_as_markdown_exec_tells_it(convert: Render, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        html = convert('```python exec="1"\nraise ValueError("no")\n```\n\nafter\n')
    assert "ValueError: no" in plain(html)
    assert "<p>after</p>" in html
    assert caplog.records


ENDINGS = {
    "SystemExit: 0": "import sys\nsys.exit(0)",
    "SystemExit": "raise SystemExit",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "CancelledError": "import asyncio\nraise asyncio.CancelledError",
    "GeneratorExit": "raise GeneratorExit",
    "Mine: x": "class Mine(BaseException): pass\nraise Mine('x')",
    "BaseExceptionGroup": "raise BaseExceptionGroup('both', [KeyboardInterrupt()])",
}


@pytest.mark.parametrize(("told", "code"), ENDINGS.items(), ids=ENDINGS)
def test_nothing_that_a_fence_raises_ends_the_build(
    convert: Render, caplog: pytest.LogCaptureFixture, told: str, code: str
) -> None:
    with caplog.at_level(logging.WARNING):
        html = convert(f'before\n\n```python exec="1"\nprint(1)\n{code}\n```\n\nafter\n')
    assert "<p>before</p>" in html
    assert "<p>after</p>" in html
    assert told in plain(html)
    assert any(told in record.getMessage() for record in caplog.records)


def test_a_quote_is_what_the_program_printed_after_its_key(convert: Render, root: Path) -> None:
    html = convert("| who | said |\n| --- | --- |\n| it | `{part/said: second key}` |\n\n`{part/said: nothing}` `{no/such: key}`")
    assert '<td><code class="recorded" title="part/said.py">&lt;b&gt;\u00a02</code></td>' in html
    assert 'title="part/said.py">—</code> <code>{no/such: key}</code>' in html
    assert quoted("part/said", "took", "took: 0.5 s").endswith(">0.5\u00a0s</code>")
    assert quoted("part/said", "took", "took: 0.5 s after 3 tasks").endswith(">0.5 s after 3 tasks</code>")
    later = markdown_of(root, later=True).convert("`{part/said: first}`")
    assert later == "<p><code>{part/said: first}</code></p>"
    assert answered(later, book_at(root), "en") == '<p><code class="recorded" title="part/said.py">1</code></p>'
