"""Beginning a batch: the source is read once into the table of items; the same source begins nothing new."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from service.batches.kinds import find_kind
from service.batches.model import Item, Work
from service.errors import BadData, StorageUnavailable
from service.storage import Registry, batches
from service.tables import write_whole

HIDDEN = ".pinwen"
"""Folder inside the output folder: the table of items (unless a server has it), the source, the lock."""
_CHUNK = 1000


def prepare_folder(folder: Path) -> Path:
    """Return the hidden folder of an output folder, both made when they are not there.

    Raises:
        StorageUnavailable: they cannot be made.
    """
    hidden = folder / HIDDEN
    try:
        hidden.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise StorageUnavailable(f"文件夹“{folder}”建不起来，请检查路径和权限。") from trouble
    return hidden


def start(
    registry: Registry,
    kind: str,
    source: tuple[str, bytes],
    folder: Path,
    *,
    options: Mapping[str, str],
    now: dt.datetime,
) -> str:
    """Return the id of the batch for a source; what is there already is not begun again.

    Items that an earlier batch of the folder made from the same input count as made.

    Args:
        registry: where the table of items is.
        kind: one of `service.batches.kinds`.
        source: name and content of the file.
        folder: where the files will go.
        options: of the kind, such as the style; part of what makes two batches the same.
        now: the moment, for the order of batches.

    Raises:
        BadData: nothing in the source can be made.
        StorageUnavailable: the folder cannot be written.
    """
    name, data = source
    place = str(folder.resolve())
    stamp = json.dumps([kind, dict(sorted(options.items())), place], ensure_ascii=False)
    batch = hashlib.sha256(stamp.encode() + data).hexdigest()[:20]
    if batches.find_batch(registry.database, batch):
        return batch
    work = find_kind(kind).read(name, data, options)
    if not work.items:
        first = (
            f"：第 {work.rejected[0].row} 行，{work.rejected[0].message}" if work.rejected else "。"
        )
        raise BadData(f"文件“{name}”里没有可以生成的行{first}", row=0)
    write_whole(prepare_folder(folder) / f"source{Path(name).suffix}", data)
    record = {
        "id": batch,
        "kind": kind,
        "folder": place,
        "source_name": name,
        "source_hash": hashlib.sha256(data).hexdigest(),
        "options": _json(dict(options)),
        "shared": _json(work.shared),
        "rejected": _json([asdict(one) for one in work.rejected]),
        "created": now.isoformat(timespec="microseconds"),
    }
    _store(registry, record, work, place)
    return batch


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _store(registry: Registry, record: Mapping[str, object], work: Work, place: str) -> None:
    database = registry.database
    before = batches.newest_batches(database, place)
    made = batches.earlier_items(database, before[0]) if before else {}
    common = hashlib.sha256(f"{record['options']}{record['shared']}".encode())
    rows = [
        _row(str(record["id"]), n, item, common.copy(), made) for n, item in enumerate(work.items)
    ]
    with database.writing():
        batches.insert_batch(database, record)
        for start_ in range(0, len(rows), _CHUNK):
            batches.add_items(database, rows[start_ : start_ + _CHUNK])


def _row(
    batch: str,
    position: int,
    item: Item,
    digest: hashlib._Hash,
    made: Mapping[str, tuple[str, str, str, str]],
) -> dict[str, object]:
    payload = _json(item.payload)
    digest.update(payload.encode())
    input_hash = digest.hexdigest()
    before = made.get(item.key)
    unchanged = before is not None and before[0] == input_hash
    files, facts, problems = before[1:] if before and unchanged else ("[]", "{}", "[]")
    if before and not unchanged:
        # What was written before is remembered, so that it may be written over, unless edited since.
        files = before[1]
    return {
        "batch": batch,
        "position": position,
        "key": item.key,
        "label": item.label,
        "row": item.row,
        "payload": payload,
        "input_hash": input_hash,
        "state": "done" if unchanged else "waiting",
        "files": files,
        "facts": facts,
        "problems": problems,
    }
