"""Snippets: what is shown, what is run, and what is wrong with a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncbook.mistakes import Mistake
from asyncbook.snippets import Library, load, missing_output, read

from .helpers import snippet_of, write

HEADER = '# /// script\n# requires-python = ">=3.13"\n# ///\n# /// snippet\n# expect = "unordered"\n# ///\n\n'
BODY = '"""It adds."""\n\nasync def main() -> None:  # (1)!\n    print(1)  # (2)!\n    print("# (3)")  # (4)\n'


def library(folder: Path, files: dict[str, str]) -> Library:
    return load(write(folder, files))


def only_mistake(folder: Path, source: str) -> Mistake:
    [mistake] = library(folder, {"part/name.py": source}).mistakes
    return mistake


def test_the_header_is_not_displayed(tmp_path: Path) -> None:
    assert snippet_of(tmp_path, HEADER + BODY).display == BODY


def test_a_program_without_header_is_displayed_whole(tmp_path: Path) -> None:
    assert snippet_of(tmp_path, BODY).display == BODY


def test_the_program_has_no_markers_and_the_same_lines(tmp_path: Path) -> None:
    snippet = snippet_of(tmp_path, HEADER + BODY)
    assert snippet.program == '"""It adds."""\n\nasync def main() -> None:\n    print(1)\n    print("# (3)")\n'
    assert len(snippet.program.splitlines()) == len(snippet.display.splitlines())


def test_markers_at_the_end_of_lines_are_counted(tmp_path: Path) -> None:
    assert snippet_of(tmp_path, HEADER + BODY).markers == 3


def test_a_line_of_the_program_is_found_in_the_file(tmp_path: Path) -> None:
    snippet = snippet_of(tmp_path, HEADER + BODY)
    line = snippet.program.splitlines().index("    print(1)") + 1
    assert snippet.source.splitlines()[snippet.file_line(line) - 1] == "    print(1)  # (2)!"


def test_windows_line_ends_do_not_reach_the_program(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes((HEADER + BODY).replace("\n", "\r\n").encode())
    snippet, _ = read(path)
    assert snippet
    assert snippet.display == BODY


@pytest.mark.parametrize("character", ["\x0c", "\x1c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_what_only_unicode_calls_a_line_end_stays_in_the_program(tmp_path: Path, character: str) -> None:
    source = f'print("a{character}b")\n'
    assert snippet_of(tmp_path, source).program == source


def test_every_program_is_found_by_its_name(tmp_path: Path) -> None:
    found = library(tmp_path, {"b/two.py": "print(2)\n", "a/one.py": "print(1)\n", "a/_helper.py": "x = 1\n"})
    assert list(found.snippets) == ["a/one", "b/two"]


def test_a_program_is_found_by_its_text_with_and_without_header(tmp_path: Path) -> None:
    found = library(tmp_path, {"a/one.py": HEADER + BODY})
    one = found.snippets["a/one"]
    for text in (HEADER + BODY, BODY, f"\n{BODY}\n\n", BODY.replace("\n", "  \n")):
        assert found.find(text) is one


def test_another_text_is_no_program(tmp_path: Path) -> None:
    found = library(tmp_path, {"a/one.py": BODY})
    assert found.find(BODY.replace("print(1)", "print(2)")) is None
    assert found.find("") is None


def test_twins_are_told_with_both_files(tmp_path: Path) -> None:
    [mistake] = library(tmp_path, {"a/one.py": BODY, "b/two.py": HEADER + BODY}).mistakes
    assert mistake.path.endswith("b/two.py")
    assert "the same program as" in mistake.found
    assert "a/one.py" in mistake.found


def test_a_byte_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"print(1)\n# caf\xe9\n")
    found = load(tmp_path)
    [mistake] = found.mistakes
    assert (mistake.line, mistake.found) == (2, "byte 0xe9 is not UTF-8")
    assert not found.snippets


def test_a_byte_order_mark_is_no_part_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "marked.py").write_bytes(b"\xef\xbb\xbf# /// snippet\n# alone = true\n# ///\nprint(1)\n")
    snippet = load(tmp_path).snippets["marked"]
    assert (snippet.header.alone, snippet.program) == (True, "print(1)\n")


def test_a_broken_header_is_told_with_its_line(tmp_path: Path) -> None:
    mistake = only_mistake(tmp_path, '# /// snippet\n# expekt = "none"\n# ///\n')
    assert (mistake.line, mistake.expected) == (2, "'expect'")


def test_a_syntax_error_is_told_with_its_line_in_the_file(tmp_path: Path) -> None:
    mistake = only_mistake(tmp_path, HEADER + "print(1)\nprint((2)\n")
    assert mistake.line == 9
    assert mistake.found.startswith("syntax error")


def test_a_declared_syntax_error_is_no_mistake(tmp_path: Path) -> None:
    source = '# /// snippet\n# raises = "SyntaxError"\n# ///\ndef main():\n    await 1 1\n'
    found = library(tmp_path, {"a.py": source})
    assert not found.mistakes
    assert list(found.snippets) == ["a"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("sys.exit(1)", "sys.exit() ends the program"),
        ("os._exit(0)", "os._exit() ends the program"),
        ("exit()", "exit() ends the program"),
        ("quit()", "quit() ends the program"),
        ('name = input("? ")', "input reads from the keyboard"),
        ("text = sys.stdin.read()", "sys.stdin reads from the keyboard"),
    ],
)
def test_what_ends_the_program_or_waits_for_somebody_is_told(tmp_path: Path, line: str, found: str) -> None:
    mistake = only_mistake(tmp_path, f"import os, sys\n\n{line}\n")
    assert (mistake.line, mistake.found) == (3, found)


def test_a_declared_system_exit_is_no_mistake(tmp_path: Path) -> None:
    source = '# /// snippet\n# raises = "SystemExit"\n# ///\nimport sys\nsys.exit(3)\n'
    assert not library(tmp_path, {"a.py": source}).mistakes


def test_names_that_only_look_alike_are_no_mistakes(tmp_path: Path) -> None:
    source = "import asyncio\ninput = 1\nprint(input)\nasyncio.exit = print\nasyncio.exit(input)\n"
    assert not library(tmp_path, {"a.py": source}).mistakes


def test_a_missing_expected_output_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    [mistake] = missing_output(library(tmp_path, {"a/one.py": BODY}).snippets["a/one"])
    assert mistake.found == "one.out is missing"
    assert mistake.mend == "run: asyncbook update a/one"


def test_an_expected_output_may_be_empty(tmp_path: Path) -> None:
    assert not missing_output(library(tmp_path, {"one.py": BODY, "one.out": ""}).snippets["one"])


def test_what_is_not_compared_needs_no_expected_output(tmp_path: Path) -> None:
    assert not missing_output(snippet_of(tmp_path, '# /// snippet\n# expect = "none"\n# ///\nprint(1)\n'))


def test_helpers_are_the_underscored_files_beside_a_program(tmp_path: Path) -> None:
    found = library(tmp_path, {"a/one.py": BODY, "a/_two.py": "", "a/_three.py": "", "b/_four.py": "", "b/five.py": "print(5)\n"})
    assert [path.name for path in found.snippets["a/one"].helpers] == ["_three.py", "_two.py"]
    assert [path.name for path in found.snippets["b/five"].helpers] == ["_four.py"]


def test_other_programs_may_be_asked_for_and_are_the_very_files(tmp_path: Path) -> None:
    asks = '# /// snippet\n# beside = ["a/one"]\n# ///\nimport one\n'
    found = library(tmp_path, {"a/one.py": BODY, "b/two.py": asks})
    assert found.snippets["b/two"].helpers == (tmp_path / "a/one.py",)
    assert not found.mistakes


@pytest.mark.parametrize(("name", "told"), [("a/on", "'a/one'"), ("a/two", "differ in name")])
def test_a_program_that_cannot_lie_beside_another_is_a_mistake(tmp_path: Path, name: str, told: str) -> None:
    asks = f'# /// snippet\n# beside = ["{name}"]\n# ///\nprint(2)\n'
    [mistake] = library(tmp_path, {"a/one.py": BODY, "a/two.py": "print(3)\n", "b/two.py": asks}).mistakes
    assert told in str(mistake)


def test_the_lock_that_an_editor_leaves_beside_a_file_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path, {"one.py": BODY})
    os.symlink("me@host.4711:1", tmp_path / ".#one.py")
    assert list(load(tmp_path).snippets) == ["one"]


def test_a_folder_that_is_named_like_a_program_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path, {"one.py": BODY, "two.py/three.py": "print(3)\n"})
    assert list(load(tmp_path).snippets) == ["one", "two.py/three"]


def test_a_mistake_is_one_sentence_with_place_and_remedy() -> None:
    mistake = Mistake("a/one.py", 3, "found", "something else", "run: make")
    assert str(mistake) == "a/one.py:3: found; expected something else; run: make"
