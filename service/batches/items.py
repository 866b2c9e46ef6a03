"""The items of a batch as its table has them, read anew each time they are gone through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from service.batches.model import Join, MadeItem
from service.storage import batches
from service.storage.database import Database, Row


@dataclass(frozen=True, slots=True)
class Items:
    """All items of a batch, or those of a state, in order; none is held, however many there are.

    Attributes:
        join: puts what all of them together tell of each into what was made of it.
    """

    database: Database
    batch: str
    state: str = ""
    join: Join | None = None

    def __iter__(self) -> Iterator[MadeItem]:
        for row in batches.stream_items(self.database, self.batch, self.state):
            yield _item(row, self.join)


def _item(row: Row, join: Join | None) -> MadeItem:
    # One text to decode instead of four: most are short.
    files, facts, problems, told = json.loads(f"[{row[5]},{row[6]},{row[7]},{row[11] or 'null'}]")
    # Of what could not be made there is nothing to be put right but that.
    if join and told and row[4] == "done":
        facts, problems = join(facts, problems, told)
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
