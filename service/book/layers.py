"""The files of one index: a big one, and smaller ones each upon the one before, told apart by their stamps.

A stamp says what registry, at which moment and of which tables a file was made; that of a smaller file also
names the moment of the one below it, and the ids that no longer hold there. So files fit together by what
they say, whoever wrote them in whatever order, and one that fits nowhere is left over.

Where a mapped file can be neither replaced nor removed, as on Windows, a new big file goes beside the old
one (`.again-…`): the newest that is believed counts, and older ones go once nobody maps them.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nlp.index import IndexFileError, Layer, Segment, open_segment, save

Stamp = dict[str, Any]
"""`tables`, `scope`, `sequence`, `entry` and `hash`; of a smaller file `below` and `gone` too."""

_REPLACES_MAPPED = sys.platform != "win32"


class Layers(NamedTuple):
    """The layers of an index that lie upon each other, with their stamps, and the big file they lie upon."""

    big: Path
    layers: list[Layer]
    stamps: list[Stamp]


def moment(stamp: Stamp) -> str:
    """Return the moment of a registry's past at which a file was made."""
    return f"{stamp['sequence']}-{stamp['hash']}"


def open_layers(path: Path, check: Callable[[Stamp], None]) -> Layers:
    """Return the layers that lie upon each other from the big file on.

    Args:
        path: where the big file is, or beside it.
        check: raises `IndexFileError` for a stamp that is not to be believed.

    Raises:
        IndexFileError: the big file is missing, torn, foreign or not believed.
    """
    big, segment, stamp = _open_big(path, check)
    layers, stamps = [Layer(segment)], [stamp]
    upon = _recent(path)
    while above := upon.pop(moment(stamps[-1]), None):
        segment, stamp = above
        try:
            check(stamp)
        except IndexFileError:
            break
        layers.append(Layer(segment, frozenset(stamp["gone"])))
        stamps.append(stamp)
    return Layers(big, layers, stamps)


def _open_big(path: Path, check: Callable[[Stamp], None]) -> tuple[Path, Segment, Stamp]:
    """Return the newest big file that is believed."""
    written = ((state.st_mtime_ns, file) for file, state in _with_states(_bigs(path)))
    for _, file in sorted(written, reverse=True):
        with contextlib.suppress(IndexFileError):
            segment, stamp = open_segment(file)
            check(stamp)
            return file, segment, stamp
    raise IndexFileError("no big file is believed")


def can_keep(path: Path) -> bool:
    """Return whether files of an index can be written, as far as can be told without writing them."""
    # Here, since it loads much that a look-up does without.
    from tempfile import TemporaryFile

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=path.parent):
            return True
    except OSError:
        return False


def keep_big(layer: Layer, path: Path, stamp: Stamp) -> None:
    """Write the big file; smaller ones that do not lie upon it are removed.

    Raises:
        OSError: the folder cannot be written.
    """
    older = _recents(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = _place_of_new(path)
    save(layer.segment, place, stamp)
    for file in _bigs(path):
        if file != place:
            with contextlib.suppress(OSError):
                file.unlink()
    for file in older:
        with contextlib.suppress(OSError, IndexFileError):
            if open_segment(file)[1]["sequence"] <= stamp["sequence"]:
                file.unlink()


def keep_recent(layer: Layer, path: Path, stamps: Sequence[Stamp], stamp: Stamp) -> Stamp:
    """Write a smaller file upon those with some stamps; returns its own stamp.

    Raises:
        OSError: the folder cannot be written.
    """
    whole = {**stamp, "below": moment(stamps[-1]), "gone": sorted(layer.gone)}
    save(layer.segment, _file(path, whole), whole)
    return whole


def remove_recent(path: Path, stamps: Sequence[Stamp]) -> None:
    """Remove the smaller files with some stamps."""
    for stamp in stamps:
        with contextlib.suppress(OSError):
            _file(path, stamp).unlink()


def states(path: Path) -> list[tuple[int, int]]:
    """Return what changes when any of the files is replaced."""
    files = (*sorted(_bigs(path)), *sorted(_recents(path)))
    return [(state.st_ino, state.st_mtime_ns) for _, state in _with_states(files)]


def _recent(path: Path) -> dict[str, tuple[Segment, Stamp]]:
    """Return the smaller files by the moment they lie upon."""
    found: dict[str, tuple[Segment, Stamp]] = {}
    for file in _recents(path):
        with contextlib.suppress(IndexFileError, KeyError):
            segment, stamp = open_segment(file)
            below = str(stamp["below"])
            # One that was taken into a later one may still be there.
            if below not in found or stamp["sequence"] > found[below][1]["sequence"]:
                found[below] = segment, stamp
    return found


def _recents(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.name}.recent-*"))


def _bigs(path: Path) -> list[Path]:
    # Where the old one is replaced, a check need not look through the folder for others.
    return [path] if _REPLACES_MAPPED else [path, *path.parent.glob(f"{path.name}.again-*")]


def _with_states(files: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield those files that are there, with their states; another process may remove them meanwhile."""
    for file in files:
        with contextlib.suppress(OSError):
            yield file, file.stat()


def _place_of_new(path: Path) -> Path:
    """Return where a new big file goes: in the place of the old one if that can be replaced."""
    if _REPLACES_MAPPED or not path.exists():
        return path
    return path.with_name(f"{path.name}.again-{os.urandom(8).hex()}")


def _file(path: Path, stamp: Stamp) -> Path:
    return path.with_name(f"{path.name}.recent-{stamp['sequence']}")
