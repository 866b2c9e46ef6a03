"""Rows that are streamed come a batch at a time, whatever else is asked meanwhile."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime

import pytest

from service.model import BrandDraft
from service.storage import Registry, postgresql, sqlite
from tests.service.imports import import_brands

ROWS = [BrandDraft(f"红帆{chr(0x4E00 + i)}{chr(0x5E00 + i)}", "甲", row=i) for i in range(25)]
SQL = "SELECT name FROM brands ORDER BY id"


@pytest.mark.parametrize("within", [True, False])
def test_rows_come_while_others_are_asked_for(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch, within: bool
) -> None:
    for driver in (postgresql, sqlite):
        monkeypatch.setattr(driver, "_BATCH", 4)
    import_brands(registry, ROWS, file_hash="a", who="甲", now=now)
    database, found = registry.database, []
    with database.reading() if within else nullcontext():
        for (name,) in database.stream(SQL):
            found.append(name)
            assert database.one("SELECT COUNT(*) FROM brands") == (len(ROWS),)
            assert next(database.stream(SQL)) == (ROWS[0].name,)
            if registry.engine == "postgresql":  # the server keeps what is still to come
                assert database.one("SELECT COUNT(*) FROM pg_cursors WHERE name <> ''") == (1,)
    assert found == [row.name for row in ROWS]
