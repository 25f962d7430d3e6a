"""A small book as the current folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import commit, project


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book without git, as the current folder."""
    root = project(tmp_path / "book")
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    return root


@pytest.fixture
def here(plain: Path) -> Path:
    """A book with git, everything committed, as the current folder."""
    commit(plain)
    return plain
