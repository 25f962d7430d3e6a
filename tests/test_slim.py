"""Our own style sheet and scripts, made small."""

from __future__ import annotations

import re
from pathlib import Path

from asyncbook.slim import OWN, css, script, slim

from .conftest import ROOT

THEME = ROOT / "docs" / "theme"


def test_rules_stay_and_comments_go() -> None:
    assert css(
        "/* a\n b */\n.x > a:hover {\n  color: red; /* c */\n  margin: 0 1px;\n}\n\n@media print {\n  p { top: 0 }\n}\n"
    ) == (".x > a:hover{color: red;margin: 0 1px;}@media print{p{top: 0}}")


def test_scripts_keep_their_statements() -> None:
    assert script('"use strict";\n\n// why\nfunction f() {\n  return "//"; // kept\n}\n') == (
        '"use strict";\nfunction f() {\nreturn "//"; // kept\n}\n'
    )


def test_our_own_files_have_no_string_over_a_line_end_and_keep_every_brace(tmp_path: Path) -> None:
    for name in OWN:
        text = (THEME / name).read_text(encoding="utf-8")
        assert all(line.count("`") % 2 == 0 for line in text.split("\n"))
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    slim(tmp_path)
    for name in OWN:
        small, text = (tmp_path / name).read_text(encoding="utf-8"), (THEME / name).read_text(encoding="utf-8")
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) if name.endswith("css") else re.sub(r"(?m)^\s*//.*$", "", text)
        assert [small.count(mark) for mark in "{}();"] == [text.count(mark) for mark in "{}();"]
        assert len(small) < len(text)
