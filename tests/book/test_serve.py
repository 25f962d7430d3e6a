"""``mkdocs serve``: after a save the site is as a full build would make it, and a mistake does not end it."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asyncbook.translations.pins import pin
from tests.books import MKDOCS, build, fence, make_book, settings, told

PATIENCE = 20.0
WHO = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


class Served:
    """A book that is being served."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port

    def get(self, path: str) -> str:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except OSError:
            return ""

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    @property
    def log(self) -> str:
        return (self.root / "serve.log").read_text(encoding="utf-8")


def until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.03)
    return False


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    page = f"# First {{ #first }}\n\n{fence('part/fine')}"
    pages = {f"docs/{language}/{name}.md": page for language in ("en", "zh") for name in ("one", "two")}
    root = make_book(tmp_path_factory.mktemp("served"), pages, languages=("en", "zh"))
    (root / "docs" / "zh" / "two.md").unlink()
    for words in (("init", "-q"), ("add", "docs"), (*WHO, "commit", "-q", "-m", "first")):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (root / "serve.log").open("w") as log:
        command = [str(MKDOCS), "serve", "--dev-addr", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, cwd=root, env=settings(), stdout=log, stderr=log)
        book = Served(root, port)
        try:
            assert until(lambda: "fine" in book.get("/en/one/")), book.log
            yield book
        finally:
            server.terminate()
            server.wait()


def test_a_saved_page_is_served_in_its_language_only(served: Served) -> None:
    served.write("docs/zh/one.md", f"# First {{ #first }}\n\n新的一句。\n\n{fence('part/fine')}")
    assert until(lambda: "新的一句" in served.get("/zh/one/")), served.log
    assert "新的一句" not in served.get("/en/one/")


def test_a_saved_english_page_is_served_where_it_stands_in_for_a_translation(served: Served) -> None:
    served.write("docs/en/two.md", "# First { #first }\n\nA new sentence.\n")
    assert until(lambda: "A new sentence" in served.get("/en/two/") and "A new sentence" in served.get("/zh/two/")), served.log


def test_a_saved_snippet_is_recorded_and_served_in_every_language(served: Served) -> None:
    served.write("snippets/part/fine.py", 'print("finer")\n')
    served.write("snippets/part/fine.out", "finer\n")
    shown = '">finer</span>'
    assert until(lambda: all(shown in served.get(f"/{language}/one/") for language in ("en", "zh"))), served.log
    assert until(lambda: "finer" in served.get("/snippets/part/fine.py"))
    assert "finer" in json.dumps(json.loads(served.get("/recordings.json")))


def test_a_new_title_reaches_the_navigation_of_every_page(served: Served) -> None:
    served.write("docs/en/one.md", f"# Another title {{ #first }}\n\n{fence('part/fine')}")
    assert until(lambda: "Another title" in served.get("/en/")), served.log


def test_the_search_index_follows_a_saved_page(served: Served) -> None:
    served.write("docs/en/one.md", f"# Another title {{ #first }}\n\nzebra\n\n{fence('part/fine')}")
    assert until(lambda: "zebra" in served.get("/en/one/")), served.log
    served.write("docs/en/one.md", f"# Another title {{ #first }}\n\ngiraffe\n\n{fence('part/fine')}")
    assert until(lambda: "giraffe" in served.get("/en/search/search_index.json")), served.log
    assert "zebra" not in served.get("/en/search/search_index.json")


def test_a_new_page_and_a_removed_one_are_noticed(served: Served) -> None:
    served.write("docs/en/three.md", "# Third { #third }\n\nHere.\n")
    assert until(lambda: "Here." in served.get("/en/three/") and "Third" in served.get("/en/one/")), served.log
    (served.root / "docs/en/three.md").unlink()
    assert until(lambda: "Third" not in served.get("/en/one/")), served.log


