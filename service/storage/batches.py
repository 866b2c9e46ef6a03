"""The tables of batches and their items, on either engine; leases run by the database's clock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.storage.database import Database, Row

# Seconds since 1970 as the database sees it, so that machines with wrong clocks agree.
_CLOCK = {
    "sqlite": "CAST(strftime('%s', 'now') AS INTEGER)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)",
}
# SQLite has one writer at a time; PostgreSQL must be told not to wait for another's rows.
_SKIP = {"sqlite": "", "postgresql": "FOR UPDATE SKIP LOCKED"}
_ITEM = "position, item_key, label, source_row, state, files, facts, problems, token, attempts"


def insert_batch(database: Database, batch: Mapping[str, object]) -> None:
    """Store a batch without items."""
    database.execute(
        "INSERT INTO batches (id, kind, folder, source_name, source_hash, options, shared, rejected,"
        " created, finished) VALUES (:id, :kind, :folder, :source_name, :source_hash, :options, :shared,"
        " :rejected, :created, '')",
        **batch,
    )


def find_batch(database: Database, batch: str) -> dict[str, Any] | None:
    """Return a batch by id, or None."""
    row = database.one(
        "SELECT id, kind, folder, source_name, options, shared, rejected, finished FROM batches"
        " WHERE id = :id",
        id=batch,
    )
    return None if row is None else _batch(row)


def newest_batches(database: Database, folder: str) -> list[str]:
    """Return the ids of the batches of a folder, newest first; all of them for an empty folder."""
    rows = database.rows(
        "SELECT id FROM batches WHERE folder = :folder OR :folder = '' ORDER BY created DESC, id",
        folder=folder,
    )
    return [str(row[0]) for row in rows]


def _batch(row: Row) -> dict[str, Any]:
    names = ("id", "kind", "folder", "source_name", "options", "shared", "rejected", "finished")
    values = dict(zip(names, row, strict=True))
    for name in ("options", "shared", "rejected"):
        values[name] = json.loads(values[name])
    return values


def add_items(database: Database, rows: Sequence[Mapping[str, object]]) -> None:
    """Store items."""
    database.execute_many(
        "INSERT INTO batch_items (batch, position, item_key, label, source_row, payload, input_hash, state,"
        " owner, lease_until, token, attempts, files, facts, problems) VALUES (:batch, :position, :key,"
        " :label, :row, :payload, :input_hash, :state, '', 0, 0, 0, :files, :facts, :problems)",
        rows,
    )


def earlier_items(database: Database, batch: str) -> dict[str, tuple[str, str, str, str]]:
    """Return by key what was made: hash of the input, files, facts and problems as stored."""
    rows = database.rows(
        "SELECT item_key, input_hash, files, facts, problems FROM batch_items"
        " WHERE batch = :batch AND state = 'done'",
        batch=batch,
    )
    return {str(key): (str(a), str(b), str(c), str(d)) for key, a, b, c, d in rows}


def lease(
    database: Database, batch: str, owner: str, *, count: int, seconds: int
) -> list[tuple[int, int, str]]:
    """Take up to `count` items: waiting ones, and those whose lease has run out.

    Returns:
        Position, token and payload (JSON) of each; empty when nothing is left to take.
    """
    now = _CLOCK[database.engine]
    free = (
        "SELECT position FROM batch_items WHERE batch = :batch AND (state = 'waiting'"  # noqa: S608
        f" OR (state = 'leased' AND lease_until < {now})) ORDER BY position"
        f" LIMIT :count {_SKIP[database.engine]}"
    )
    with database.writing():
        rows = database.rows(
            # Materialised: PostgreSQL could run a subquery again and take more than was asked for.
            f"WITH free AS MATERIALIZED ({free})"  # noqa: S608
            f" UPDATE batch_items SET state = 'leased', owner = :owner, lease_until = {now} + :seconds,"
            " token = token + 1, attempts = attempts + 1 WHERE batch = :batch"
            " AND position IN (SELECT position FROM free)"
            " RETURNING position, token, payload",
            batch=batch,
            owner=owner,
            count=count,
            seconds=seconds,
        )
    return sorted((int(a), int(b), str(c)) for a, b, c in rows)


def complete(database: Database, batch: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Mark leased items done or failed; returns the positions whose lease was not ours any more."""
    refused = []
    with database.writing():
        for row in rows:
            touched = database.execute(
                "UPDATE batch_items SET state = :state, owner = '', files = :files, facts = :facts,"
                " problems = :problems WHERE batch = :batch AND position = :position AND token = :token"
                " AND state = 'leased'",
                batch=batch,
                **row,
            )
            if not touched:
                refused.append(int(str(row["position"])))
    return refused


def release(database: Database, batch: str, owner: str = "") -> int:
    """Give back the leases of an owner, or of everyone; returns how many."""
    with database.writing():
        return database.execute(
            "UPDATE batch_items SET state = 'waiting', owner = '' WHERE batch = :batch"
            " AND state = 'leased' AND (owner = :owner OR :owner = '')",
            batch=batch,
            owner=owner,
        )


def give_up(database: Database, batch: str, *, attempts: int, told: str) -> int:
    """Fail waiting items that were tried so often; returns how many."""
    with database.writing():
        return database.execute(
            "UPDATE batch_items SET state = 'failed', problems = :problems WHERE batch = :batch"
            " AND state = 'waiting' AND attempts >= :attempts",
            batch=batch,
            attempts=attempts,
            problems=json.dumps([told], ensure_ascii=False),
        )


def tried(database: Database, batch: str) -> bool:
    """Return whether a waiting item was tried before: it may be one that kills its worker."""
    return bool(
        database.one(
            "SELECT 1 FROM batch_items WHERE batch = :batch AND state = 'waiting' AND attempts > 0"
            " LIMIT 1",
            batch=batch,
        )
    )


def put_back(database: Database, batch: str, positions: Sequence[int]) -> None:
    """Let items be made once more."""
    with database.writing():
        database.execute_many(
            "UPDATE batch_items SET state = 'waiting', attempts = 0 WHERE batch = :batch AND position = :p",
            [{"batch": batch, "p": position} for position in positions],
        )


def counts(database: Database, batch: str) -> dict[str, int]:
    """Return how many items are in each state, and under `problems` how many made ones have some."""
    rows = database.rows(
        "SELECT state, COUNT(*), SUM(CASE WHEN problems <> '[]' THEN 1 ELSE 0 END) FROM batch_items"
        " WHERE batch = :batch GROUP BY state",
        batch=batch,
    )
    found = {str(state): int(count) for state, count, _ in rows}
    found["problems"] = sum(int(some or 0) for state, _, some in rows if state == "done")
    return found


def stream_items(database: Database, batch: str) -> Iterator[Row]:
    """Yield the items in order, without their payloads; `items_from` reads a row."""
    yield from database.stream(
        f"SELECT {_ITEM} FROM batch_items WHERE batch = :batch ORDER BY position",  # noqa: S608
        batch=batch,
    )


def mark_finished(database: Database, batch: str, at: str) -> None:
    """Say that a batch and its registers are complete."""
    with database.writing():
        database.execute("UPDATE batches SET finished = :at WHERE id = :id", id=batch, at=at)
