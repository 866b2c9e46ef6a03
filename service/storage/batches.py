"""The tables of batches and their items, on either engine; leases run by the database's clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.storage.database import Database, Row

# Seconds since 1970 as the database sees it, so that machines with wrong clocks agree.
_CLOCK = {
    "sqlite": "CAST(strftime('%s', 'now') AS INTEGER)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)",
}
# SQLite has one writer at a time; PostgreSQL must be told not to wait for another's rows.
_SKIP = {"sqlite": "", "postgresql": "FOR UPDATE SKIP LOCKED"}
_HOLD = {"sqlite": "", "postgresql": "FOR UPDATE"}
_BATCH = (
    *("id", "kind", "folder", "source_name", "fingerprint", "options", "shared", "rejected"),
    *("headings", "created", "stored", "finished", "files", "notes"),
)
_JSON = ("options", "shared", "rejected", "headings", "files", "notes")
_ITEM = (
    "position, item_key, label, source_row, state, files, facts, problems, token, attempts, sheet"
)


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
            " rejected, headings, created, finished, files, notes, stored) SELECT :id, :kind, :folder,"
            " COALESCE(MAX(number), 0) + 1, :source_name, :fingerprint, :options, :shared, :rejected,"
            " :headings, :created, '', '[]', '[]', 0 FROM batches WHERE folder = :folder"
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


def mark_stored(database: Database, batch: str, **columns: str) -> None:
    """Say that all items of a batch are stored; with them what else was read of its source, by column."""
    told = "".join(f", {name} = :{name}" for name in columns)
    with database.writing():
        database.execute(f"UPDATE batches SET stored = 1{told} WHERE id = :id", id=batch, **columns)  # noqa: S608


def forget_items(database: Database, batch: str) -> None:
    """Remove the items of a batch and their payloads."""
    with database.writing():
        for table in ("batch_payloads", "batch_items"):
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


def lease(
    database: Database, batch: str, owner: str, *, count: int, seconds: int
) -> list[tuple[int, int, str]]:
    """Take up to `count` waiting items, or few that were tried before, or one whose lease has run out.

    One that did not come to its end may kill whoever makes it: it is tried again among a few, and then
    alone, so that it takes no others with it.

    Returns:
        Position, token and payload (JSON) of each; empty when nothing is left to take.
    """
    now = _CLOCK[database.engine]
    choices = (
        ("state = 'waiting' AND attempts > 0 AND attempts = 1", max(1, count // _FEWER)),
        ("state = 'waiting' AND attempts > 0", 1),
        ("state = 'waiting'", count),
        (f"state = 'leased' AND lease_until < {now}", 1),
    )
    with database.writing():
        for condition, most in choices:
            taken = _take(database, condition, batch=batch, owner=owner, most=most, seconds=seconds)
            if taken:
                return _with_payloads(database, batch, taken)
    return []


_FEWER = 16


def _take(database: Database, condition: str, **values: object) -> dict[int, int]:
    now = _CLOCK[database.engine]
    rows = database.rows(
        # Materialised: PostgreSQL could run a subquery again and take more than was asked for.
        "WITH free AS MATERIALIZED (SELECT position FROM batch_items WHERE batch = :batch"  # noqa: S608
        f" AND {condition} ORDER BY position LIMIT :most {_SKIP[database.engine]})"
        f" UPDATE batch_items SET state = 'leased', owner = :owner, lease_until = {now} + :seconds,"
        " token = token + 1, attempts = attempts + 1 WHERE batch = :batch"
        " AND position IN (SELECT position FROM free) RETURNING position, token",
        **values,
    )
    return {int(position): int(token) for position, token in rows}


def _with_payloads(
    database: Database, batch: str, taken: Mapping[int, int]
) -> list[tuple[int, int, str]]:
    rows = database.rows(
        "SELECT position, payload FROM batch_payloads WHERE batch = :batch"
        " AND position BETWEEN :first AND :last ORDER BY position",
        batch=batch,
        first=min(taken),
        last=max(taken),
    )
    return [(int(at), taken[int(at)], str(payload)) for at, payload in rows if int(at) in taken]


def renew(database: Database, batch: str, tokens: Mapping[int, int], *, seconds: int) -> set[int]:
    """Prolong leases, tokens by position; returns the positions that are another's by now."""
    now = _CLOCK[database.engine]
    with database.writing():
        held = _held(database, batch, tokens)
        database.execute_many(
            f"UPDATE batch_items SET lease_until = {now} + :seconds WHERE batch = :batch"  # noqa: S608
            " AND position = :position",
            [{"batch": batch, "position": at, "seconds": seconds} for at in sorted(held)],
        )
    return tokens.keys() - held


