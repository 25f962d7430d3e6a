"""Comments of programs are shown in the language of the page, and nothing else of a program is changed."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyncbook.translations.comments import comments, findings, load, mistakes, translated

from ..helpers import write
from .pages import ROOT

CODE = '''\
"""A # is no comment here."""

import asyncio  # the library

# Wait first.
async def main():
    await asyncio.sleep(1)  # wait  # (1)!
    print("# wait")  # (2)!
    text = f"""
# wait
"""  #: wait
    return text  # noqa: F401
'''
TEXTS = {"wait": "等待", "the library": "这个库", "Wait first.": "先等待。", "noqa: F401": "不该出现"}


def test_comments_are_translated_where_they_stand() -> None:
    assert translated(CODE, TEXTS) == (
        CODE.replace("# the library", "# 这个库")
        .replace("# Wait first.", "# 先等待。")
        .replace("# wait  # (1)!", "# 等待  # (1)!")
        .replace("#: wait", "#: 等待")
    )


def test_marks_of_annotations_stay_and_are_no_comments() -> None:
    assert [(one.text, one.line) for one in comments(CODE)] == [("the library", 3), ("Wait first.", 5), ("wait", 7), ("wait", 11)]
    assert translated("x = 1  # (1)!\ny = 2  # wait (2)\n", {"wait": "等待"}) == "x = 1  # (1)!\ny = 2  # 等待 (2)\n"


def test_an_unknown_comment_stays_english() -> None:
    assert translated("x = 1  # other\n", TEXTS) == "x = 1  # other\n"


@pytest.mark.parametrize("code", ["x = (  # wait\n", "def f():\n  x\n y  # wait\n", '"""# wait', "x = 1 # wait\n'''"])
def test_what_is_no_whole_program_stays_as_it_is(code: str) -> None:
    assert translated(code, TEXTS) == code


_LINES = st.sampled_from(
    ["x = 1", "y = '# wait'", "z = f'# {x} wait'", '"""', "'''", "if x:", "    pass", "    # wait", "# the library  # (3)!", "x = 2  # wait", "    y = 3  # wait # (1)!", "def f():", "    return (", "        1,  # wait",
     "    )", "# other", "#wait", "#", "\\", "x = \\", "", "print('\\u2028 # wait')", "é = 'ü'  # wait", "s = r'\\' # wait", "\x0c# wait", "    '''# wait", "    # wait'''", "async def g():", "    await f()  # (2)!"]
)  # fmt: skip
_OF_OURS = st.sampled_from([path.read_text(encoding="utf-8") for path in sorted((ROOT / "snippets").rglob("*.py"))])


def code_tokens(code: str) -> list[tuple[int, str, tuple[int, int]]]:
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return [(token.type, token.string, token.start) for token in tokens if token.type != tokenize.COMMENT]


@settings(max_examples=400, deadline=None)
@given(st.lists(_LINES, max_size=12).map("\n".join) | _OF_OURS)
def test_the_code_never_changes(code: str) -> None:
    every = {comment.text: "译文 # ''' \"\"\" \\" for comment in comments(code)} | TEXTS
    after = translated(code, every)
    try:
        tree = ast.dump(ast.parse(code), include_attributes=True)
    except SyntaxError:
        return
    assert ast.dump(ast.parse(after), include_attributes=True) == tree
    if comments(code):
        # A blank line has no length of its own: only where its end stands differs.
        assert [one[:2] for one in code_tokens(after)] == [one[:2] for one in code_tokens(code)]


def project(tmp_path: Path, catalogue: str | None, code: str = "x = 1  # wait\ny = 2  # other\n") -> Path:
    files = {"snippets/a/one.py": code, "snippets/a/two.py": "z = 3  # wait\n"}
    return write(tmp_path, files if catalogue is None else files | {"config/comments/zh.toml": catalogue})


def test_without_a_catalogue_nothing_is_said(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    assert findings(root, "zh") == []
    assert load(root, "zh") is None


def test_comments_that_are_not_in_it_are_listed_in_one_warning(tmp_path: Path) -> None:
    (told,) = findings(project(tmp_path, "# nothing yet\n"), "zh")
    one = tmp_path / "snippets/a/one.py"
    assert (told.code, told.error, told.values["comments"]) == ("comment-unknown", False, f'{one}:1 "wait"; {one}:2 "other"')


def test_an_entry_that_belongs_to_no_comment_is_listed_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    root = project(tmp_path, '"wait" = "等待"\n\n"othr" = "其他"\n"another thing" = "别的"\n')
    unknown, unused, far = findings(root, "zh")
    assert (unknown.code, unused.code, unused.here.line) == ("comment-unknown", "comment-unused", 3)
    assert unused.values == {"comment": '"othr"', "nearest": " ('other')"}
    assert far.here.line == 4


def test_headers_and_words_for_tools_are_no_comments(tmp_path: Path) -> None:
    code = '#!/usr/bin/env python\n# /// snippet\n# expect = "times"\n# ///\nx = 1  # type: ignore\n# wait\n'
    root = project(tmp_path, '"wait" = "等待"\n', code)
    assert findings(root, "zh") == []


@pytest.mark.parametrize(
    ("catalogue", "line", "found"),
    [
        ('"wait" = "等待"\n"wait" = "等"\n', 2, "broken TOML"),
        ('\n"wait = 1\n', 2, "broken TOML"),
        ('"other" = "其他"\n"wait" = 1\n', 2, "'wait' is 1"),
        ('"wait" = ""\n', 1, "'wait' is ''"),
        ('wait.more = "等待"\n', 1, "'wait' is {'more': '等待'}"),
        ('"wait" = """等\n待"""\n', 1, "the translation of 'wait' has a new line"),
        ('"wait" = "等待\\rprint(1)"\n', 1, "the translation of 'wait' has a new line"),
        ('"wait" = "等待 # (1)!"\n', 1, "the translation '等待 # (1)!'"),
    ],
)
def test_a_spoilt_catalogue_is_told_with_its_line_and_never_used(tmp_path: Path, catalogue: str, line: int, found: str) -> None:
    root = project(tmp_path, catalogue)
    (mistake,) = mistakes(root)
    assert mistake.line == line
    assert mistake.found.startswith(found)
    broken = next(one for one in findings(root, "zh") if one.code == "comment-broken")
    assert (broken.error, broken.here.line) == (True, line)
    used = load(root, "zh")
    assert used is not None
    assert "wait" not in used.texts


def test_what_is_no_utf8_or_no_file_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    (root / "config/comments/zh.toml").write_bytes(b'"wait" = "\xff"\n')
    assert mistakes(root)[0].found == "byte 0xff is not UTF-8"
    (root / "config/comments/ja.toml").mkdir()
    assert {mistake.found for mistake in mistakes(root)} == {"byte 0xff is not UTF-8", "Is a directory"}


def test_the_catalogues_of_the_book_have_every_comment_and_no_other() -> None:
    assert findings(ROOT, "zh") == []
    assert mistakes(ROOT) == ()
