"""What an office would otherwise search its names with, each behind one face.

A peer is made of the names, asked for the twenty likest of a name, and dropped, index and all, before the
next is made. Those without an index read all names each time. Likeness is that of characters: none of them
knows sounds, shapes, scripts or meanings.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rapidfuzz import fuzz, process

from benchmarks import engines

_TOP, _LIKE = 20, 75
# Candidates of an index of trigrams that are then ordered by likeness.
_CANDIDATES = 200

Find = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to search.

    Attributes:
        made: from names and an empty folder to a search for the likest names, which is gone at the end.
        queries: how many names it is asked for at most: fewer where each takes long.
    """

    name: str
    made: Callable[[Sequence[str], Path], AbstractContextManager[Find]]
    queries: int


@contextmanager
def extract(names: Sequence[str], _folder: Path) -> Iterator[Find]:
    """Give the search of `rapidfuzz.process.extract`, by `fuzz.ratio` from 75 up."""

    def find(name: str) -> list[str]:
        found = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_TOP)
        return [other for other, _, _ in found]

    yield find


@contextmanager
def cdist(names: Sequence[str], _folder: Path) -> Iterator[Find]:
    """Give the search of `rapidfuzz.process.cdist`, one name against all, in one thread."""
    import numpy as np

    def find(name: str) -> list[str]:
        scores = process.cdist(
            [name], names, scorer=fuzz.ratio, score_cutoff=_LIKE, dtype=np.uint8
        )[0]
        likest = (
            np.argpartition(scores, -_TOP)[-_TOP:] if len(scores) > _TOP else range(len(scores))
        )
        return [names[i] for i in likest if scores[i]]

    yield find


@contextmanager
def fts5(names: Sequence[str], folder: Path) -> Iterator[Find]:
    """Give the search of SQLite's full text index of trigrams, its best 200 ordered by ratio."""
    database = sqlite3.connect(folder / "fts5.db")
    database.execute("CREATE VIRTUAL TABLE f USING fts5(name, tokenize='trigram', detail='none')")
    with database:
        database.executemany("INSERT INTO f VALUES (?)", ((name,) for name in names))

    def find(name: str) -> list[str]:
        grams = {name[i : i + 3] for i in range(len(name) - 2)}
        if not grams:
            return []
        quoted = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        sql = "SELECT name FROM f WHERE f MATCH ? ORDER BY rank LIMIT ?"
        return _likest(name, [row[0] for row in database.execute(sql, (quoted, _CANDIDATES))])

    with closing(database):
        yield find


@contextmanager
def pg_trgm(names: Sequence[str], _folder: Path) -> Iterator[Find]:
    """Give the search of PostgreSQL's pg_trgm with a GIN index, its best 200 ordered by ratio."""
    server = os.environ["PINWEN_TEST_POSTGRESQL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS peer")
        # The characters of a name only count as letters where the locale says so.
        connection.execute(
            "CREATE DATABASE peer TEMPLATE template0 LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'"
        )
    database = psycopg.connect(server.rpartition("/")[0] + "/peer", autocommit=True)
    database.execute("CREATE EXTENSION pg_trgm")
    database.execute("CREATE TABLE n (name text)")
    with database.cursor().copy("COPY n FROM STDIN") as copy:
        for name in names:
            copy.write_row((name,))
    database.execute("SET maintenance_work_mem = '512MB'")
    database.execute("CREATE INDEX ON n USING gin (name gin_trgm_ops)")
    database.execute("ANALYZE n")
    database.execute("SET pg_trgm.similarity_threshold = 0.3")

    def find(name: str) -> list[str]:
        sql = "SELECT name FROM n WHERE name %% %s ORDER BY similarity(name, %s) DESC LIMIT %s"
        found = database.execute(sql, (name, name, _CANDIDATES)).fetchall()
        return _likest(name, [row[0] for row in found])

    with closing(database):
        yield find
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE peer")


def _likest(name: str, names: Sequence[str]) -> list[str]:
    found = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_TOP)
    return [other for other, _, _ in found]


def tantivy(names: Sequence[str], folder: Path) -> AbstractContextManager[Find]:
    """Give the search of tantivy, where it is installed."""
    return engines.tantivy(names, folder, _likest)


def duckdb(names: Sequence[str], folder: Path) -> AbstractContextManager[Find]:
    """Give the search of DuckDB, where it is installed."""
    return engines.duckdb(names, folder, _likest)


_ENGINES = tuple(
    peer
    for module, peer in (
        ("tantivy", Peer("tantivy 1-2-gram", tantivy, 100)),
        ("duckdb", Peer("DuckDB jaccard", duckdb, 10)),
    )
    if engines.installed(module)
)
PEERS = (
    Peer("rapidfuzz process.extract", extract, 10),
    Peer("rapidfuzz process.cdist", cdist, 10),
    Peer("SQLite FTS5 trigram", fts5, 100),
    Peer("PostgreSQL pg_trgm", pg_trgm, 100),
    *_ENGINES,
)
