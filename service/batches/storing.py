"""Storing the items of a batch: all at once, or in portions that helpers make while the rest is stored.

What all items together tell is found out while helpers make them, and stored last. A run that is killed in
the meantime leaves a batch that is known to be incomplete: the next run reads the source again and stores its
items anew, in one transaction; those made already count as made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from service.batches.kinds import find_kind
from service.batches.model import Item, Together, Told, Work
from service.batches.places import source_path
from service.batches.revision import revision
from service.clock import day_of
from service.errors import BadData
from service.storage import batches
from service.storage.batches import to_json
from service.storage.database import Database

# Characters of items that are held to be stored in one go: some four hundred letters, fifty applications.
_PORTION = 500_000
_TOLD = 500
"""Items of which is stored in one go what is told of them."""

_Row = dict[str, object]
_Made = Mapping[str, tuple[str, str, str, str, int]]


def columns_of(work: Work) -> dict[str, str]:
    """Return what the table of batches keeps of a source: shared facts, rejected rows, headings, notes."""
    return {
        "shared": to_json(work.shared),
        "rejected": to_json([asdict(one) for one in work.rejected]),
        "headings": to_json(dict(work.headings)),
        "source_notes": to_json(list(work.notes)),
    }


def store(
    database: Database,
    record: Mapping[str, Any],
    work: Work,
    previous: str,
    stored: Callable[[], None] | None = None,
) -> None:
    """Store a batch and its items, unless it is there already.

    Args:
        database: where.
        record: of the batch, as `insert_batch` takes it, but with its options as values.
        work: what its source asks for.
        previous: the batch before in its folder, empty if none; items equal to its count as made.
        stored: called after each portion, which others see at once: they may only be helpers of the caller.
            All is seen together if it is None.
    """
    # Nobody else can write meanwhile: what takes long is found out before.
    together = None if stored else _together(work)
    with nullcontext() if stored else database.writing():
        # Read inside: what the batch before makes in the meantime would be made twice.
        made = batches.made_items(database, previous) if previous else {}
        kept = {**record, **columns_of(work), "options": to_json(record["options"])}
        if batches.insert_batch(database, kept):
            _add_items(database, _rows(record, work, made), stored or (lambda: None))
            _add_rest(database, record["id"], work, together or _together(work))


def store_anew(database: Database, batch: str) -> None:
    """Read the source of a batch again whose storing was broken off, and store its items; those made count.

    The caller is the only runner of the folder.

    Raises:
        BadData: the source is not kept any more, or cannot be read now.
    """
    record = batches.find_batch(database, batch)
    assert record is not None  # noqa: S101 - `run` asked
    name = record["source_name"]
    path = source_path(Path(record["folder"]), batch, name)
    if not path.is_file():
        raise BadData(f"“{name}”还没有读完，保存的那一份又不在了，请用原来的文件重新生成。", row=0)
    day = day_of(record["created"])
    work = find_kind(record["kind"]).read(name, path.read_bytes(), record["options"], day)
    together = _together(work)
    with database.writing():
        # Of none there are none.
        earlier = batches.made_items(database, batches.batch_before(database, batch))
        made = earlier | batches.made_items(database, batch)
        batches.forget_items(database, batch)
        _add_items(database, _rows(record, work, made))
        _add_rest(database, batch, work, together)


def _together(work: Work) -> Together:
    """Return what all items together tell; takes long, and touches no table."""
    return work.together() if work.together else Together({}, ())


def _add_rest(database: Database, batch: str, work: Work, together: Together) -> None:
    """Store what all items together tell, and with it that nothing more comes."""
    for portion in _parted(together.told, _TOLD):
        with database.writing():
            batches.add_told(database, [_told_row(batch, one) for one in portion])
    whole = replace(work, shared={**work.shared, **together.shared})
    batches.mark_stored(database, batch, **columns_of(whole))


def _told_row(batch: str, one: Told) -> _Row:
    told = to_json(one.values)
    return {"batch": batch, "position": one.position, "problem_count": one.problems, "told": told}


def _parted(told: Iterable[Told], most: int) -> Iterator[list[Told]]:
    left = iter(told)
    while portion := list(islice(left, most)):
        yield portion


def _add_items(
    database: Database, rows: Iterator[_Row], stored: Callable[[], None] = lambda: None
) -> None:
    for portion in _portions(rows):
        with database.writing():
            batches.add_items(database, portion)
        stored()


def _portions(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    portion: list[_Row] = []
    size = 0
    for row in rows:
        portion.append(row)
        size += len(str(row["payload"]))
        if size >= _PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _rows(record: Mapping[str, Any], work: Work, made: _Made) -> Iterator[_Row]:
    """Yield the rows of the items, each done already if it was made from the same input."""
    kind, options = record["kind"], dict(record["options"])
    # What an item depends on beside its own payload.
    common = hashlib.sha256(to_json([kind, options, revision(options), work.shared]).encode())
    for position, item in enumerate(work.items):
        yield _row(record["id"], position, item, common, made)


def _row(batch: str, position: int, item: Item, common: hashlib._Hash, made: _Made) -> _Row:
    payload, digest = to_json(item.payload), common.copy()
    digest.update(payload.encode())
    input_hash = digest.hexdigest()
    before = made.get(item.key)
    unchanged = before is not None and before[0] == input_hash
    _, files, facts, problems, count = before if before and unchanged else _UNMADE
    return {
        "batch": batch,
        "position": position,
        "key": _storable(item.key),
        "label": _storable(item.label),
        "sheet": _storable(item.sheet),
        "row": item.row,
        "payload": payload,
        "input_hash": input_hash,
        "state": "done" if unchanged else "waiting",
        "files": files,
        "facts": facts,
        "problems": problems,
        "problem_count": count,
    }


_UNMADE = ("", "[]", "{}", "[]", 0)


def _storable(text: str) -> str:
    return text.replace("\0", "").encode(errors="replace").decode()
