"""The live names of a registry as an index, to be looked through.

A registry has one of its own, for checks: it is taken with what came since it was made, without the names
that are not in use, unless one of these is many; where there is none, it is made, for checks to come as well.
Else one of the names in use is made. It lies in a work folder, with what was found beside it: an audit that
was stopped goes on there if the registry has not changed since; else it begins anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nlp.genericness import ENOUGH_NAMES, Frequencies
from nlp.index import IndexFileError, Layer, NameIndex, open_segment, save, segment_of
from nlp.index.arrays import DEPTH
from nlp.index.frequencies import frequencies
from service import registry as use
from service.book.files import kept
from service.book.layers import Stamp
from service.book.stamps import stamp_of
from service.registry.reading import LIVE
from service.storage import Registry
from service.whole_files import write_whole

if TYPE_CHECKING:
    from nlp.joining.roll import Roll
    from nlp.joining.texts import Texts

# Up to so many names are kept in this process, without a file.
FEW = 4_000
# An index of which a larger share is not in use is not taken (DECISION).
_MOST_LEFT_OUT = 0.2
NAMES = "names.index"
"""The file of the names in the work folder."""
_SINCE, _GONE, _STATE = "names-since.index", "gone.json", "state.json"


@contextmanager
def names_of(
    registry: Registry, folder: Path | None, index: Path | None
) -> Iterator[tuple[Roll, Path, list[int]]]:
    """Give the names of a registry, the folder for findings, and rows that do not count.

    Args:
        registry: an open registry.
        folder: where an interrupted audit left its work, and this one leaves it; None to leave nothing.
        index: where the index of the registry is kept, if it is.
    """
    with ExitStack() as stack:
        place = folder or Path(
            stack.enter_context(
                TemporaryDirectory(prefix="pinwen-audit-", ignore_cleanup_errors=True)
            )
        )
        with registry.database.reading():
            roll = _names(registry, place, index)
            left_out = _left_out(registry, roll)
        yield roll, place, left_out
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def open_names(folder: Path) -> Roll:
    """Return the names in a work folder.

    Raises:
        IndexFileError: there are none.
    """
    # Here, since most commands do without its library.
    from nlp.joining.roll import Roll

    layers = [Layer(open_segment(folder / NAMES)[0])]
    if (folder / _SINCE).exists():
        gone = json.loads((folder / _GONE).read_bytes())
        layers.append(Layer(open_segment(folder / _SINCE)[0], frozenset(gone)))
    return Roll(tuple(layers))


def _names(registry: Registry, folder: Path, index: Path | None) -> Roll:
    from nlp.joining.roll import roll_of

    state, stamp = folder / _STATE, _stamp(registry)
    with suppress(IndexFileError, OSError, ValueError):
        if json.loads(state.read_bytes()) == stamp:
            return open_names(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    roll = _taken(registry, index, folder) or roll_of(segment_of(use.live_names(registry)))
    if roll.size > FEW:
        if not (folder / NAMES).exists():
            save(roll.layers[0].segment, folder / NAMES, stamp)
            roll = open_names(folder)
        write_whole(state, json.dumps(stamp).encode())
    return roll


def _taken(registry: Registry, index: Path | None, folder: Path) -> Roll | None:
    """Return the registry's own index with what came since, kept in the folder, if most of it is in use."""
    counts = use.counts(registry)
    live = sum(counts.by_status.get(status, 0) for status in LIVE)
    few = counts.total - live <= _MOST_LEFT_OUT * counts.total
    if index is None or not few or not (found := kept(registry, index)):
        return None
    if roll := _put_into(folder, *found, counts.total):
        return roll
    for name in (NAMES, _SINCE):
        (folder / name).unlink(missing_ok=True)
    return None


def _put_into(folder: Path, file: Path, stamp: Stamp, whole: NameIndex, total: int) -> Roll | None:
    """Return the names of an index, put into a folder as they are now; None if they are not so many."""
    with suppress(IndexFileError, OSError):
        _same_file(file, folder / NAMES)
        since = whole.since()
        if since.segment.size or since.gone:
            write_whole(folder / _GONE, json.dumps(sorted(since.gone)).encode())
            save(since.segment, folder / _SINCE, {})
        roll = open_names(folder)
        # Meanwhile another process may have written the big file anew.
        same = open_segment(folder / NAMES)[1] == stamp
        if same and roll.size - len(roll.hidden()) == total:
            return roll
    return None


def _same_file(file: Path, place: Path) -> None:
    """Have a file at another place too; it is only ever replaced, never changed."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def _left_out(registry: Registry, roll: Roll) -> list[int]:
    """Return the rows that do not hold any more, and those of brands that are not in use, ascending."""
    rows = map(roll.row, use.ids_not_in_use(registry))
    return sorted({*roll.hidden(), *(row for row in rows if row >= 0)})


@dataclass(slots=True)
class _LiveIndex(NameIndex):
    """The names of some segments without some.

    Attributes:
        left_out: the texts of these, a line each.
        rows: number of the others.
    """

    left_out: str = ""
    rows: int = 0

    @property
    def filed(self) -> int:
        """The number of names."""
        return self.rows

    def count(self, word: str) -> int:
        """Return how often a word of up to four characters occurs, a longer one at most."""
        windows = [word[at : at + DEPTH] for at in range(max(len(word) - DEPTH, 0) + 1)]
        return min(
            sum(layer.segment.count(one) for layer in self.layers) - self._left_out(one)
            for one in windows
        )

    def _left_out(self, word: str) -> int:
        return len(re.findall(f"(?={re.escape(word)})", self.left_out)) if self.left_out else 0


def known_words(texts: Texts) -> Frequencies | None:
    """Return the frequencies of words in the names, None while they are too few to speak."""
    roll, left_out = texts.roll, (texts.node < 0).nonzero()[0].tolist()
    rows = roll.size - len(left_out)
    lines = "\n".join(roll.entry(row).text for row in left_out)
    if rows < ENOUGH_NAMES:
        return None
    return frequencies(_LiveIndex([*roll.layers], left_out=lines, rows=rows))


def _stamp(registry: Registry) -> dict[str, Any]:
    """Return what tells this moment of this registry from all others, whatever tables it is read by."""
    stamp = stamp_of(registry)
    return {"scope": stamp["scope"], "entry": stamp["hash"]}
