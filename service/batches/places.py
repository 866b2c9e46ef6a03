"""Where a batch keeps what is not for its readers: a hidden folder in the folder of its files."""

from __future__ import annotations

from pathlib import Path

from service.whole_files import make_folder

HIDDEN = ".pinwen"
"""Folder inside the output folder: the table of items (unless a server has it), the source, the lock."""


def prepare_folder(folder: Path) -> Path:
    """Return the hidden folder of an output folder, both made when they are not there.

    Raises:
        StorageUnavailable: they cannot be made.
    """
    hidden = folder / HIDDEN
    make_folder(folder)
    make_folder(hidden)
    return hidden


def source_path(folder: Path, batch: str, name: str) -> Path:
    """Return where the source of a batch is kept."""
    return folder / HIDDEN / f"{batch}{Path(name).suffix}"
