"""Small books for tests, as a person would lay them out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MKDOCS = Path(sys.executable).with_name("mkdocs")

_ROOT = """\
site_name: A small book
docs_dir: docs/root
theme: {name: null, custom_dir: docs/root}
plugins:
  asyncbook: {languages: [LANGUAGES]}
"""
_LANGUAGE = """\
site_name: A small book
docs_dir: ../docs/LANGUAGE
theme: {name: mkdocs}
plugins:
  material/search: {lang: [en], separator: ' ', pipeline: [stemmer]}
  asyncbook-language: {}
  markdown-exec: {languages: [python]}
markdown_extensions:
  attr_list: {}
  admonition: {}
  pymdownx.superfences: {}
  pymdownx.snippets: {base_path: [snippets], check_paths: false}
  asyncbook: {}
"""


def fence(name: str) -> str:
    """A fence that runs the snippet *name* and shows it."""
    return f'```python exec="1" source="above" result="text"\n--8<-- "{name}.py"\n```\n'


def make_book(root: Path, files: dict[str, str | bytes], languages: tuple[str, ...] = ("en",)) -> Path:
    """Write a book of *files* (paths below *root*) with a page in each language that has none."""
    everything: dict[str, str | bytes] = {
        "mkdocs.yml": _ROOT.replace("LANGUAGES", ", ".join(languages)),
        "docs/root/readme.txt": "",
        "snippets/part/fine.py": 'print("fine")\n',
        "snippets/part/fine.out": "fine\n",
    }
    for language in languages:
        everything[f"config/{language}.yml"] = _LANGUAGE.replace("LANGUAGE", language)
        everything[f"docs/{language}/index.md"] = f"# Book {{ #book }}\n\n{fence('part/fine')}"
    for name, content in (everything | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def build(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``mkdocs build`` in *root*, with the Python that runs the tests as the only one."""
    return subprocess.run(command(*options), cwd=root, env=settings(**environment), capture_output=True, text=True, timeout=120)


def command(*options: str) -> list[str]:
    return [str(MKDOCS), "build", *options]


def settings(**environment: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("REQUIRE", "DOCS_LANG", "REPO_URL")}
    nowhere = dict.fromkeys(("PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"), "/nowhere")
    return kept | nowhere | {"PATH": "/usr/bin:/bin", "ASYNCBOOK_PYTHONS": sys.executable} | environment


def told(done: subprocess.CompletedProcess[str]) -> str:
    """Everything that the build printed, on one line each."""
    return done.stdout + done.stderr
