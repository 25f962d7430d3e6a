"""A page as its parts: read as the site's renderer reads it, each at its line."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncbook.translations.inline import ids, links
from asyncbook.translations.markdown import Part, masked, parts


def kinds(text: str) -> list[tuple[str, int, int]]:
    """Kind, line and depth of each part."""
    return [(part.kind, part.line, part.depth) for part in parts(text)]


def keys(text: str, kind: str) -> list[tuple[str, ...]]:
    return [part.key for part in parts(text) if part.kind == kind]


def targets(text: str) -> list[str]:
    return [link.target for part in parts(text) for link in part.links]


def only(text: str) -> Part:
    [part] = parts(text)
    return part


def test_nested_lists_have_depth() -> None:
    assert kinds("- a\n    - b\n        1.  c\n    - d\n- e\n") == [
        ("item", 1, 0),
        ("item", 2, 1),
        ("item", 3, 2),
        ("item", 4, 1),
        ("item", 5, 0),
    ]


def test_two_spaces_do_not_nest_a_list_as_on_the_site() -> None:
    assert kinds("- a\n  - b\n") == [("item", 1, 0), ("item", 2, 0)]


def test_the_kinds_of_items_are_told_apart() -> None:
    assert keys("- a\n\n1. b\n\nterm\n:   c\n", "item") == [("-",), ("1.",), (":",)]


def test_tabs_stand_in_admonitions() -> None:
    text = '!!! note "T"\n\n    === "A"\n\n        a\n\n    === "B"\n\n        ```python\n        x\n        ```\n\nafter\n'
    assert kinds(text) == [
        ("box", 1, 0),
        ("tab", 3, 1),
        ("paragraph", 5, 2),
        ("tab", 7, 1),
        ("fence", 9, 2),
        ("paragraph", 13, 0),
    ]
    assert keys(text, "fence") == [("python", "x")]


@pytest.mark.parametrize("mark", ["===", "===!", "===+"])
def test_the_mark_of_a_tab_is_its_key(mark: str) -> None:
    assert keys(f'{mark} "A"\n', "tab") == [(mark,)]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('!!! note "T"', "!!! note"),
        ("!!! note", "!!! note"),
        ('!!! note ""', '!!! note ""'),
        ('??? warning "T"', "??? warning"),
        ('???+ info inline end "T"', "???+ info inline end"),
    ],
)
def test_the_mark_and_type_of_a_box_are_its_key(line: str, key: str) -> None:
    assert keys(line + "\n\n    text\n", "box") == [(key,)]


@pytest.mark.parametrize("line", ["！！！重要", "？？？真的吗", "!! note", "！！ note"])
def test_what_only_begins_as_a_box_is_text(line: str) -> None:
    assert kinds(line + "\n") == [("paragraph", 1, 0)]


def test_a_tab_character_is_four_columns() -> None:
    spaces = "!!! note\n\n    - a\n        - b\n\n    ```python\n    if x:\n        y\n    ```\n"
    tabs = spaces.replace("    ", "\t")
    assert [(p.kind, p.line, p.depth, p.key) for p in parts(tabs)] == [(p.kind, p.line, p.depth, p.key) for p in parts(spaces)]


def test_a_table_has_rows_and_columns() -> None:
    assert only("| a | b |\n| --- | :-: |\n| 1 | 2 |\n| 3 | 4 |\n").key == ("3", "2")
    assert only("a | b\n--- | ---\n1 | 2\n").key == ("2", "2")
    assert only("|| b |\n| --- | --- |\n").key == ("1", "2")


def test_pipes_in_code_and_escaped_ones_part_no_cells() -> None:
    assert only("| a \\| b | `c | d` | ``e ` | f`` |\n| --- | --- | --- |\n").key == ("1", "3")


def test_a_table_ends_where_its_block_ends() -> None:
    assert kinds("| a |\n| --- |\n| 1 |\n2\n\ntext | more\n") == [("table", 1, 0), ("paragraph", 6, 0)]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("# T { #a }", ("1", "a")),
        ("## T {#a}", ("2", "a")),
        ('### T { #a .class lang="en" }', ("3", "a")),
        ("## T {: .class #a-b.c }", ("2", "a-b.c")),
        ('## T { .x id="a" }', ("2", "a")),
        ("## T ## { #a }", ("2", "a")),
        ("## `{x}`", ("2", "")),
        ("## T", ("2", "")),
        ("## 标题{ #a }", ("2", "")),
        ('<h2 id="a">T</h2>', ("2", "a")),
        ("<h3 class='x' id='a'>T</h3>", ("3", "a")),
    ],
)
def test_a_heading_has_level_and_id(line: str, key: tuple[str, str]) -> None:
    assert only(line + "\n").key == key


def test_the_title_of_a_heading_is_its_prose() -> None:
    assert [part.prose for part in parts("# One { #a }\n\n<h2 id='b'>Two</h2>\n\nThree\n---\n")] == [
        ((1, "One"),),
        ((3, "Two"),),
        ((5, "Three"),),
    ]


def test_a_heading_may_be_underlined_and_stand_in_a_box() -> None:
    assert keys("One { #a }\n===\n\nTwo\n---\n", "heading") == [("1", "a"), ("2", "")]
    assert keys("!!! note\n\n    ## In { #in }\n", "heading") == [("2", "in")]


def test_a_mark_without_a_space_or_after_one_is_no_heading() -> None:
    assert keys("#one\n\n ## two\n\n＃ three\n", "heading") == []


def test_rules_are_neither_headings_nor_items() -> None:
    assert [kind for kind, _, _ in kinds("a\n\n---\n\n* * *\n\n___\n\nb\n")] == ["paragraph", "rule", "rule", "rule", "paragraph"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](b.md)", "b.md"),
        ('[a](b.md#c "Title (x)")', "b.md#c"),
        ("[a](b.md 'Title')", "b.md"),
        ("[a](<b c.md>)", "b c.md"),
        ("[a](b_(c).md)", "b_(c).md"),
        ("[`a[0]`](b.md)", "b.md"),
        ("[a [b] c](d.md)", "d.md"),
        ("[two\nlines](b.md)", "b.md"),
        ('[a](b.md\n"T")', "b.md"),
        ("![a](b.png)", "b.png"),
        ("<https://a.b/c>", "https://a.b/c"),
        ('<a href="../x/">y</a>', "../x/"),
        ("- [a](b.md)", "b.md"),
        ("# [a](b.md)", "b.md"),
        ("| [a](b.md) |\n| --- |", "b.md"),
        ("[a](b.md){ .button }", "b.md"),
        ("[a][label]", "[label]"),
        ("[Label][]", "[label]"),
        ("text[^1]", "[^1]"),
    ],
)
def test_links_are_found_in_every_form(text: str, target: str) -> None:
    assert targets(text + "\n") == [target]


@pytest.mark.parametrize(
    "text", ["`[a](b.md)`", "[a] (b.md)", "[a]（b.md）", "\\[a](b.md)", "<!-- [a](b.md) -->", "x <!-- [a](b.md) --> y", "[a]"]
)
def test_what_only_resembles_a_link_is_none(text: str) -> None:
    assert targets(text + "\n") == []


def test_a_picture_in_a_link_is_two() -> None:
    assert [(link.kind, link.target) for link in only("[![a](b.png)](c.md)\n").links] == [("image", "b.png"), ("link", "c.md")]


def test_a_link_knows_where_its_target_stands() -> None:
    [one, two] = only("text `[x](y)`\n[a](b.md) [c](d.md)\n").links
    assert [(link.line, link.column, link.target) for link in (one, two)] == [(2, 4, "b.md"), (2, 14, "d.md")]


def test_reference_links_and_where_they_lead() -> None:
    text = "See [a][x], [Y][] and [z], not [w].\n\n[x]: one.md\n[y]: <two.md> 'T'\n[Z]: three.md\n"
    assert targets(text) == ["[x]", "[y]", "[z]", "one.md", "two.md", "three.md"]
    assert keys(text, "reference") == [("x", "one.md"), ("y", "two.md"), ("z", "three.md")]


def test_footnotes_have_a_mark_and_words() -> None:
    part = parts("Text[^n].\n\n[^n]: The *note*.\n\n    More.\n")
    assert [(one.kind, one.line, one.depth, one.key) for one in part[1:]] == [
        ("footnote", 3, 0, ("[^n]",)),
        ("paragraph", 5, 1, ()),
    ]
    assert part[1].prose == ((3, "The *note*."),)


def test_code_in_lists_is_no_prose_and_fences_in_lists_are_fences() -> None:
    text = "- a\n\n    ```python\n    x = 1\n    ```\n\n- b\n\n        y = 2\n\n    more\n"
    assert kinds(text) == [("item", 1, 0), ("fence", 3, 1), ("item", 7, 0), ("code", 9, 1), ("paragraph", 11, 1)]
    assert keys(text, "code") == [("y = 2",)]
    assert [part.prose for part in parts(text) if part.kind == "code"] == [()]


def test_a_fence_may_be_of_tildes_and_hold_others() -> None:
    assert keys('~~~python title="`x`"\n```\na\n```\n~~~\n', "fence") == [('python title="`x`"', "```", "a", "```")]
    assert keys("````text\n```\n````\n", "fence") == [("text", "```")]


def test_a_fence_ends_only_with_its_own_mark_as_on_the_site() -> None:
    assert keys("```\na\n````\nb\n```\n", "fence") == [("", "a", "````", "b")]


def test_a_fence_that_is_never_closed_reaches_to_the_end_of_page_or_box() -> None:
    assert kinds("```python\na\n\nb\n") == [("fence", 1, 0)]
    assert kinds("!!! note\n\n    ```python\n    a\n\n## After\n") == [("box", 1, 0), ("fence", 3, 1), ("heading", 6, 0)]


def test_the_body_of_an_indented_fence_is_what_a_reader_sees() -> None:
    assert keys("- a\n\n    ```\n    x\n\n      y\n    ```\n", "fence") == [("", "x", "", "  y")]
    assert keys("- a\n\n    ```\n\tx\n\t\ty\n    ```\n", "fence") == [("", "x", "    y")]


def test_the_list_under_a_fence_is_its_notes() -> None:
    text = "```python\nx\n```\n\n1.  one\n    more\n\n    ```\n    y\n    ```\n\n2.  two `z`\n\ntext\n\n1.  list\n"
    assert kinds(text) == [("fence", 1, 0), ("notes", 5, 0), ("paragraph", 14, 0), ("item", 16, 0)]
    assert keys(text, "notes") == [("2",)]


def test_notes_in_a_box_and_only_there() -> None:
    text = "!!! note\n\n    ```\n    x\n    ```\n\n    1.  one\n    2.  two\n\n1.  other\n"
    assert kinds(text) == [("box", 1, 0), ("fence", 3, 1), ("notes", 7, 1), ("item", 10, 0)]


def test_a_comment_of_several_lines_is_one_and_is_no_prose() -> None:
    text = "a\n\n<!-- one\n\n## two\n```\nthree -->\n\nb\n"
    assert kinds(text) == [("paragraph", 1, 0), ("comment", 3, 0), ("paragraph", 9, 0)]
    assert keys("<!-- versions -->\n", "comment") == [("<!-- versions -->",)]


def test_a_comment_that_is_never_closed_hides_nothing() -> None:
    assert kinds("<!-- open\n\n## A { #a }\n") == [("comment", 1, 0), ("heading", 3, 0)]


def test_includes_alone_and_in_fences() -> None:
    assert keys('--8<-- "a.md"\n\n    --8<-- "b"\n', "include") == [("a.md",)]
    assert keys('```python\n--8<-- "a.py"\n```\n', "fence") == [("python", '--8<-- "a.py"')]


PAGE = '---\ntitle: x\n---\n# A { #a }\n\n!!! note "N"\n\n    text\n\n```python\nx\n```\n\n1.  one\n\n| a |\n| - |\n'


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_make_no_difference(end: str) -> None:
    assert parts(PAGE.replace("\n", end)) == parts(PAGE)


def test_a_byte_order_mark_is_no_part_of_the_page() -> None:
    assert parts("\ufeff" + PAGE) == parts(PAGE)
    assert keys("\ufeff# A { #a }\n", "heading") == [("1", "a")]


def test_only_the_ends_of_lines_end_lines() -> None:
    assert [part.line for part in parts("a\u2028b\x0bc\x85\n\nd\n")] == [1, 3]


def test_code_spans_are_masked() -> None:
    assert masked("a `b` c ``d ` e`` f` g") == "a     c           f` g"
    assert masked("a `b\nc` d") == "a   \n   d"
    assert masked("- a ` b\n- c ` d") == "- a ` b\n- c ` d"
    assert masked("\\`a `b`") == "\\`a    "


def test_ids_are_found_in_attributes_and_in_html() -> None:
    lines = ("text { #a .b }", "`{ #no }` <span id='c' class=x>", '<a id="d"></a>{ id=e }')
    assert list(ids(lines)) == [(0, "a"), (1, "c"), (2, "d"), (2, "e")]


LONG = {
    "a page of prose": "Some words and `code` with a [link](a.md#b).\n\n" * 22_000,
    "fences": '```python exec="1"\nx = 1\n```\n\n1.  one\n\n' * 24_000,
    "one line": "word " * 200_000,
    "brackets": "[" * 1_000_000,
    "links half open": "](a (" * 200_000,
    "titles half open": '[a](b "c ' * 110_000,
    "ticks": "` `` ``` " * 110_000,
    "open comments": "<!-- a\n" * 140_000,
    "comments in a line": "<!-- a " * 140_000,
    "tags half open": '<a id="' * 140_000,
    "braces": "{ #a " * 200_000,
    "pipes": "|a" * 500_000 + "\n" + "|-" * 500_000,
    "hashes": "# " + "# " * 500_000,
    "spaces": "## a" + " " * 1_000_000 + "b",
    "deep lists": "".join(" " * (4 * n) + "- a\n" for n in range(700)),
    "open fence": "```\n" + "a\n" * 500_000,
    "fences in items": "- a\n\n    ```\n" * 70_000,
    "long mark": "`" * 1_000_000 + "\n`",
    "rules": "- " * 500_000 + "x",
}


@pytest.mark.parametrize("name", LONG)
def test_a_page_of_a_megabyte_is_read_in_seconds(name: str) -> None:
    start = time.process_time()
    parts(LONG[name])
    assert time.process_time() - start < 6


PIECES = st.sampled_from(
    [
        "# a { #b }",
        "```",
        "~~~",
        "```python",
        "- a",
        "    - b",
        "\t",
        "    ",
        "1.  c",
        "!!! note",
        '=== "T"',
        "| a | b |",
        "| - | - |",
        "",
        "",
        "<!--",
        "-->",
        "text [a](b) `c`",
        "---",
        "===",
        "[a]: b",
        "[^1]: c",
        '--8<-- "x"',
        "\ufeff",
        "\r",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8)).map("\n".join))
def test_every_line_belongs_to_one_part_at_most_and_parts_stand_in_order(text: str) -> None:
    found = parts(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(part.lines for part in found)
    assert all(one.end <= two.line for one, two in itertools.pairwise(found))
    assert all(tuple(lines[part.line - 1 : part.end - 1]) == part.lines for part in found)
    assert all(
        lines[link.line - 1][link.column :].startswith(link.target)
        for part in found
        for link in part.links
        if link.kind == "link"
    )


def test_links_of_nothing() -> None:
    assert links(1, ()) == []
