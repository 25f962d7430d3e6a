"""What a machine can say of the words of a translation: each defect once, on its line, and nothing of what is right."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from asyncbook.translations import prose
from asyncbook.translations.findings import Finding
from asyncbook.translations.messages import Messages, tables
from asyncbook.translations.terms import load

from .pages import CHINESE, ROOT, pair, pair_of, text_of

GLOSSARY = load(ROOT / "config" / "glossary")
ENGLISH_SENTENCE = "The event loop decides who runs next, and this sentence was left as it is."


def found(own: str, english: str = "", language: str = "zh") -> list[Finding]:
    return prose.findings(pair(own, english, language=language), GLOSSARY)


def codes(own: str, english: str = "", language: str = "zh") -> list[str]:
    return [finding.code for finding in found(own, english, language)]


@pytest.mark.parametrize("page", CHINESE)
def test_the_pages_of_the_book_have_nothing_to_be_said_of(page: str) -> None:
    assert prose.findings(pair_of(page), GLOSSARY) == []


@pytest.mark.parametrize("page", CHINESE)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_a_mark_of_byte_order_change_nothing(page: str, end: str) -> None:
    assert prose.findings(pair_of(page, "\ufeff" + text_of("zh", page).replace("\n", end)), GLOSSARY) == []


# Page, what to look for, what to put there, and the code that must be told for that line.
SEEDED = [
    # Left in English: the text of the English page in place of the Chinese one.
    ("lessons/coroutines.md", "整页只用一个打招呼的例子。你只需要 Python 3.11 或更高版本，不必安装别的东西。", "One greeting carries the whole page. You need Python 3.11 or newer and nothing else.", "prose-english"),
    ("lessons/coroutines.md", "1.  永远不会走到这一行。", "1.  This line is never reached, because nobody drives the coroutine.", "prose-english"),
    ("lessons/coroutines.md", "- 用 `asyncio.run()` 启动程序；", "- start a program with `asyncio.run()` and let it run to its end;", "prose-english"),
    ("lessons/coroutines.md", "## 任务知道自己的状态 {", "## A task knows what it is doing and how it came to its end {", "prose-english"),
    ("lessons/coroutines.md", '!!! warning "要传协程，不要传函数"', '!!! warning "Hand over the coroutine and never the function itself"', "prose-english"),
    ("lessons/coroutines.md", '??? success "答案：实际运行的记录"', '??? success "Answer: what really happened, as it was recorded"', "prose-english"),
    ("lessons/nesting.md", "| `gather` | 一个列表，按参数的顺序 | 立刻抛出 | 继续运行 |", "| `gather` | a list in the order of the arguments | raised at once | run on |", "prose-english"),
    ("lessons/ctrl_c.md", "2. 在主任务正在等待的地方，抛出 `CancelledError`。它一路向上，经过你的每个 `finally`。任务组和 `gather` 会把取消传给自己的任务。", "2. Where the main task waits, an exception goes up through each block of yours.", "prose-english"),
    ("lessons/threads.md", "学完这一课，你可以：", "After this lesson you can:", "prose-english"),
    # Agreed words that are missing from their section.
    ("lessons/master_worker.md", "这叫*背压*：", "这叫**反推力**：", "term-missing"),
    ("lessons/threads.md", "只有一方参与的死锁。", "只有一方参与的僵局。", "term-missing"),
    ("lessons/concurrency.md", "或任务组，两者都在", "或任务集合，两者都在", "term-missing"),
    ("about.md", "它的[结局](glossary.md#outcome)应当", "它的[收场](glossary.md#outcome)应当", "term-missing"),
    # Banned words.
    ("lessons/coroutines.md", "分清协程函数和它创建的协程对象", "分清协同程序函数和它创建的协程对象", "term-banned"),
    ("lessons/coroutines.md", "协程要靠别的东西来驱动", "协同程序要靠别的东西来驱动", "term-banned"),
    ("lessons/coroutines.md", "交给事件循环，循环一有机会", "交给消息循环，循环一有机会", "term-banned"),
    ("lessons/coroutines.md", "两个协程，一个任务。", "两个协同例程，一个任务。", "term-banned"),
    ("lessons/master_worker.md", "这叫*背压*：", "这叫**回压**（背压）：", "term-banned"),
    ("lessons/callbacks.md", "一个回调在任务完成之前添加", "一个回呼在任务完成之前添加", "term-banned"),
    ("lessons/threads.md", "在一个[线程](../glossary.md#thread)里运行", "在一个[执行绪](../glossary.md#thread)里运行", "term-banned"),
    ("lessons/threads.md", '!!! warning "线程无法取消"', '!!! warning "执行绪无法取消"', "term-banned"),
    ("lessons/nesting.md", "在代码块末尾抛出，装在", "在代码块末尾抛出例外组，装在", "term-banned"),
    ("lessons/ctrl_c.md", "表示[信号](../glossary.md#signal)", "表示[讯号](../glossary.md#signal)", "term-banned"),
    ("lessons/ctrl_c.md", "或者[阻塞](../glossary.md#blocking)的调用", "或者[堵塞](../glossary.md#blocking)的调用", "term-banned"),
    # Bold that GitHub does not show.
    ("lessons/coroutines.md", "- **协程函数**是", "- **协程函数：**是", "emphasis-github"),
    ("lessons/threads.md", "它加入一个回调，*并且叫醒循环*。", "它加入一个回调**，并且叫醒循环**。", "emphasis-github"),
    ("lessons/threads.md", "会阻塞*调用方*的线程", "会阻塞**“调用方”**的线程", "emphasis-github"),
    ("lessons/threads.md", "适合会*等待*的函数", "适合会**（等待）**的函数", "emphasis-github"),
    ("lessons/threads.md", "它只保证*交接*是安全的。", "它只保证**《交接》**是安全的。", "emphasis-github"),
    ("lessons/threads.md", "结束的只是*等待*。", "结束的只是**等待。**函数", "emphasis-github"),
    ("lessons/threads.md", "四个调用都交出去*之后*，循环", "四个调用都交出去**之后，**循环", "emphasis-github"),
    ("lessons/master_worker.md", "一件坏工作*不应该*影响", "一件坏工作*“不应该”*影响", "emphasis-github"),
    ("about.md", "- **在空的目录里**。没有人", "- **在空的目录里。**没有人", "emphasis-github"),
    ("about.md", "- **改正一句话**。如果", "- **改正一句话。**如果", "emphasis-github"),
    ("lessons/nesting.md", "| `wait` | 两个任务集合，没有顺序 |", "| `wait` | 两个**任务集合，**没有顺序 |", "emphasis-github"),
    # Underscores.
    ("lessons/threads.md", "适合会*等待*的函数", "适合会__等待__的函数", "emphasis-underscore"),
    ("lessons/threads.md", "会阻塞*调用方*的线程", "会阻塞_调用方_的线程", "emphasis-underscore"),
    ("about.md", "同时*启动*的程序", "同时 __启动__ 的程序", "emphasis-underscore"),
    ("lessons/master_worker.md", "*在服务器上*睡着", "__在服务器上__睡着", "emphasis-underscore"),
    ("lessons/coroutines.md", "1.  永远不会走到这一行。", "1.  __永远__不会走到这一行。", "emphasis-underscore"),
    # Hard-wrapped paragraphs.
    ("lessons/coroutines.md", "所以里面的 `print` 不会发生。", "所以里面的 `print` 不会发生。\n", "prose-wrapped"),
    ("lessons/coroutines.md", "- **任务**是由事件循环驱动的协程。", "- **任务**是由事件循环驱动的协程。\n    ", "prose-wrapped"),
    ("lessons/coroutines.md", "    写成 `asyncio.run(main)`，少了括号，", "    写成 `asyncio.run(main)`，少了括号，\n    ", "prose-wrapped"),
    ("lessons/coroutines.md", "2.  看上去和普通的调用一样，", "2.  看上去和普通的调用一样，\n    ", "prose-wrapped"),
    ("lessons/ctrl_c.md", "所以，在协程里面写 `finally`；", "所以，在协程里面写 `finally`；\n", "prose-wrapped"),
    # Spaces and punctuation.
    ("lessons/coroutines.md", "改成 `async def main()`，再用", "改成`async def main()`，再用", "prose-typography"),
    ("lessons/coroutines.md", "Python 3.11 或更高版本", "Python 3.11或更高版本", "prose-typography"),
    ("lessons/coroutines.md", "像普通函数那样调用它，看看", "像普通函数那样调用它,看看", "prose-typography"),
    ("lessons/coroutines.md", "有三个词容易混淆：", "有三个词容易混淆:", "prose-typography"),
    ("lessons/coroutines.md", "1.  永远不会走到这一行。", "1.  永远不会走到这一行.", "prose-typography"),
    ("lessons/coroutines.md", "（它的文本末尾是内存地址，这里截掉了）", "(它的文本末尾是内存地址，这里截掉了)", "prose-typography"),
    ("lessons/coroutines.md", "## 让它运行起来 {", "## 让它run起来 {", "prose-typography"),
    ("lessons/coroutines.md", '!!! warning "要传协程，不要传函数"', '!!! warning "要传协程,不要传函数"', "prose-typography"),
    ("lessons/coroutines.md", "[任务](../glossary.md#task)把协程", "[任务](../glossary.md#task) 把协程", "prose-typography"),
    ("lessons/coroutines.md", "传入其他[可等待对象]", "传入其他 [可等待对象]", "prose-typography"),
    ("lessons/nesting.md", "| 立刻抛出 | 继续运行 |", "| 立刻raise抛出 | 继续运行 |", "prose-typography"),
    ("lessons/nesting.md", "按下 [Ctrl+C](ctrl_c.md) 时", "按下[Ctrl+C](ctrl_c.md)时", "prose-typography"),
    ("lessons/threads.md", "适合会*等待*的函数", "适合会 **等待** 的函数", "prose-typography"),
    ("lessons/threads.md", "“线程里跑循环”的程序", '"线程里跑循环"的程序', "prose-typography"),
    ("lessons/threads.md", "别的什么都不会运行。", "别的什么都不会运行!", "prose-typography"),
    ("lessons/notebook.ipynb", "笔记本的内核本身就是一个 asyncio 程序", "笔记本的内核本身就是一个asyncio程序", "prose-typography"),
    ("lessons/callbacks.md", "说清楚任务里的异常去了哪里；", "说清楚任务里的异常去了哪里;", "prose-typography"),
    ("index.md", "| warns（有警告） |", "| warns (有警告) |", "prose-typography"),
    ("about.md", "时限是 20 秒。到时", "时限是 20 秒 。到时", "prose-typography"),
    ("about.md", "时限是 20 秒。到时", "时限是 20 秒。 到时", "prose-typography"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "old", "new", "code"), SEEDED, ids=[f"{row[3]}-{n}" for n, row in enumerate(SEEDED)])
def test_a_seeded_defect_is_told_once_on_its_line(page: str, old: str, new: str, code: str) -> None:
    text = text_of("zh", page)
    assert old in text, "the page was changed: choose another place"
    line = text[: text.index(old)].count("\n") + 1
    told = prose.findings(pair_of(page, text.replace(old, new, 1)), GLOSSARY)
    assert [finding.here.line for finding in told if finding.code == code] == [line]
    assert {finding.here.line for finding in told} == {line}
    assert not any(finding.error for finding in told)
    assert told[0].here.path == f"docs/zh/{page}"


def test_at_least_sixty_defects_are_seeded_of_each_kind_several() -> None:
    kinds = [row[3] for row in SEEDED]
    assert len(kinds) >= 60
    assert min(kinds.count(kind) for kind in set(kinds)) >= 4


@pytest.mark.parametrize("messages", ["en", "zh"])
def test_what_is_told_has_all_its_values(messages: str) -> None:
    for page, old, new, _ in SEEDED:
        for finding in prose.findings(pair_of(page, text_of("zh", page).replace(old, new, 1)), GLOSSARY):
            told = Messages(messages).told(finding, "zh", page)
            assert "{" not in told.what + told.why + told.mend.replace("{ #", ""), told


def test_the_messages_of_both_languages_speak_of_the_same() -> None:
    kinds = {row[3] for row in SEEDED}
    assert all(set(tables("en")[kind]) == set(tables("zh")[kind]) == {"what", "why", "mend"} for kind in kinds)


def test_a_page_left_in_english_is_told_block_by_block_with_the_english_line() -> None:
    english = f"# Loops {{ #loops }}\n\n{ENGLISH_SENTENCE}\n\n- {ENGLISH_SENTENCE}\n"
    told = found("# 循环 { #loops }\n\n事件循环。\n\n- " + ENGLISH_SENTENCE + "\n", english)
    assert [(one.code, one.here.line, one.english.line if one.english else 0) for one in told] == [("prose-english", 5, 3)]


@pytest.mark.parametrize(
    ("language", "own"),
    [
        ("ja", "イベントループが次に何を実行するかを決めます。 asyncio and more Python words here for the letters"),
        ("ko", "이벤트 루프가 다음에 무엇을 실행할지 정합니다."),
        ("ru", "Цикл событий решает, кто выполняется следующим."),
        ("ar", "حلقة الأحداث تقرر من يعمل بعد ذلك."),
        ("fr", "La boucle d'événements décide qui tourne ensuite, et cette phrase est traduite."),
    ],
)
def test_every_script_is_known_as_its_languages_own(language: str, own: str) -> None:
    assert codes(own, ENGLISH_SENTENCE, language) == []
    assert codes(ENGLISH_SENTENCE, ENGLISH_SENTENCE, language) == ["prose-english"]


def test_in_latin_letters_only_what_stands_word_for_word_as_in_english_is_told() -> None:
    assert codes("Another sentence, in English as well, but not that of the page.", ENGLISH_SENTENCE, "de") == []
    assert codes("Der Loop entscheidet.\n\n" + ENGLISH_SENTENCE, ENGLISH_SENTENCE, "de") == ["prose-english"]
    assert codes("Ctrl+C, SIGINT", "Ctrl+C, SIGINT", "de") == []


@pytest.mark.parametrize(
    "own",
    [
        "`asyncio.run(main())`, `asyncio.create_task(coro)` and `await`",
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.zh-hans)",
        "```text\nThis is what the program printed, and it stays in English as it is.\n```",
        "    This is indented code, which is never translated by anybody at all.",
        "<!-- A comment for those who edit this page, in English as they write it. -->",
        "见 <https://example.org/a-very-long-address-that-has-more-than-forty-letters>",
        "Python 3.11, asyncio, Trio, Redis",
        "错误信息是 `RuntimeError: There is no current event loop in thread 'MainThread'.`",
    ],
)
def test_code_addresses_and_names_are_not_left_in_english(own: str) -> None:
    assert codes(own) == []


TERMS = "## A { #a }\n\nA deadlock and two Semaphores.\n\n## B { #b }\n\nNothing.\n"


def test_a_term_is_asked_for_in_its_own_section_in_any_number_and_case() -> None:
    told = found("## 甲 { #a }\n\n没有。\n\n## 乙 { #b }\n\n死锁和信号量。\n", TERMS)
    assert [(one.values["term"], one.values["word"], one.here.line, one.english and one.english.line) for one in told] == [
        ("deadlock", "死锁", 3, 3),
        ("semaphore", "信号量", 3, 3),
    ]
    assert codes("## 甲 { #a }\n\n死锁和两个信号量。\n\n## 乙 { #b }\n\n没有。\n", TERMS) == []


def test_the_english_line_that_has_the_term_is_told() -> None:
    told = found("## 甲 { #a }\n\n没有。\n\n句子。\n", "## A { #a }\n\nNothing.\n\nA sentence\nwith a deadlock.\n")
    assert [(one.here.line, one.english and one.english.line) for one in told] == [(5, 6)]


def test_the_english_term_as_code_will_do_but_not_as_prose() -> None:
    assert codes("## 甲 { #a }\n\n死锁和两个 `Semaphore`。\n", TERMS) == []
    assert codes("## 甲 { #a }\n\n死锁和两个 Semaphore。\n", TERMS) == ["term-missing"]


def test_the_longer_term_is_meant_and_code_in_english_is_none() -> None:
    assert codes("## 甲 { #a }\n\n任务组。\n", "## A { #a }\n\nA task group, `deadlock`.\n") == []
    assert codes("## 甲 { #a }\n\n组。\n", "## A { #a }\n\nA task group.\n") == ["term-missing"]


def test_a_banned_word_within_another_word_is_none() -> None:
    assert codes("函数返回压缩后的数据，并在返回呼叫者之前关闭。") == []
    assert codes("函数会回压。") == ["term-banned"]


def test_bold_that_github_shows_is_left_alone() -> None:
    for text in (
        "**注意**：后面",
        "前面**中文**后面",
        "**注意：** 后面",
        "“**中文**”",
        "- **中文。**",
        "（**中文**）",
        "用 **`x`** 写",
        "`**中文。**后面`",
    ):
        assert codes(text) == [], text


def test_how_to_mend_bold_is_told() -> None:
    (told,) = found("前面**“注意：”**后面")
    assert told.values == {"emphasis": "**“注意：”**", "better": "“**注意**：”"}


def test_names_with_underscores_are_no_emphasis() -> None:
    assert codes("方法 `__init__` 和变量 snake_case_name 以及 __name__ 都可以") == []


def test_a_hard_break_is_no_wrapped_paragraph() -> None:
    assert codes("第一行  \n第二行") == []
    assert codes("第一行<br>\n第二行") == []
    assert codes("第一行\n第二行") == ["prose-wrapped"]
    assert codes("Première ligne\nseconde ligne", language="fr") == []


def test_one_finding_for_a_paragraph_however_many_lines_it_has() -> None:
    assert [(one.code, one.here.line) for one in found("甲\n乙\n丙\n\n丁\n")] == [("prose-wrapped", 1)]


def test_what_can_be_mended_by_itself_says_so_and_shows_the_place() -> None:
    (told,) = found("一句很长很长很长的话，里面用`await`等待，后面还有很多很多很多的字。")
    assert told.fixable
    assert told.values == {
        "found": "…很长的话，里面用`await`等待，后面还有很…",
        "better": "…很长的话，里面用 `await` 等待，后面还有很…",
    }


def test_eighty_pages_take_well_under_a_second() -> None:
    pairs = [pair_of(page) for page in CHINESE] * 7
    assert sum(len(one.own.split("\n")) for one in pairs[:80]) > 80 * 100
    for one in pairs:
        assert one.own_parts
        assert one.english_parts
    start = time.process_time()
    for one in pairs[:80]:
        prose.findings(one, GLOSSARY)
    assert time.process_time() - start < 0.7


@pytest.mark.parametrize(
    "text", ["`" * 100_000, "[" * 100_000, "**a" * 30_000, "中文,a" * 200_000, "<" * 100_000, "$a" * 50_000, "_中_" * 30_000]
)
def test_a_page_of_a_megabyte_takes_no_age(text: str) -> None:
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 5


def test_without_a_glossary_everything_else_is_told() -> None:
    assert [one.code for one in prose.findings(pair("用`x`的协同程序"), ())] == ["prose-typography"]


def test_a_glossary_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert load(tmp_path / "glossary") == ()
