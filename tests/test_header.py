"""Headers: what they say when they are right, and what is said when they are wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from asyncbook.header import MODES, Header, HeaderError, parse


def snippet_block(*lines: str) -> str:
    return "".join(f"{line}\n" for line in ("# /// snippet", *(f"# {line}" for line in lines), "# ///"))


def script_block(*lines: str) -> str:
    return snippet_block(*lines).replace("snippet", "script", 1)


def refused(text: str) -> HeaderError:
    with pytest.raises(HeaderError) as caught:
        parse(text)
    return caught.value


def test_without_a_header_the_defaults_hold() -> None:
    assert parse("print(1)\n") == Header(
        requires_python=">=3.11", dependencies=(), expect="exact", raises="", warns="", hangs=False, interrupt=(), terminate=(),
        timeout=20.0, needs=(), alone=False, pythons="", dev="", since="", beside=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        *((f'expect = "{mode}"', "expect", mode) for mode in MODES),
        ('raises = "RuntimeError"', "raises", "RuntimeError"),
        ('warns = "DeprecationWarning"', "warns", "DeprecationWarning"),
        ("hangs = true", "hangs", True),
        ("timeline = false", "timeline", False),
        ("alone = true", "alone", True),
        ("interrupt = 1.5", "interrupt", (1.5,)),
        ("interrupt = [1, 1.5]", "interrupt", (1.0, 1.5)),
        ("terminate = 2", "terminate", (2.0,)),
        ("timeout = 600", "timeout", 600.0),
        ('needs = ["redis"]', "needs", ("redis",)),
        ("needs = []", "needs", ()),
        ('pythons = ">=3.6"', "pythons", ">=3.6"),
        ('dev = "why"', "dev", "why"),
        ('since = "3.14"', "since", "3.14"),
        ('beside = ["a/one", "b/two"]', "beside", ("a/one", "b/two")),
    ],
)
def test_each_key_of_the_snippet_block_is_read(line: str, key: str, value: object) -> None:
    assert getattr(parse(snippet_block(line)), key) == value


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ('requires-python = ">=3.13"', "requires_python", ">=3.13"),
        ('dependencies = ["redis==8.1.0", "anyio"]', "dependencies", ("redis==8.1.0", "anyio")),
        ("dependencies = []", "dependencies", ()),
    ],
)
def test_each_key_of_the_script_block_is_read(line: str, key: str, value: object) -> None:
    assert getattr(parse(script_block(line)), key) == value


def test_tables_of_other_tools_in_the_script_block_are_left_alone() -> None:
    assert parse(script_block("[tool.uv]", 'exclude-newer = "2030-01-01T00:00:00Z"')) == Header()


def test_a_value_may_take_several_lines() -> None:
    assert parse(script_block("dependencies = [", '  "anyio",', "]")).dependencies == ("anyio",)


def test_both_blocks_may_stand_one_after_the_other() -> None:
    header = parse(script_block('requires-python = ">=3.13"') + snippet_block("hangs = true") + "print(1)\n")
    assert (header.requires_python, header.hangs, header.lines) == (">=3.13", True, 6)


def test_blank_lines_after_the_header_belong_to_it() -> None:
    assert parse(snippet_block("hangs = true") + "\n\nprint(1)\n").lines == 5


def test_blank_lines_without_a_header_belong_to_the_program() -> None:
    assert parse("\n\nprint(1)\n").lines == 0


def test_a_block_further_down_is_no_header() -> None:
    assert parse("print(1)\n" + snippet_block("nonsense = 1")) == Header()


def test_a_python_is_admitted_by_requires_python() -> None:
    assert [Header(requires_python=">=3.13").admits(v) for v in ("3.12.9", "3.13.0", "3.15.2")] == [False, True, True]


def test_the_key_pythons_decides_before_requires_python() -> None:
    assert Header(requires_python=">=3.13", pythons=">=3.6").admits("3.6.15")


def test_a_header_holds_since_the_python_that_it_names() -> None:
    assert [Header(since="3.14").holds(version) for version in ("3.13.9", "3.14.0", "3.15.2")] == [False, True, True]
    assert Header().holds("3.6.15")


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        ("# /// scirpt\n# ///\n", 1, "'scirpt'", "'script'"),
        ("# /// snipet\n# ///\n", 1, "'snipet'", "'snippet'"),
        ("#/// snippet\n# ///\n", 1, "'#/// snippet'", "'# /// snippet'"),
        ("#  /// script\n# ///\n", 1, "'#  /// script'", "'# /// script'"),
        ("# ///\n# ///\n", 1, "''", "one of script, snippet"),
        (snippet_block("hangs = true", 'expekt = "none"'), 3, "unknown key 'expekt'", "'expect'"),
        (snippet_block("time_out = 3"), 2, "unknown key 'time_out'", "'timeout'"),
        (snippet_block("zzzzzz = 3"), 2, "unknown key 'zzzzzz'", "one of alone, beside, dev"),
        (script_block("", 'requires_python = ">=3.11"'), 3, "unknown key 'requires_python'", "'requires-python'"),
        (script_block('"requires-pythons" = ">=3.11"'), 2, "unknown key 'requires-pythons'", "'requires-python'"),
        (script_block('requires-python = ">=3.11"') + snippet_block("alone = true", "hang = true"), 6, "'hang'", "'hangs'"),
        (snippet_block("hangs = true") + snippet_block("alone = true"), 4, "a second 'snippet' block", "one at most"),
        (snippet_block("hangs = true")[:-6] + "\nprint(1)\n", 1, "'snippet' block is never closed", "'# ///'"),
        ("# /// snippet\n# hangs = true\nprint(1)\n# ///\n", 3, "'print(1)' inside", "'# '"),
        ("# /// snippet\n#hangs = true\n# ///\n", 2, "'#hangs = true' inside", "'# '"),
        (snippet_block("alone = true", "hangs = yes"), 3, "broken TOML", "key = value"),
        (snippet_block("alone = true", 'raises = "Value'), 3, "broken TOML", "key = value"),
        (snippet_block("", "needs = [", '  "redis"'), 4, "broken TOML", "key = value"),
        (snippet_block("hangs = true", "hangs = true"), 3, "broken TOML", "key = value"),
        (snippet_block("hangs = true", 'raises = "KeyError"'), 2, "both raises and hangs", "one way to end"),
        (snippet_block('warns = "RuntimeWarning"', 'raises = "KeyError"'), 2, "both raises and warns", "one way to end"),
        (snippet_block("timeout = 2", "interrupt = [1, 2]"), 3, "interrupt = 2", "time limit of 2 s"),
        (snippet_block("terminate = 20"), 2, "terminate = 20", "time limit of 20 s"),
    ],
)
def test_a_broken_header_is_told_with_its_line(text: str, line: int, found: str, expected: str) -> None:
    error = refused(text)
    assert error.line == line
    assert found in error.found
    assert expected in error.expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("expect = 3", "one of exact"),
        ('expect = "exakt"', "'exact'"),
        ("raises = true", "a text in quotes"),
        ('raises = " "', "a text in quotes"),
        ("warns = []", "a text in quotes"),
        ("hangs = 1", "true or false"),
        ('alone = "yes"', "true or false"),
        ("timeout = 0", "above 0"),
        ("timeout = -1", "above 0"),
        ("timeout = 600.5", "600 at most"),
        ("timeout = nan", "above 0"),
        ("timeout = inf", "600 at most"),
        ("timeout = true", "a number of seconds"),
        ('timeout = "20"', "a number of seconds"),
        ("interrupt = []", "rising order"),
        ("interrupt = [2, 1]", "rising order"),
        ("interrupt = [1, -1]", "above 0"),
        ('terminate = "1"', "a number of seconds"),
        ("terminate = 2030-01-01", "a number of seconds"),
        ('needs = "redis"', "a list"),
        ('needs = ["postgres"]', "redis"),
        ('pythons = "3.6 and up"', "versions such as"),
        ("pythons = 3.6", "a text in quotes"),
        ('since = ">=3.14"', "a version such as"),
        ("since = 3.14", "a text in quotes"),
        ('beside = "a/one"', "a list"),
        ('beside = ["a/one", "b/one"]', "differ in name"),
    ],
)
def test_a_bad_value_is_told_with_its_key_and_what_would_be_right(line: str, expected: str) -> None:
    error = refused(snippet_block("", line))
    assert error.line == 3
    assert error.found.startswith(line.partition("=")[0])
    assert expected in error.expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('requires-python = "banana"', "versions such as"),
        ("requires-python = 3.11", "a text in quotes"),
        ('dependencies = "redis"', "a list"),
        ('dependencies = ["redis ==== 8"]', "a list of packages"),
        ("dependencies = [1]", "a text in quotes"),
    ],
)
def test_a_bad_value_in_the_script_block_is_told_as_well(line: str, expected: str) -> None:
    error = refused(script_block(line))
    assert error.line == 2
    assert expected in error.expected


MARKS = ["# /// snippet", "# /// script", "# ///", "# /// x", "#", "# [tool.x]", "# a = [", "# ]", "", "# hangs = true"]
KEYS = ["expect", "timeout", "needs", "interrupt", "dependencies"]
LINES = st.sampled_from(MARKS) | st.builds("# {} = {}".format, st.sampled_from(KEYS), st.text(max_size=12)) | st.text(max_size=30)


@given(st.text() | st.lists(LINES, max_size=9).map("\n".join))
def test_any_text_has_a_header_or_a_header_error_with_a_line_of_the_file(text: str) -> None:
    lines = text.count("\n") + 1
    try:
        line = parse(text).lines
    except HeaderError as error:
        line = error.line if error.found and error.expected else -1
    assert 0 <= line <= lines


@pytest.mark.parametrize("value", ["[" * 3000, "1" * 5000], ids=["deep", "long"])
def test_a_value_that_toml_cannot_hold_is_a_header_error(value: str) -> None:
    assert refused(snippet_block(f"timeout = {value}")).line


NAMES = st.from_regex(r"[A-Z][a-z]{1,8}(Error|Warning)", fullmatch=True)
SECONDS = st.floats(min_value=0.001, max_value=600, allow_nan=False)
MOMENTS = st.lists(SECONDS, max_size=4).map(lambda found: tuple(sorted(found)))
SPECIFIERS = st.sampled_from([">=3.11", ">=3.6,<3.15", "==3.13.*"]).map(lambda text: str(SpecifierSet(text)))


def agrees(header: Header) -> bool:
    """Whether it names one way to end, and signals that come in time."""
    ends = [header.raises, header.warns, header.hangs]
    return sum(map(bool, ends)) < 2 and all(moment < header.timeout for moment in (*header.interrupt, *header.terminate))


HEADERS = st.builds(
    Header,
    requires_python=SPECIFIERS,
    dependencies=st.sampled_from([(), ("redis==8.1.0",), ("anyio", "trio>=0.26")]),
    expect=st.sampled_from(MODES), raises=st.just("") | NAMES, warns=st.just("") | NAMES, hangs=st.booleans(), interrupt=MOMENTS,
    terminate=MOMENTS, timeout=SECONDS, needs=st.sampled_from([(), ("redis",)]), alone=st.booleans(),
    pythons=st.just("") | SPECIFIERS,
).filter(agrees)  # fmt: skip


def written(header: Header) -> str:
    def lines(*keys: str) -> list[str]:
        values: dict[str, Any] = {key: getattr(header, key) for key in keys}
        return [f"{key.replace('_', '-')} = {json.dumps(value)}" for key, value in values.items() if value not in ("", ())]

    keys = ("expect", "raises", "warns", "hangs", "interrupt", "terminate", "timeout", "needs", "alone", "pythons")
    return script_block(*lines("requires_python", "dependencies")) + snippet_block(*lines(*keys))


@given(HEADERS)
def test_every_header_is_read_as_it_was_written(header: Header) -> None:
    assert parse(written(header) + "print(1)\n") == header
