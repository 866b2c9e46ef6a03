"""The tables of batches and their items, on either engine; who makes an item: `service.storage.leasing`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.storage.database import Database, Row

_BATCH = (
    *("id", "kind", "folder", "source_name", "fingerprint", "options", "shared", "rejected"),
    *("headings", "created", "stored", "finished", "files", "notes", "source_notes"),
)
_JSON = ("options", "shared", "rejected", "headings", "files", "notes", "source_notes")
_ITEM = "position, item_key, label, source_row, state, files, facts, problems, token, attempts, sheet, told"
_WITH_TOLD = "batch_items LEFT JOIN batch_told USING (batch, position)"


def to_json(value: object) -> str:
    """Return a value as JSON text that every database can hold: half a surrogate pair is escaped."""
    text = _ENCODER.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, default=str)
    return text


# Made once: `json.dumps` makes one at each call that asks for more than usual.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)


def insert_batch(database: Database, batch: Mapping[str, object]) -> bool:
    """Store a batch that has no items yet (`mark_stored` tells when it has); returns whether it was new."""
    return bool(
        database.execute(
            "INSERT INTO batches (id, kind, folder, number, source_name, fingerprint, options, shared,"
            " rejected, headings, source_notes, created, finished, files, notes, stored)"
            " SELECT :id, :kind, :folder,"
            " COALESCE(MAX(number), 0) + 1, :source_name, :fingerprint, :options, :shared, :rejected,"
            " :headings, :source_notes, :created, '', '[]', '[]', 0 FROM batches WHERE folder = :folder"
            " ON CONFLICT (id) DO NOTHING",
            **batch,
        )
    )


def find_batch(database: Database, batch: str) -> dict[str, Any] | None:
    """Return a batch by id, or None; its JSON columns as values."""
    row = database.one(f"SELECT {', '.join(_BATCH)} FROM batches WHERE id = :id", id=batch)  # noqa: S608
    if row is None:
        return None
    values = dict(zip(_BATCH, row, strict=True))
    return values | {name: json.loads(values[name]) for name in _JSON}


def newest_batch(database: Database, folder: str) -> tuple[str, str]:
    """Return id and fingerprint of the newest batch of a folder, two empty texts if there is none."""
    row = database.one(
        "SELECT id, fingerprint FROM batches WHERE folder = :folder ORDER BY number DESC, id LIMIT 1",
        folder=folder,
    )
    return (str(row[0]), str(row[1])) if row else ("", "")


def batch_before(database: Database, batch: str) -> str:
    """Return the id of the batch before this one in its folder, empty if there is none."""
    row = database.one(
        "SELECT before.id FROM batches AS before JOIN batches AS this ON before.folder = this.folder"
        " AND before.number < this.number WHERE this.id = :batch ORDER BY before.number DESC LIMIT 1",
        batch=batch,
    )
    return str(row[0]) if row else ""


def unfinished_batches(database: Database) -> list[tuple[str, str]]:
    """Return id and folder of the batches that have not come to their end, oldest first."""
    rows = database.rows("SELECT id, folder FROM batches WHERE finished = '' ORDER BY created, id")
    return [(str(batch), str(folder)) for batch, folder in rows]


def move_folder(database: Database, folder: str) -> None:
    """Say that the folder of all batches of this table is another now: it was moved with its table."""
    for table in ("batches", "batch_files"):
        if database.one(
            f"SELECT 1 FROM {table} WHERE folder <> :folder LIMIT 1",  # noqa: S608
            folder=folder,
        ):
            with database.writing():
                database.execute(f"UPDATE {table} SET folder = :folder", folder=folder)  # noqa: S608


def add_items(database: Database, rows: Sequence[Mapping[str, object]]) -> None:
    """Store items with their payloads."""
    database.execute_many(
        "INSERT INTO batch_items (batch, position, item_key, label, sheet, source_row, input_hash, state,"
        " owner, lease_until, token, attempts, files, facts, problems, problem_count) VALUES (:batch,"
        " :position, :key, :label, :sheet, :row, :input_hash, :state, '', 0, 0, 0, :files, :facts, :problems,"
        " :problem_count)",
        rows,
    )
    database.execute_many(
        "INSERT INTO batch_payloads (batch, position, payload) VALUES (:batch, :position, :payload)",
        rows,
    )


def add_told(database: Database, rows: Sequence[Mapping[str, object]]) -> None:
    """Store what all items together tell of single ones."""
    database.execute_many(
        "INSERT INTO batch_told (batch, position, problem_count, told)"
        " VALUES (:batch, :position, :problem_count, :told)",
        rows,
    )


def mark_stored(database: Database, batch: str, **columns: str) -> None:
    """Say that all items of a batch are stored; with them what else was read of its source, by column."""
    told = "".join(f", {name} = :{name}" for name in columns)
    with database.writing():
        database.execute(f"UPDATE batches SET stored = 1{told} WHERE id = :id", id=batch, **columns)  # noqa: S608


def forget_items(database: Database, batch: str) -> None:
    """Remove the items of a batch, their payloads, and what is told of them."""
    with database.writing():
        for table in ("batch_told", "batch_payloads", "batch_items"):
            database.execute(f"DELETE FROM {table} WHERE batch = :batch", batch=batch)  # noqa: S608


def made_items(database: Database, batch: str) -> dict[str, tuple[str, str, str, str, int]]:
    """Return by key what was made: hash of the input, files, facts and problems as stored, their number."""
    rows = database.stream(
        "SELECT item_key, input_hash, files, facts, problems, problem_count FROM batch_items"
        " WHERE batch = :batch AND state = 'done'",
        batch=batch,
    )
    return {
        str(key): (str(a), str(b), str(c), str(d), int(count)) for key, a, b, c, d, count in rows
    }


def announce_files(database: Database, folder: str, files: Iterable[tuple[str, str]]) -> None:
    """Record names and SHA-256 of files that are about to appear in a folder."""
    with database.writing():
        database.execute_many(
            "INSERT INTO batch_files (folder, name, sha256) VALUES (:folder, :name, :sha)"
            " ON CONFLICT DO NOTHING",
            [{"folder": folder, "name": name, "sha": digest} for name, digest in files],
        )


def is_known_file(database: Database, folder: str, name: str, digest: str) -> bool:
    """Return whether a file of this name and content was written by a batch."""
    return bool(
        database.one(
            "SELECT 1 FROM batch_files WHERE folder = :folder AND name = :name AND sha256 = :digest",
            folder=folder,
            name=name,
            digest=digest,
        )
    )


def known_names(database: Database, folder: str) -> Iterator[str]:
    """Yield the names of all files that were ever written into a folder, in order."""
    rows = database.stream(
        "SELECT DISTINCT name FROM batch_files WHERE folder = :folder ORDER BY name", folder=folder
    )
    return (str(name) for (name,) in rows)


def earlier_registers(database: Database, folder: str) -> set[str]:
    """Return the names of the registers of all batches of a folder."""
    rows = database.rows("SELECT files FROM batches WHERE folder = :folder", folder=folder)
    return {str(name) for (files,) in rows for name, _ in json.loads(files)}


def counts(database: Database, batch: str) -> dict[str, int]:
    """Return how many items are in each state, and under `problems` how many made ones have some."""
    rows = database.rows(
        "SELECT state, COUNT(*), SUM(CASE WHEN batch_items.problem_count > 0"  # noqa: S608
        f" OR batch_told.problem_count > 0 THEN 1 ELSE 0 END) FROM {_WITH_TOLD}"
        " WHERE batch = :batch GROUP BY state",
        batch=batch,
    )
    found = dict.fromkeys(("waiting", "leased", "done", "failed"), 0)
    found |= {str(state): int(count) for state, count, _ in rows}
    found["problems"] = sum(int(some or 0) for state, _, some in rows if state == "done")
    return found


def stream_items(database: Database, batch: str, state: str = "") -> Iterator[Row]:
    """Yield the items, or those of a state, in order, with what is told of them, without their payloads."""
    chosen = "AND state = :state" if state else ""
    yield from database.stream(
        f"SELECT {_ITEM} FROM {_WITH_TOLD} WHERE batch = :batch {chosen} ORDER BY position",  # noqa: S608
        batch=batch,
        **({"state": state} if state else {}),
    )


def item_files(database: Database, batch: str) -> Iterator[str]:
    """Yield the names of the files of all items."""
    for (files,) in database.stream(
        "SELECT files FROM batch_items WHERE batch = :batch ORDER BY position", batch=batch
    ):
        yield from (str(name) for name, _ in json.loads(files))


def mark_finished(
    database: Database,
    batch: str,
    at: str,
    *,
    files: Sequence[tuple[str, str]],
    notes: Sequence[str],
) -> None:
    """Say that a batch is complete: names and SHA-256 of its registers, sentences for the office."""
    with database.writing():
        database.execute(
            "UPDATE batches SET finished = :at, files = :files, notes = :notes WHERE id = :id",
            id=batch,
            at=at,
            files=to_json(list(files)),
            notes=to_json(list(notes)),
        )
