"""Statements about many values, on either engine."""

from __future__ import annotations

import pytest

from service.errors import BadData
from service.storage import Registry
from service.storage.lists import among


def test_of_very_many_values_each_is_asked_for_once(registry: Registry) -> None:
    wanted = [f"值{number}" for number in range(1_100)]
    three = "SELECT '值0' AS said UNION SELECT '值1099' UNION SELECT '别的'"
    found: list[object] = []
    for one_of, these in among(registry.database, "said", wanted):
        sql = f"SELECT said FROM ({three}) AS t WHERE {one_of}"
        found += [said for (said,) in registry.database.rows(sql, **these)]
    assert sorted(map(str, found)) == ["值0", "值1099"]


def test_no_values_make_no_statement(registry: Registry) -> None:
    assert list(among(registry.database, "id", [])) == []


@pytest.mark.parametrize("text", ["红\x00帆", "红\ud800帆"])
def test_what_no_database_can_hold_is_refused_among_others(registry: Registry, text: str) -> None:
    with pytest.raises(BadData, match="无法保存的字符"):
        for one_of, these in among(registry.database, "name", ["红帆", text]):
            registry.database.rows(f"SELECT id FROM brands WHERE {one_of}", **these)
