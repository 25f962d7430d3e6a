"""Whatever is wrong with the content: a sentence with file and line, and the last good site stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.books import build, fence, make_book, told

LAST_GOOD = "the last good site"

# name: (source, .out or None, line that is named, what is said)
WRITTEN: dict[str, tuple[str | bytes, str | None, int, str]] = {
    "unknown_key": ('# /// snippet\n# expct = "exact"\n# ///\nprint(1)\n', "1\n", 2, "unknown key 'expct'; expected 'expect'"),
    "wrong_type": (
        '# /// snippet\n# timeout = "soon"\n# ///\nprint(2)\n',
        "2\n",
        2,
        "timeout = 'soon'; expected a number of seconds",
    ),
    "broken_toml": ("# /// snippet\n# expect exact\n# ///\nprint(3)\n", "3\n", 2, "broken TOML"),
    "unclosed": ('# /// snippet\n# expect = "none"\nprint(4)\n', "4\n", 1, "is never closed"),
    "not_utf8": (b'print("caf\xe9")\n', "", 1, "byte 0xe9 is not UTF-8"),
    "syntax_error": ("print(5)\nprint(\n", "5\n", 2, "syntax error"),
    "no_out": ("print(6)\n", None, 1, "no_out.out is missing; .*run: asyncbook update part/no_out"),
    "sys_exit": ("import sys\n\nsys.exit(0)\n", "", 3, "sys.exit\\(\\) ends the program"),
    "os_exit": ("import os\n\nprint(8)\nos._exit(0)\n", "8\n", 4, "os._exit\\(\\) ends the program"),
    "reads_stdin": ("import sys\n\nprint(sys.stdin.read())\n", "", 3, "sys.stdin reads from the keyboard"),
    "asks": ('print("name?")\ninput()\n', "name?\n", 2, "input reads from the keyboard"),
}

_LATE_EXIT = "import os\n\nleave = getattr(os, '_exit')\nprint('x', flush=True)\nleave(0)\n"
_OUT_OF_THREAD = "import threading, time\n\nthreading.Thread(target=time.sleep, args=(60,)).start()\n"
_HEADER = "# /// snippet\n# timeout = 1\n# ///\n"

RUN: dict[str, tuple[str, str, int, str]] = {
    "other_output": ("print('a')\nprint('b')\n", "a\nc\n", 2, "printed 'b'; expected 'c'; .*asyncbook update part/other_output"),
    "fails": ("print('f')\nraise ValueError('no')\n", "f\n", 2, "raises ValueError: no; expected a clean end"),
    "must_fail": (
        '# /// snippet\n# raises = "ValueError"\n# ///\nprint(0)\n',
        "0\n",
        1,
        "ended without an error; expected it to end with ValueError",
    ),
    "fails_otherwise": (
        '# /// snippet\n# raises = "ValueError"\n# ///\nraise KeyError("k")\n',
        "",
        4,
        "raises KeyError.*expected it to end with ValueError",
    ),
    "must_warn": ('# /// snippet\n# warns = "UserWarning"\n# ///\nprint(1.5)\n', "1.5\n", 1, "expected a UserWarning"),
    "too_much": ('for _ in range(300):\n    print("x" * 1024)\n', "", 1, "printed more than 256 KiB"),
    "never_ends": (f"{_HEADER}import time\n\ntime.sleep(60)\n", "", 1, "never ended"),
    "must_hang": (
        "# /// snippet\n# hangs = true\n# timeout = 1\n# ///\nprint('done')\n",
        "done\n",
        1,
        "expected it to be still running after 1 s",
    ),
    "leaves_a_child": ("import subprocess\n\nsubprocess.Popen(['sleep', '60'])\n", "", 1, "left a process running"),
    "leaves_a_thread": (_HEADER + _OUT_OF_THREAD, "", 1, "never ended"),
    "exits_at_once": (_LATE_EXIT, "x\n", 1, "ended without Python's own clean-up"),
    "kills_itself": ("import os, signal\n\nos.kill(os.getpid(), signal.SIGKILL)\n", "", 1, "raises signal 9"),
    "kills_its_group": ("import os, signal\n\nos.killpg(0, signal.SIGTERM)\n", "", 1, "raises signal 15"),
    "closes_stdout": ("import os, time\n\nos.close(1)\ntime.sleep(0.5)\n", "", 1, "closed its stdout before it ended"),
    "writes_files": ("open('notes.txt', 'w').close()\n", "", 1, "left notes.txt in its working directory"),
    "deletes_its_folder": ("import os, shutil\n\nshutil.rmtree(os.getcwd())\n", "", 1, "deleted its working directory"),
}

PAGES: dict[str, tuple[str | bytes, int, str]] = {
    "misspelt": (fence("part/fien"), 4, "included file 'part/fien.py' does not exist; expected 'part/fine.py'"),
    "annotations": (fence("part/fine") + "\n1.  One.\n2.  Two.\n", 3, "2 annotations under part/fine.py; expected 0"),
    "hidden_list": (
        fence("part/marked") + "\n1.  One.\n\n    More of it.\n\n- Hidden.\n",
        11,
        "a list directly below annotations, which would be hidden among them; expected a sentence between",
    ),
    "same_id": ("## One { #here }\n\n## Two { #here }\n", 5, "heading id 'here' is already on line 3"),
    "no_id": ("## One\n", 3, "heading 'One' has no id"),
    "tabs": (fence("part/fine").replace("above", "tabbed-left"), 3, "source='tabbed-left'; expected source=\"above\""),
    "page_not_utf8": (b"caf\xe9\n", 3, "not UTF-8"),
    "curly": (
        fence("part/fine").replace('"text"', "“text”"),
        3,
        "'result=“text”' beside the options of a fence; expected options with",
    ),
    "misspelt_option": (fence("part/fine").replace("exec", "exekc"), 3, "unknown option 'exekc' of a fence; expected 'exec'"),
    "typed": (
        '```python exec="1"\nprint("typed")\n```\n',
        3,
        "a program that is typed into the page; expected a file of its own",
    ),
    "no_heading": ("[here](index.md#bok)\n", 3, "a link to 'index.md#bok', which there is not; expected 'index.md#book'"),
    "no_page": ("[here](no_hedding.md)\n", 3, "a link to 'no_hedding.md', which there is not; expected 'no_heading.md'"),
}


def _site(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text(LAST_GOOD)


def _snippets(cases: dict[str, tuple[str | bytes, str | None, int, str]]) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {f"snippets/part/{name}.py": case[0] for name, case in cases.items()}
    return files | {f"snippets/part/{name}.out": case[1] for name, case in cases.items() if case[1] is not None}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, int]:
    pages: dict[str, str | bytes] = {
        f"docs/en/{name}.md": f"# {name} {{ #top }}\n\n".encode() + (case[0] if isinstance(case[0], bytes) else case[0].encode())
        for name, case in PAGES.items()
    }
    pages |= {"snippets/part/marked.py": 'print("marked")  # (1)!\n', "snippets/part/marked.out": "marked\n"}
    return _strict(tmp_path_factory.mktemp("written"), {name: case for name, case in WRITTEN.items() if name != "no_out"}, pages)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, int]:
    return _strict(tmp_path_factory.mktemp("recorded"), RUN | {"no_out": WRITTEN["no_out"]}, {})


def _strict(root: Path, cases: dict, pages: dict[str, str | bytes]) -> tuple[Path, str, int]:  # type: ignore[type-arg]
    make_book(root, _snippets(cases) | pages)
    _site(root)
    done = build(root, "--strict")
    return root, told(done), done.returncode


def _says(output: str, path: str, line: int, what: str) -> bool:
    return any(re.search(rf"{re.escape(path)}:{line}: .*{what}", text) for text in output.splitlines())


@pytest.mark.parametrize("name", [name for name in WRITTEN if name != "no_out"])
def test_a_mistake_in_a_snippet_is_told_with_its_line(name: str, written: tuple[Path, str, int]) -> None:
    _, _, line, what = WRITTEN[name]
    assert _says(written[1], f"snippets/part/{name}.py", line, what), written[1]


@pytest.mark.parametrize("name", PAGES)
def test_a_mistake_on_a_page_is_told_with_its_line(name: str, written: tuple[Path, str, int]) -> None:
    _, line, what = PAGES[name]
    assert _says(written[1], f"docs/en/{name}.md", line, re.escape(what)), written[1]


@pytest.mark.parametrize("name", [*RUN, "no_out"])
def test_a_program_that_misbehaves_is_told_with_its_line(name: str, recorded: tuple[Path, str, int]) -> None:
    _, _, line, what = (RUN | WRITTEN)[name]
    place = f"snippets/part/{name}.out" if what.startswith("printed '") else f"snippets/part/{name}.py"
    assert _says(recorded[1], place, line, what), recorded[1]


@pytest.mark.parametrize("kind", ["written", "recorded"])
def test_a_strict_build_fails_without_a_traceback_and_keeps_the_last_site(kind: str, request: pytest.FixtureRequest) -> None:
    root, output, status = request.getfixturevalue(kind)
    assert status == 1
    assert "Traceback (most recent call last):\n" not in output
    assert [path.name for path in (root / "site").iterdir()] == ["index.html"]
    assert (root / "site" / "index.html").read_text() == LAST_GOOD
    assert not list((root / ".cache").glob("staging-*"))


def test_a_build_that_is_not_strict_shows_the_mistake_on_the_page(tmp_path: Path) -> None:
    page = f"# Book {{ #book }}\n\n{fence('part/other_output')}"
    make_book(tmp_path, _snippets({"other_output": RUN["other_output"]}) | {"docs/en/index.md": page})
    done = build(tmp_path)
    assert done.returncode == 0, told(done)
    html = (tmp_path / "site" / "en" / "index.html").read_text()
    assert "recording-failed" in html
    assert "other_output.out:2" in html


def test_a_page_in_one_language_only_falls_back_with_a_notice_and_is_listed(tmp_path: Path) -> None:
    make_book(tmp_path, {"docs/en/only.md": "# Only here { #only }\n\nEnglish words.\n"}, languages=("en", "zh"))
    done = build(tmp_path, "--strict")
    assert done.returncode == 0, told(done)
    html = (tmp_path / "site" / "zh" / "only" / "index.html").read_text()
    assert "尚未翻译" in html
    assert re.search(r'<div lang="en">\s*<h1 id="only">Only here</h1>.*English words\.', html, re.DOTALL)
    assert ">Only here</a>" in (tmp_path / "site" / "zh" / "index.html").read_text()
    assert "Shown in English, for want of a translation into zh: only.md" in told(done)


def test_a_program_that_no_python_here_is_new_enough_for_is_labelled(tmp_path: Path) -> None:
    future = '# /// script\n# requires-python = ">=3.99"\n# ///\nprint("later")\n'
    page = f"# Book {{ #book }}\n\n{fence('part/future')}"
    make_book(tmp_path, {"snippets/part/future.py": future, "snippets/part/future.out": "later\n", "docs/en/index.md": page})
    done = build(tmp_path, "--strict")
    assert done.returncode == 0, told(done)
    assert "snippets/part/future.py: not run here: python: >=3.99" in told(done)
    html = (tmp_path / "site" / "en" / "index.html").read_text()
    assert "Not run here: it needs Python" in html
    assert '<span class="line">later</span>' in html
    assert build(tmp_path, "--strict", REQUIRE="all").returncode == 1
