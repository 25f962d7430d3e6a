"""Files are written all or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class WritingError(Exception):
    """Nothing was written; the text is the system's reason."""


def write_all(texts: Mapping[Path, str]) -> None:
    """Write each text into its file. If one cannot be written, all files are as they were: WritingError."""
    from ..recordings import write_atomically

    before = {path: path.read_bytes() if path.is_file() else None for path in texts}
    new_folders = [folder for path in texts for folder in path.parents if not folder.exists()]
    try:
        for path, text in texts.items():
            write_atomically(path, text)
    except BaseException as error:
        _restore(before, new_folders)
        if isinstance(error, OSError):
            raise WritingError(error.strerror or str(error)) from error
        raise


def _restore(before: Mapping[Path, bytes | None], new_folders: list[Path]) -> None:
    for path, data in before.items():
        if data is not None and path.read_bytes() != data:
            path.write_bytes(data)
        elif data is None and path.is_file():
            path.unlink()
    for folder in sorted(new_folders, key=lambda folder: -len(folder.parts)):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
