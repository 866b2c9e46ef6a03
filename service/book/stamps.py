"""What the stamp of an index says: which registry, which moment of it, and by which tables keys were made."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import corpora
import nlp
from nlp.index import IndexFileError
from service import registry as use
from service.book.layers import Stamp
from service.storage import Registry


def stamp_of(registry: Registry) -> Stamp:
    """Return what tells this moment of this registry from all others."""
    with registry.database.reading():
        entry = use.last_audit_number(registry)
        return {
            "tables": tables(),
            "scope": registry.scope,
            "sequence": use.change_sequence(registry),
            "entry": entry,
            "hash": _hash(registry, entry),
        }


def check_of(registry: Registry) -> Callable[[Stamp], None]:
    """Return what raises `IndexFileError` for a stamp of another registry, another past or other tables."""
    now = tables()

    def check(stamp: Stamp) -> None:
        same = stamp["tables"] == now and stamp["scope"] == registry.scope
        if not same or stamp["hash"] != _hash(registry, stamp["entry"]):
            raise IndexFileError("index of another registry or of other tables")

    return check


def _hash(registry: Registry, number: int) -> str:
    """Return the hash of an entry of the audit log, empty if there is none."""
    found = use.audit_entries(registry, after=number - 1, limit=1) if number else []
    return found[0].hash if found and found[0].number == number else ""


def tables() -> str:
    """Return what changes whenever the code or the tables that keys are made from do."""
    return hashlib.sha256("\n".join(sorted(_files())).encode()).hexdigest()[:24]


def _files() -> Iterator[str]:
    for package, folders in ((nlp, ("", "index", "relations")), (corpora, _FOLDERS)):
        for folder in folders:
            for file in os.scandir(Path(package.__path__[0]) / folder):
                if file.is_file():
                    state = file.stat()
                    yield f"{folder}/{file.name} {state.st_size} {state.st_mtime_ns}"


_FOLDERS = ("", "lexicons", "shape", "sound")
