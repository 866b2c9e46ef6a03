"""Items of a batch taken, held and marked by workers; leases run by the clock of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.storage.batches import to_json
from service.storage.database import Database

# Seconds since 1970 as the database sees it, so that machines with wrong clocks agree.
_CLOCK = {
    "sqlite": "CAST(strftime('%s', 'now') AS INTEGER)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)",
}
# SQLite has one writer at a time; PostgreSQL must be told not to wait for another's rows.
_SKIP = {"sqlite": "", "postgresql": "FOR UPDATE SKIP LOCKED"}
_HOLD = {"sqlite": "", "postgresql": "FOR UPDATE"}


def lease(
    database: Database, batch: str, owner: str, *, count: int, seconds: int, fresh: bool = False
) -> list[tuple[int, int, str]]:
    """Take up to `count` waiting items, or few that were tried before, or one whose lease has run out.

    One that did not come to its end may kill whoever makes it: it is tried again among a few, and then
    alone, so that it takes no others with it.

    Args:
        database: where the items are.
        batch: id.
        owner: name of the worker.
        count: how many at most.
        seconds: from now until others may take them.
        fresh: whether to take none that was tried before.

    Returns:
        Position, token and payload (JSON) of each; empty when nothing is left to take.
    """
    now = _CLOCK[database.engine]
    untried = ("state = 'waiting' AND attempts = 0", count)
    any_one = (
        ("state = 'waiting' AND attempts > 0 AND attempts = 1", max(1, count // _FEWER)),
        ("state = 'waiting' AND attempts > 0", 1),
        untried,
        (f"state = 'leased' AND lease_until < {now}", 1),
    )
    with database.writing():
        for condition, most in (untried,) if fresh else any_one:
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
