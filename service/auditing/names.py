"""The live names of a registry as an index, to be looked through.

A registry has one of its own, for checks: it is taken if it stands at this moment and all names in it are
live. Else, and where there is none, one is made. It lies in a work folder, with what was found beside it: an
audit that was stopped goes on there if the registry has not changed since; else it begins anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nlp.genericness import ENOUGH_NAMES, Frequencies
from nlp.index import IndexFileError, Layer, NameIndex, Segment, open_segment, save, segment_of
from nlp.index.frequencies import frequencies
from service import registry as use
from service.index_files import whole_file
from service.registry.reading import LIVE
from service.storage import Registry
from service.tables import write_whole

# Up to so many names are kept in this process, without a file.
FEW = 4_000
NAMES = "names.index"
"""The file of the names in the work folder."""
_STATE = "state.json"


@contextmanager
def names_of(
    registry: Registry, folder: Path | None, index: Path | None
) -> Iterator[tuple[Segment, Path]]:
    """Give the live names of a registry as an index, and the folder where findings are kept.

    Args:
        registry: an open registry.
        folder: where an interrupted audit left its work, and this one leaves it; None to leave nothing.
        index: where the index of the registry is kept, if it is.
    """
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(TemporaryDirectory(prefix="pinwen-audit-")))
        yield _names(registry, place, index), place
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
    with registry.database.reading():
        segment = _copied(registry, index, names) or segment_of(use.live_names(registry))
    if segment.size > FEW:
        if not names.exists():
            save(segment, names, stamp)
            segment, _ = open_segment(names)
        write_whole(state, json.dumps(stamp).encode())
    return segment


def _copied(registry: Registry, index: Path | None, names: Path) -> Segment | None:
    """Return a copy of the registry's own index, if it holds the live names of this moment and no other."""
    counts = use.counts(registry)
    live = sum(counts.by_status.get(status, 0) for status in LIVE)
    if index is None or live != counts.total or not (found := whole_file(registry, index)):
        return None
    file, stamp = found
    with suppress(IndexFileError, OSError):
        shutil.copyfile(file, names)
        segment, made_of = open_segment(names)
        # While it was copied another process may have written it anew.
        if made_of == stamp and segment.size == live:
            return segment
    names.unlink(missing_ok=True)
    return None


def known_words(segment: Segment) -> Frequencies | None:
    """Return the frequencies of words in the names, None while they are too few to speak."""
    return frequencies(NameIndex([Layer(segment)])) if segment.size >= ENOUGH_NAMES else None


def _stamp(registry: Registry) -> dict[str, Any]:
    """Return what tells this moment of this registry from all others."""
    number = use.last_audit_number(registry)
    entries = use.audit_entries(registry, after=number - 1, limit=1) if number else []
    return {"scope": registry.scope, "entry": entries[0].hash if entries else ""}
