"""Notebook pages as mkdocs-jupyter leaves them, made fit for this site."""

from __future__ import annotations

import html as text
import os
import re
from pathlib import Path
from typing import Any

from .recordings import write_atomically

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>(?P<css>.*?)</style>", re.DOTALL)
_HEADING = re.compile(r'<h(?P<level>[1-6])[^>]*\bid="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL)
_ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>')
LARGE = 100_000
"""Characters from which a style sheet inside the page is JupyterLab's own."""


def prepare(folder: Path) -> None:
    """Have notebooks run without what their reader has set up for IPython, and without a word about
    the loopback connection to their kernel; *folder* takes IPython's files."""
    write_atomically(folder / "profile_default" / "ipython_kernel_config.py", "c.IPKernelApp.log_level = 40\n")
    os.environ["IPYTHONDIR"] = str(folder)


def tidy(html: str, style_sheet: str, top: str) -> tuple[str, str]:
    """The page without what it would load from other hosts (MathJax, Mermaid), and its large style
    sheet, to be kept once for all pages at *style_sheet*. The title's id is *top* in every language."""
    large = [found["css"] for found in _STYLE.finditer(html) if len(found["css"]) > LARGE]
    html = _STYLE.sub(lambda found: "" if len(found["css"]) > LARGE else found[0], html)
    html = _SCRIPT.sub(lambda found: "" if _outside(found) else found[0], html)
    html = re.sub(r'<h1 id="[^"]*"', f'<h1 id="{top}"', _ANCHOR.sub("", html), count=1)
    return f'<link rel="stylesheet" href="{style_sheet}">' + html, "\n".join(large)


def _outside(script: re.Match[str]) -> bool:
    attributes = script["attributes"]
    return "src=" in attributes or "mathjax" in attributes or "https://" in script["body"]


def toc_tokens(html: str) -> list[Any]:
    """The headings of *html* as Python-Markdown's table of contents has them: second level below first."""
    top: list[Any] = []
    for found in _HEADING.finditer(html):
        name = text.unescape(re.sub(r"<[^>]+>", "", found["title"]))
        token: dict[str, Any] = {"level": int(found["level"]), "id": found["id"], "name": name, "html": name, "children": []}
        (top[0]["children"] if top and token["level"] > 1 else top).append(token)
    return top
