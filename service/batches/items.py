"""The items of a batch as its table has them, read anew each time they are gone through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from service.batches.model import MadeItem
from service.storage import batches
from service.storage.database import Database, Row


@dataclass(frozen=True, slots=True)
class Items:
    """All items of a batch, or those of a state, in order; none is held, however many there are."""

    database: Database
    batch: str
    state: str = ""

    def __iter__(self) -> Iterator[MadeItem]:
        return map(_item, batches.stream_items(self.database, self.batch, self.state))


def _item(row: Row) -> MadeItem:
    # One text to decode instead of three: most are short.
    files, facts, problems = json.loads(f"[{row[5]},{row[6]},{row[7]}]")
    return MadeItem(
        position=int(row[0]),
        key=str(row[1]),
        label=str(row[2]),
        row=int(row[3]),
        state=str(row[4]),
        files=tuple((name, digest) for name, digest in files),
        facts=facts,
        problems=tuple(problems),
        token=int(row[8]),
        attempts=int(row[9]),
        sheet=str(row[10]),
    )