def test_a_translation_shows_at_once_what_has_changed_in_english(served: Served) -> None:
    english = served.root / "docs/en/one.md"
    text = f"# First {{ #first }}\n\nOld words.\n\n{fence('part/fine')}"
    served.write("docs/en/one.md", text)
    subprocess.run(["git", "add", "docs"], cwd=served.root, check=True)  # git knows the text from here on
    served.write("docs/zh/one.md", f"---\nsource: {pin(text)}\n---\n# 一 {{ #first }}\n\n旧词。\n\n{fence('part/fine')}")
    assert until(lambda: "旧词" in served.get("/zh/one/")), served.log
    assert "outdated" not in served.get("/zh/one/")
    served.write("docs/en/one.md", english.read_text(encoding="utf-8").replace("Old", "New"))
    assert until(lambda: 'data-kind="outdated"' in served.get("/zh/one/")), served.log
    assert "translation-mark" in served.get("/zh/one/")
    assert "<ins>New</ins>" in served.get("/zh/changes/one/")
    served.write("docs/en/one.md", english.read_text(encoding="utf-8").replace("New", "Newer"))
    assert until(lambda: "<ins>Newer</ins>" in served.get("/zh/changes/one/")), served.log
    served.write(
        "docs/zh/one.md", f"---\nsource: {pin(english.read_text())}\n---\n# 一 {{ #first }}\n\n新词。\n\n{fence('part/fine')}"
    )
    assert until(lambda: "新词" in served.get("/zh/one/")), served.log
    assert "outdated" not in served.get("/zh/one/")


def test_mistakes_are_told_and_mended_without_a_restart(served: Served) -> None:
    served.write("snippets/part/fine.py", "print('broken'\n")
    assert until(lambda: "snippets/part/fine.py:1: syntax error" in served.log), served.log
    served.write("docs/en/one.md", '# Another title { #first }\n\n```python\n--8<-- "part/fien.py"\n```\n')
    assert until(lambda: "docs/en/one.md:4: included file 'part/fien.py' does not exist" in served.log), served.log
    served.write("snippets/part/fine.py", 'print("mended")\n')
    served.write("snippets/part/fine.out", "mended\n")
    served.write("docs/en/one.md", f"# Another title {{ #first }}\n\n{fence('part/fine')}")
    assert until(lambda: '">mended</span>' in served.get("/en/one/")), served.log
    assert "Traceback (most recent call last):\n  File" not in served.log


def test_what_cannot_be_read_is_told_and_what_is_served_stays(served: Served) -> None:
    page, config = served.root / "docs/zh/one.md", served.root / "config/zh.yml"
    good, made = page.read_bytes(), config.read_bytes()
    page.write_bytes(good + b"\xff\n")
    assert until(lambda: "docs/zh/one.md:" in served.log and "byte 0xff is not UTF-8" in served.log), served.log
    page.write_bytes(good)
    config.write_bytes(made.replace(b"site_name:", b"site_name"))
    assert until(lambda: "config/zh.yml" in served.log), served.log
    assert "新词" in served.get("/zh/one/")
    served.write("snippets/versions.json", "{")
    config.write_bytes(made)
    page.write_bytes(good.replace("新词".encode(), "更新的词".encode()))
    assert until(lambda: "更新的词" in served.get("/zh/one/")), served.log
    assert "snippets/versions.json:1: " in served.log
    (served.root / "snippets/versions.json").unlink()
    assert "Traceback (most recent call last):\n  File" not in served.log


def test_a_port_that_is_taken_is_told_before_anything_is_built(served: Served) -> None:
    done = subprocess.run(
        [str(MKDOCS), "serve", "--dev-addr", f"127.0.0.1:{served.port}"],
        cwd=served.root, env=settings(), capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"127.0.0.1:{served.port} cannot be served: Address already in use; serve elsewhere: .venv/bin/mkdocs serve" in told(
        done
    )
    assert "Documentation built" not in told(done)
    assert "Traceback" not in told(done)


def test_what_is_served_in_the_end_is_what_a_full_build_makes(served: Served) -> None:
    done = build(served.root)
    assert done.returncode == 0, told(done)
    for page in ("en/one", "en/two", "zh/one", "zh/two"):
        full = (served.root / "site" / page / "index.html").read_text(encoding="utf-8")
        live = served.get(f"/{page}/")
        begin, end = 'role="main"', "<footer"
        assert live.partition(begin)[2].partition(end)[0] == full.partition(begin)[2].partition(end)[0], page
