"""The live names of a registry as an index, to be looked through.

A registry has one of its own, for checks: it is taken if it stands at this moment, without the names that
are not in use, unless these are many. Else, and where there is none, one is made. It lies in a work folder,
with what was found beside it: an audit that was stopped goes on there if the registry has not changed since;
else it begins anew.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nlp.genericness import ENOUGH_NAMES, Frequencies
from nlp.index import IndexFileError, Layer, NameIndex, Segment, open_segment, save, segment_of
from nlp.index.arrays import DEPTH
from nlp.index.frequencies import frequencies
from service import registry as use
from service.index_files import stamp_of, whole_file
from service.registry.reading import LIVE
from service.storage import Registry
from service.tables import write_whole

if TYPE_CHECKING:
    from nlp.joining.texts import Texts

# Up to so many names are kept in this process, without a file.
FEW = 4_000
# An index of which a larger share is not in use is not taken (DECISION).
_MOST_LEFT_OUT = 0.2
NAMES = "names.index"
"""The file of the names in the work folder."""
_STATE = "state.json"


@contextmanager
def names_of(
    registry: Registry, folder: Path | None, index: Path | None
) -> Iterator[tuple[Segment, Path, list[int]]]:
    """Give an index of the live names of a registry, the folder for findings, and rows that do not count.

    Args:
        registry: an open registry.
        folder: where an interrupted audit left its work, and this one leaves it; None to leave nothing.
        index: where the index of the registry is kept, if it is.
    """
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(TemporaryDirectory(prefix="pinwen-audit-")))
        with registry.database.reading():
            segment = _names(registry, place, index)
            left_out = _left_out(registry, segment)
        yield segment, place, left_out
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _names(registry: Registry, folder: Path, index: Path | None) -> Segment:
    names, state = folder / NAMES, folder / _STATE
    stamp = _stamp(registry)
    with suppress(IndexFileError, OSError, ValueError):
        if json.loads(state.read_bytes()) == stamp:
            return open_segment(names)[0]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    segment = _copied(registry, index, names) or segment_of(use.live_names(registry))
    if segment.size > FEW:
        if not names.exists():
            save(segment, names, stamp)
            segment, _ = open_segment(names)
        write_whole(state, json.dumps(stamp).encode())
    return segment


def _copied(registry: Registry, index: Path | None, names: Path) -> Segment | None:
    """Return a copy of the registry's own index, if it holds the names of this moment, most of them live."""
    counts = use.counts(registry)
    live = sum(counts.by_status.get(status, 0) for status in LIVE)
    few = counts.total - live <= _MOST_LEFT_OUT * counts.total
    if index is None or not few or not (found := whole_file(registry, index)):
        return None
    file, stamp = found
    with suppress(IndexFileError, OSError):
        shutil.copyfile(file, names)
        segment, made_of = open_segment(names)
        # While it was copied another process may have written it anew.
        if made_of == stamp and segment.size == counts.total:
            return segment
    names.unlink(missing_ok=True)
    return None


def _left_out(registry: Registry, segment: Segment) -> list[int]:
    """Return the rows of brands that are not in use, ascending."""
    rows = map(segment.row, use.ids_not_in_use(registry))
    return sorted(row for row in rows if row >= 0)


@dataclass(slots=True)
class _LiveIndex(NameIndex):
    """The names of one segment without some.

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
        (layer,) = self.layers
        windows = [word[at : at + DEPTH] for at in range(max(len(word) - DEPTH, 0) + 1)]
        return min(layer.segment.count(one) - self._left_out(one) for one in windows)

    def _left_out(self, word: str) -> int:
        return len(re.findall(f"(?={re.escape(word)})", self.left_out)) if self.left_out else 0


def known_words(texts: Texts) -> Frequencies | None:
    """Return the frequencies of words in the names, None while they are too few to speak."""
    segment, left_out = texts.segment, (texts.node < 0).nonzero()[0].tolist()
    rows = segment.size - len(left_out)
    lines = "\n".join(segment.entry(row).text for row in left_out)
    if rows < ENOUGH_NAMES:
        return None
    return frequencies(_LiveIndex([Layer(segment)], left_out=lines, rows=rows))


def _stamp(registry: Registry) -> dict[str, Any]:
    """Return what tells this moment of this registry from all others, whatever tables it is read by."""
    stamp = stamp_of(registry)
    return {"scope": stamp["scope"], "entry": stamp["hash"]}
