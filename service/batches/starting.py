"""Beginning a batch: the source is read once into the table of items; the same source begins nothing new."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from service.batches.kinds import find_kind, surroundings
from service.batches.model import Item, Rejected, Work
from service.batches.processes import Workers
from service.batches.reporting import error_report
from service.batches.revision import revision
from service.errors import BadData
from service.storage import Registry, batches
from service.storage.batches import to_json
from service.tables import make_folder, write_whole

HIDDEN = ".pinwen"
"""Folder inside the output folder: the table of items (unless a server has it), the source, the lock."""
# Rows that are held to be stored in one go: an application is some ten thousand characters.
_CHUNK = 50
_MOST_SHOWN = 20
_MOST_TOLD = 100
# A workbook of so many bytes has some hundred rows with lists of their own.
_LARGE = 100_000

_Made = Mapping[str, tuple[str, str, str, str, int]]


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


def fingerprint(kind: str, data: bytes, options: Mapping[str, str]) -> str:
    """Return a digest of all that the files of a batch depend on.

    That is source, options, templates, version, and what the kind reads besides.

    Raises:
        NotFound: there is no such kind.
    """
    around = surroundings(kind)
    stamp = to_json([kind, dict(options), revision(options), *([around] if around else ())])
    return hashlib.sha256(stamp.encode() + data).hexdigest()


def start(
    registry: Registry,
    kind: str,
    source: tuple[str, bytes],
    folder: Path,
    *,
    options: Mapping[str, str],
    now: dt.datetime,
    workers: Workers | None = None,
) -> str:
    """Return the id of the batch for a source; what is there already is not begun again.

    Items that the folder's newest batch made from the same input count as made.

    Args:
        registry: where the table of items is.
        kind: one of `service.batches.kinds`.
        source: name and content of the file.
        folder: where the files will go.
        options: of the kind, such as the style; part of what makes two batches the same.
        now: the moment, for the record; its day here is what dates of the source are held against.
        workers: begun here where the source will keep them busy, so that they load while it is read.

    Raises:
        BadData: nothing in the source can be made; the reasons are in a workbook in the folder.
        NotFound: there is no such kind.
        StorageUnavailable: the folder cannot be written.
    """
    name, data = source
    place, print_ = str(folder.resolve()), fingerprint(kind, data, options)
    previous, before = batches.newest_batch(registry.database, place)
    if previous and before == print_:
        return previous
    if workers and len(data) > _LARGE:
        workers.begin()
    work = find_kind(kind).read(name, data, options, now.astimezone().date())
    items = iter(work.items)
    first = next(items, None)
    if first is None:
        raise _nothing(work.rejected, source, folder)
    # The one before is part of the id: a source may come back after another has changed the files.
    batch = hashlib.sha256(f"{print_}{place}{previous}".encode()).hexdigest()[:20]
    prepare_folder(folder)
    write_whole(source_path(folder, batch, name), data)
    record = {
        "id": batch,
        "kind": kind,
        "folder": place,
        "source_name": name,
        "fingerprint": print_,
        "options": to_json(dict(options)),
        "shared": to_json(work.shared),
        "rejected": to_json([asdict(one) for one in work.rejected]),
        "created": now.isoformat(timespec="microseconds"),
    }
    common = _common(work, kind, options)
    _store(registry, record, itertools.chain([first], items), common, previous)
    return batch


def _common(work: Work, kind: str, options: Mapping[str, str]) -> str:
    """Return what an item depends on beside its own payload."""
    return to_json([kind, dict(options), revision(options), work.shared])


def _nothing(rejected: Sequence[Rejected], source: tuple[str, bytes], folder: Path) -> BadData:
    """Write the reasons beside the files to be, and return the error that says the first of them."""
    name, data = source
    # A folder goes as an archive of its name.
    called = name.removesuffix(".zip")
    if not rejected:
        return BadData(f"“{called}”里没有可以生成的内容，请检查是否填写。", row=0)
    for report, content in error_report(rejected, (), name, data):
        prepare_folder(folder)
        write_whole(folder / report, content)
    reasons = [_place_and_reason(one) for one in rejected[:_MOST_SHOWN]]
    more = [f"……共 {len(rejected)} 处。"] if len(rejected) > _MOST_SHOWN else []
    return BadData(
        "\n".join([f"“{called}”里没有可以生成的内容，原因如下。", *reasons, *more]),
        row=0,
        problems=[asdict(one) for one in rejected[:_MOST_TOLD]],
    )


def _place_and_reason(one: Rejected) -> str:
    sheet = f"工作表“{one.sheet}”" if one.sheet else ""
    row = f"第 {one.row} 行" if one.row else ""
    return f"{sheet}{row}：{one.message}" if sheet or row else one.message


def _store(
    registry: Registry,
    record: Mapping[str, object],
    items: Iterator[Item],
    common: str,
    previous: str,
) -> None:
    database, batch = registry.database, str(record["id"])
    digest = hashlib.sha256(common.encode())
    with database.writing():
        # Read inside: what the batch before makes in the meantime would be made twice.
        made = batches.made_items(database, previous) if previous else {}
        if not batches.insert_batch(database, record):
            return
        rows = (_row(batch, at, item, digest, made) for at, item in enumerate(items))
        while chunk := list(itertools.islice(rows, _CHUNK)):
            batches.add_items(database, chunk)


def _row(
    batch: str, position: int, item: Item, common: hashlib._Hash, made: _Made
) -> dict[str, object]:
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
