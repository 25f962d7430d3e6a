"""Chinese prose is set as it should be, and nothing else on a page is touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyncbook.translations.markdown import parts
from asyncbook.translations.typography import fixed

from .pages import CHINESE, text_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("使用`await`等待", "使用 `await` 等待"),
        ("用asyncio写", "用 asyncio 写"),
        ("在 3.14 和3.15上", "在 3.14 和 3.15 上"),
        ("把[`create_task`](x.md)放进去", "把 [`create_task`](x.md) 放进去"),
        ("用**async**的写法", "用 **async** 的写法"),
        ("调用<code>x,y</code>之后", "调用 <code>x,y</code> 之后"),
        ("见<https://example.org/a,b>。", "见 <https://example.org/a,b>。"),
        ("按 ++ctrl+c++退出", "按 ++ctrl+c++ 退出"),
    ],
)
def test_a_blank_stands_between_han_and_latin_and_outside_of_what_formats_either(text: str, expected: str) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每个 [任务](x.md) 都会", "每个[任务](x.md)都会"),
        ("适合会 **等待** 的函数", "适合会**等待**的函数"),
        ("写在 `a` 。", "写在 `a`。"),
        ("第一。 第二", "第一。第二"),
        ("（中文） 后面", "（中文）后面"),
    ],
)
def test_no_blank_stands_between_han_and_han_or_beside_a_wide_mark(text: str, expected: str) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先等待,再打印.", "先等待，再打印。"),
        ("结果:`x`", "结果：`x`"),
        ("是吗?是!", "是吗？是！"),
        ("使用 asyncio,然后", "使用 asyncio，然后"),
        ("任务(task)是", "任务（task）是"),
        ("任务 (task) 是", "任务（task）是"),
        ('按"播放"按钮', "按“播放”按钮"),
        ("**注意**:后面", "**注意**：后面"),
        ("见[这里](x.md).", "见[这里](x.md)。"),
        ("改成 `x`.", "改成 `x`。"),
    ],
)
def test_punctuation_of_a_chinese_sentence_is_wide(text: str, expected: str) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "**注意：** 这个空格让 GitHub 也显示为粗体",
        "调用 f(x) 和 `f(x)`",
        "等待 asyncio.sleep(1)",
        "An English line, with a colon: like this.",
        "```python\n# 注释,没有空格abc\n```",
        "~~~\n中文,abc\n~~~",
        "    缩进的代码,abc",
        "<div>\n中文,abc\n</div>",
        '<svg viewBox="0 0">\n\n<text>中文,abc</text>\n\n</svg>',
        '<text x="1">中文,abc</text>',
        "<!-- 中文,abc -->",
        "前面 `中文,abc` 后面",
        "前面 `中文,\nabc` 后面",
        "公式 $中文,abc$ 后面",
        r"公式 \(中文,abc\) 后面",
        "## 标题 { #标题,abc }",
        "![图,abc](图,abc.png)",
        "[任务](中文,abc.md)的",
        '[任务](x.md "中文,abc")的',
        "[x]: 中文,abc",
        "说明[^注,abc]在此",
        "变量{{ 中文,abc }}在此",
        ":material-check: 中文",
        '--8<-- "中文,abc.md"',
        "---\ntitle: 中文,abc\n---",
        "1.中文是段落，不是列表",
        "一行未闭合的 `中文，后面",
        "第一行  \n第二行",
    ],
)
def test_what_is_no_prose_or_is_well_set_stays(text: str) -> None:
    assert fixed(text) == text


def test_titles_of_boxes_and_tabs_cells_items_and_notes_are_prose() -> None:
    page = '!!! note "甲,乙"\n\n    正文abc\n\n=== "甲,乙"\n\n    - 项目abc\n\n| 甲,乙 | `x`是 |\n| --- | --- |\n\n```python\nx  # (1)!\n```\n\n1.  说明abc\n\n    ```\n    甲,乙\n    ```\n'
    assert fixed(page) == (
        '!!! note "甲，乙"\n\n    正文 abc\n\n=== "甲，乙"\n\n    - 项目 abc\n\n| 甲，乙 | `x` 是 |\n| --- | --- |\n\n```python\nx  # (1)!\n```\n\n1.  说明 abc\n\n    ```\n    甲,乙\n    ```\n'
    )


def test_other_languages_are_left_as_they_are() -> None:
    assert fixed("使用await,等待", "ja") == "使用await,等待"
    assert fixed("使用await,等待", "zh-Hant") == "使用 await，等待"


@pytest.mark.parametrize("page", CHINESE)
def test_the_pages_of_the_book_are_well_set(page: str) -> None:
    assert fixed(text_of("zh", page)) == text_of("zh", page)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_mark_of_byte_order_stay(end: str) -> None:
    text = "\ufeff---\ntitle: a,b\n---\n# 标题abc { #x }\n\n正文abc\n".replace("\n", end)
    assert fixed(text) == text.replace("标题abc", "标题 abc").replace("正文abc", "正文 abc")


_WORDS = st.sampled_from(
    ["中文", "任务", "abc", "3.14", ",", ".", "：", "，", "。", " ", "  ", "\n", "\n\n", "`x,y`", "`", "``", "**", "*", "__", "_", "[", "]", "](a,b.md)", "(", ")", "（", "）",
     '"', "“", "”", "!", "?", "；", ";", ":", "<b>", "</b>", "<div>", "</div>", "<!--", "-->", "```\n", "~~~\n", "# ", "## ", "{ #id }", "- ", "1. ", "1.", "    ", "| ", "|", "|---|---|\n", "$x,y$", "$",
     '!!! note "a"\n\n', '=== "中,a"\n\n', ">", "> ", "&amp;", "\\", "https://a.b/c,d", "++", "==", "~~", "{{", "}}", "[^1]", "--8<-- ", ":icon:", "---\n", "…", "—", "、", "\t", "\r\n", "％", "Ａ"]
)  # fmt: skip
_PAGE = st.lists(_WORDS, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(_PAGE)
def test_what_is_fixed_once_needs_no_second_time(page: str) -> None:
    assert fixed(fixed(page)) == fixed(page)


@settings(max_examples=400, deadline=None)
@given(_PAGE)
def test_the_parts_and_the_code_of_a_page_stay(page: str) -> None:
    def kept(text: str) -> list[object]:
        guarded = [line for part in parts(text) if part.kind in ("fence", "code", "include", "comment") for line in part.lines]
        return [
            [
                (part.kind, part.line, part.depth, part.key, [(link.target, link.kind, link.line) for link in part.links])
                for part in parts(text)
            ],
            guarded,
        ]

    assert kept(fixed(page)) == kept(page)


_CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)|\]\([^)\n]*\)|\{ #[^}\n]* \}|<[^>\n]*>")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "中文",
                "abc",
                ",",
                "`x,中y`a",
                "[字](中,a.md)",
                "<i title='中,a'>",
                "</i>",
                "**",
                " ",
                "{ #中,a }",
                "(",
                ")",
                "$中,a$",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_code_spans_targets_ids_and_tags_stay_letter_by_letter(page: str) -> None:
    assert _CODE.findall(fixed(page)) == _CODE.findall(page)


@settings(max_examples=200, deadline=None)
@given(_PAGE)
def test_no_word_changes(page: str) -> None:
    words = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
    assert words.findall(fixed(page).replace("A", "Ａ")) == words.findall(page.replace("A", "Ａ"))
