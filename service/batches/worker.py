"""One worker: takes items, renders them, writes their files, marks them done."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from service.batches.kinds import find_kind
from service.batches.model import Rendered, Renderer
from service.batches.writing import write_files
from service.errors import NotFound, ServiceError, StorageUnavailable
from service.storage import Registry, batches, open_registry

CHUNK = 32
"""Items of one lease: enough that the database is not the slow part, few enough to lose at a crash."""
LEASE_SECONDS = 120
STORAGE_EXIT = 7

Leased = tuple[int, int, str]


def work(
    registry: Registry, batch: str, owner: str, told: Callable[[], None] = lambda: None
) -> None:
    """Make items of a batch until none is left to take; `told` is called after each lease.

    Raises:
        StorageUnavailable: files or table cannot be written; leases are given back.
        NotFound: there is no such batch.
    """
    found = batches.find_batch(registry.database, batch)
    if found is None:
        raise NotFound(f"没有编号为“{batch}”的批次。", batch=batch)
    render = find_kind(found["kind"]).renderer(found["shared"], found["options"])
    folder = Path(found["folder"])
    known = _known_files(registry, batch)
    try:
        while leased := _take(registry, batch, owner):
            rows = _made(leased, render, folder, known)
            batches.complete(registry.database, batch, rows)
            told()
    except BaseException:
        batches.release(registry.database, batch, owner)
        raise


def _take(registry: Registry, batch: str, owner: str) -> list[Leased]:
    # After a crash one at a time: the item that kills its worker must not take others with it.
    count = 1 if batches.tried(registry.database, batch) else CHUNK
    return batches.lease(registry.database, batch, owner, count=count, seconds=LEASE_SECONDS)


def _known_files(registry: Registry, batch: str) -> dict[str, str]:
    """Return the SHA-256 of every file that this batch, or one before it, wrote."""
    known: dict[str, str] = {}
    for row in batches.stream_items(registry.database, batch):
        known |= dict(json.loads(row[5]))
    return known


def _made(
    leased: Sequence[Leased], render: Renderer, folder: Path, known: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return the rows that mark items made; their files are on disk when this returns."""
    rendered = [
        (position, token, _rendered(render, payload)) for position, token, payload in leased
    ]
    written = write_files(
        folder,
        (file for _, _, made in rendered if isinstance(made, Rendered) for file in made.files),
        known,
    )
    return [_row(position, token, made, written) for position, token, made in rendered]


def _rendered(render: Renderer, payload: str) -> Rendered | ServiceError:
    try:
        return render(json.loads(payload))
    except StorageUnavailable:
        raise
    except ServiceError as trouble:
        return trouble
    except Exception as trouble:  # noqa: BLE001 - one item must not stop the others
        return ServiceError(
            f"程序内部错误（{type(trouble).__name__}：{trouble}），请报告维护人员。"
        )


def _row(
    position: int,
    token: int,
    made: Rendered | ServiceError,
    written: Mapping[str, tuple[str, str]],
) -> dict[str, object]:
    if isinstance(made, ServiceError):
        return _fields(position, token, "failed", problems=_told(made))
    files = [written[name] for name, _ in made.files]
    moved = [
        f"“{name}”已被人工修改，未覆盖，新文件为“{written[name][0]}”。"
        for name, _ in made.files
        if written[name][0] != name
    ]
    return _fields(position, token, "done", files, made.facts, [*made.problems, *moved])


def _told(trouble: ServiceError) -> list[str]:
    problems: Any = trouble.facts.get("problems")
    return [str(one["message"]) for one in problems] if problems else [trouble.message]


def _fields(
    position: int,
    token: int,
    state: str,
    files: Sequence[tuple[str, str]] = (),
    facts: Mapping[str, Any] | None = None,
    problems: Sequence[str] = (),
) -> dict[str, object]:
    return {
        "position": position,
        "token": token,
        "state": state,
        "files": json.dumps(list(files), ensure_ascii=False),
        "facts": json.dumps(facts or {}, ensure_ascii=False, default=str),
        "problems": json.dumps(list(problems), ensure_ascii=False),
    }


def work_in_process(url: str, batch: str) -> None:
    """Be a worker process: its own connection, quiet at an interrupt; exit status 7 for storage trouble."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with open_registry(url) as registry:
            work(registry, batch, owner_name())
    except StorageUnavailable as trouble:
        sys.stderr.write(f"{trouble.message}\n")
        sys.exit(STORAGE_EXIT)


def owner_name(process: int | None = None) -> str:
    """Return the name of a worker process, this one if none is given."""
    return f"worker-{process or os.getpid()}"
