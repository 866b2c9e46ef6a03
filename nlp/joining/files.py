"""The columns of a join as files that several processes map, and findings as files written whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from nlp.index.numeric import Array, np
from nlp.index.segment import Segment
from nlp.joining.cuts import Cuts
from nlp.joining.join import Join, join_of
from nlp.joining.texts import Texts

_TEXTS = ("node", "first", "columns", "lengths", "alone", "ends", "plain", "whole")
_CUTS = ("codes", "own")
_COLUMN = "column-{}.npy"


def kept(segment: Segment, folder: Path, left_out: Sequence[int] = ()) -> Join:
    """Return the join of a segment; its columns lie in a folder, and are written there if they do not yet.

    Raises:
        OSError: the folder cannot be written.
        IndexFileError: a mapped segment turns out to be damaged.
    """
    files = {name: folder / _COLUMN.format(name) for name in (*_TEXTS, *_CUTS)}
    if not all(file.exists() for file in files.values()):
        join = join_of(segment, left_out)
        parts: dict[str, object] = dict.fromkeys(_TEXTS, join.texts) | dict.fromkeys(
            _CUTS, join.cuts
        )
        for name, file in files.items():
            _write(file, getattr(parts[name], name))
    columns = {name: np.load(file, mmap_mode="r") for name, file in files.items()}
    texts = Texts(segment, *(columns[name] for name in _TEXTS))
    return Join(texts, Cuts(*(columns[name] for name in _CUTS)))


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


def _write(path: Path, column: Array) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.npy")
    np.save(temporary, column)
    temporary.replace(path)