def _held(database: Database, batch: str, tokens: Mapping[int, int]) -> set[int]:
    """Return the positions whose lease is still that of the token, and keep them so until the commit."""
    rows = database.rows(
        "SELECT position, token FROM batch_items WHERE batch = :batch AND state = 'leased'"  # noqa: S608
        f" AND position BETWEEN :first AND :last ORDER BY position {_HOLD[database.engine]}",
        batch=batch,
        first=min(tokens, default=0),
        last=max(tokens, default=-1),
    )
    return {int(at) for at, token in rows if tokens.get(int(at)) == token}


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


def complete(database: Database, batch: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Mark leased items done or failed; returns the positions whose lease was not ours any more."""
    tokens = {int(str(row["position"])): int(str(row["token"])) for row in rows}
    with database.writing():
        held = _held(database, batch, tokens)
        database.execute_many(
            "UPDATE batch_items SET state = :state, owner = '', files = :files, facts = :facts,"
            " problems = :problems, problem_count = :problem_count WHERE batch = :batch"
            " AND position = :position AND token = :token",
            [{"batch": batch, **row} for row in rows if row["position"] in held],
        )
    return sorted(tokens.keys() - held)


def release(
    database: Database, batch: str, owner: str = "", *, tried: bool = True, most: int = 1_000_000
) -> int:
    """Give back the leases of an owner, or of everyone; returns how many.

    Args:
        database: where the items are.
        batch: id.
        owner: whose leases; everyone's if empty.
        tried: whether the attempt counts, as it does when the worker died of itself.
        most: how many attempts an item may have after that at most.
    """
    with database.writing():
        return database.execute(
            "UPDATE batch_items SET state = 'waiting', owner = '', attempts ="
            " CASE WHEN attempts - :back > :most THEN :most ELSE attempts - :back END"
            " WHERE batch = :batch AND state = 'leased' AND (owner = :owner OR :owner = '')",
            batch=batch,
            owner=owner,
            back=0 if tried else 1,
            most=most,
        )


def give_up(database: Database, batch: str, *, attempts: int, told: str) -> int:
    """Fail waiting items that were tried so often; returns how many."""
    with database.writing():
        return database.execute(
            "UPDATE batch_items SET state = 'failed', problems = :problems, problem_count = 1"
            " WHERE batch = :batch AND state = 'waiting' AND attempts > 0 AND attempts >= :attempts",
            batch=batch,
            attempts=attempts,
            problems=to_json([told]),
        )


def waiting(database: Database, batch: str, most: int = 1) -> int:
    """Return how many items wait to be taken; counts no further than `most`."""
    row = database.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM batch_items WHERE batch = :batch AND state = 'waiting'"
        " LIMIT :most) AS seen",
        batch=batch,
        most=most,
    )
    return int(row[0]) if row else 0


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
        "SELECT state, COUNT(*), SUM(CASE WHEN problem_count > 0 THEN 1 ELSE 0 END) FROM batch_items"
        " WHERE batch = :batch GROUP BY state",
        batch=batch,
    )
    found = dict.fromkeys(("waiting", "leased", "done", "failed"), 0)
    found |= {str(state): int(count) for state, count, _ in rows}
    found["problems"] = sum(int(some or 0) for state, _, some in rows if state == "done")
    return found


def stream_items(database: Database, batch: str, state: str = "") -> Iterator[Row]:
    """Yield the items, or those of a state, in order, without their payloads."""
    chosen = "AND state = :state" if state else ""
    yield from database.stream(
        f"SELECT {_ITEM} FROM batch_items WHERE batch = :batch {chosen} ORDER BY position",  # noqa: S608
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
