"""The columns of a join as files that several processes map, and findings as files written whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from nlp.index.numeric import Array, np
from nlp.joining.cuts import Cuts
from nlp.joining.roll import Roll
from nlp.joining.texts import Texts, texts_of

_TEXTS = (
    "node", "first", "columns", "lengths", "alone", "ends", "plain", "whole", "characters", "longer", "bags",
)  # fmt: skip
_COLUMN = "column-{}.npy"


def keep_texts(roll: Roll, folder: Path, left_out: Sequence[int]) -> None:
    """Write the names of a roll into a folder as columns, and room for their cuts.

    Raises:
        OSError: the folder cannot be written.
        IndexFileError: a mapped segment turns out to be damaged.
    """
    texts = texts_of(roll, left_out)
    for name in _TEXTS:
        write_column(folder / _COLUMN.format(name), getattr(texts, name))
    for name, kind, shape in (
        ("codes", np.uint8, texts.columns.shape),
        ("own", np.float64, (len(texts),)),
    ):
        room = np.lib.format.open_memmap(
            folder / _COLUMN.format(name), mode="w+", dtype=kind, shape=shape
        )
        room.flush()


def kept_texts(roll: Roll, folder: Path) -> Texts:
    """Return the names of a roll as `keep_texts` has written them."""
    return Texts(roll, *(mapped(folder / _COLUMN.format(name)) for name in _TEXTS))


def kept_cuts(folder: Path, *, fill: bool = False) -> Cuts:
    """Return the cuts that lie in a folder; to be filled, or only read."""
    mode: Literal["r", "r+"] = "r+" if fill else "r"
    return Cuts(*(mapped(folder / _COLUMN.format(name), mode) for name in ("codes", "own")))


def mapped(path: Path, mode: Literal["r", "r+"] = "r") -> Array:
    """Return the column of a file, in memory once for all processes.

    Raises:
        OSError, ValueError: it is missing or none of ours.
    """
    # As a plain array: of one that knows that it is mapped each look-up costs some times more.
    return np.asarray(np.load(path, mmap_mode=mode))


def write(path: Path, **arrays: Array) -> None:
    """Write arrays into a file; it is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.npz")
    np.savez(temporary, allow_pickle=False, **arrays)
    temporary.replace(path)


def read(path: Path) -> dict[str, Array]:
    """Return the arrays of a file.

    Raises:
        OSError, ValueError: it is missing or none of ours.
    """
    with np.load(path) as found:
        return {name: found[name] for name in found.files}


def write_column(path: Path, column: Array) -> None:
    """Write a column into a file that is to be `mapped`; it is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.npy")
    np.save(temporary, column)
    temporary.replace(path)
