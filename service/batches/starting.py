"""Beginning a batch: the source is read once into the table of items; the same source begins nothing new."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from service.batches.kinds import TITLES, find_kind, surroundings
from service.batches.model import Rejected, Work
from service.batches.places import prepare_folder, source_path
from service.batches.processes import Workers
from service.batches.revision import revision
from service.batches.storing import store
from service.clock import day_of
from service.errors import BadData, Conflict
from service.storage import Registry, batches
from service.storage.batches import to_json
from service.whole_files import write_whole

_MOST_SHOWN = 20
_MOST_TOLD = 100
# A workbook of so many bytes has some hundred rows with lists of their own.
_LARGE = 100_000


def fingerprint(kind: str, data: bytes, options: Mapping[str, str]) -> str:
    """Return a digest of all that the files of a batch depend on.

    That is source, options, templates, version, and what the kind reads besides.

    Raises:
        NotFound: there is no such kind.
    """
    around = surroundings(kind)
    stamp = to_json([kind, dict(options), revision(options), *([around] if around else ())])
    digest = hashlib.sha256(stamp.encode())
    digest.update(data)
    return digest.hexdigest()


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
        workers: begun here where the source will keep them busy: they load while it is read, and make the
            first items while the others are stored. Then the folder is theirs until they end.

    Raises:
        BadData: nothing in the source can be made; the reasons are in a workbook in the folder.
        Conflict: another process is at work in the folder, or it holds a batch of another kind.
        NotFound: there is no such kind.
        StorageUnavailable: the folder cannot be written.
    """
    name, data = source
    place, print_ = str(folder.resolve()), fingerprint(kind, data, options)
    previous, before = batches.newest_batch(registry.database, place)
    if previous and before == print_:
        _keep(source, folder, previous)
        return previous
    _require_same_kind(registry, previous, kind, folder)
    if workers and len(data) > _LARGE:
        workers.begin()
    # The one before is part of the id: a source may come back after another has changed the files.
    batch = hashlib.sha256(f"{print_}{place}{previous}".encode()).hexdigest()[:20]
    kept, given = _keep(source, folder, batch), [data]
    # A large source is not held while what it says is compared and stored: it is on disk now. Handed over,
    # not read again: where it lay, nothing else would be put.
    del source, data
    try:
        work = _read(kind, (name, given, kept), options, now)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    record = {
        "id": batch,
        "kind": kind,
        "folder": place,
        "source_name": name,
        "fingerprint": print_,
        "options": dict(options),
        "created": now.isoformat(timespec="microseconds"),
    }
    _store(registry, record, work, previous, workers)
    return batch


def _read(
    kind: str, source: tuple[str, list[bytes], Path], options: Mapping[str, str], now: dt.datetime
) -> Work:
    """Return what a source asks for, which is one item at least; raises as `start`.

    Args:
        kind: of the batch.
        source: its name, its content, taken out of the list by who reads it, and where it is kept.
        options: of the kind.
        now: the moment.
    """
    name, given, kept = source
    work = find_kind(kind).read(name, given.pop(), options, day_of(now))
    items = iter(work.items)
    first = next(items, None)
    if first is None:
        raise _nothing(work, name, kept)
    return replace(work, items=itertools.chain([first], items))


def _require_same_kind(registry: Registry, previous: str, kind: str, folder: Path) -> None:
    """Raise Conflict if a folder holds a batch of another kind: its registers would be written over."""
    found = batches.find_batch(registry.database, previous) if previous else None
    if found and found["kind"] != kind:
        held = TITLES.get(found["kind"], found["kind"])
        raise Conflict(f"文件夹“{folder}”里是{held}的批次，请换一个文件夹。", kind=found["kind"])


def _keep(source: tuple[str, bytes], folder: Path, batch: str) -> Path:
    """Keep the source of a batch, for its report, and to be read again should its storing be broken off."""
    name, data = source
    prepare_folder(folder)
    if not (path := source_path(folder, batch, name)).is_file():
        write_whole(path, data)
    return path


def _store(
    registry: Registry,
    record: Mapping[str, Any],
    work: Work,
    previous: str,
    workers: Workers | None,
) -> None:
    if not workers or not workers.begun:
        store(registry.database, record, work, previous)
        return
    workers.take(Path(record["folder"]))
    with workers.stopped_cleanly(registry, record["id"]):
        feed = partial(workers.feed, record["id"])
        store(registry.database, record, work, previous, feed)


def _nothing(work: Work, name: str, kept: Path) -> BadData:
    """Write the reasons beside the files to be, and return the error that says the first of them."""
    # Loaded here: helpers wait for what is read, and hardly ever for this.
    from service.batches.reporting import error_report

    rejected, folder = work.rejected, kept.parent.parent
    # A folder goes as an archive of its name.
    called = name.removesuffix(".zip")
    if not rejected:
        return BadData(f"“{called}”里没有可以生成的内容，请检查是否填写。", row=0)
    for report, content in error_report(rejected, (), name, kept, work.headings):
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
