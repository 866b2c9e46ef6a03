"""Families as columns are those of `service.family`, and what is written is what a table holds."""

from __future__ import annotations

import csv
import random
from datetime import datetime
from itertools import permutations

import pytest

from nlp.index import Segment, segment_of
from nlp.index.numeric import np
from nlp.joining.roll import roll_of
from service import registry as use
from service.auditing.holders import Holders, climbing
from service.auditing.reading import HolderReading
from service.book.names import open_book
from service.family import is_family
from service.model import BrandDraft, OrganizationKind
from service.storage import Registry

NAMES = [
    f"{one}{other}守望"
    for one, other in zip(
        "山河湖海林田云雨风雪春秋日月", "江川峰谷泉溪星辰松柏梅兰竹菊", strict=True
    )
]
ODD = ('带"引号，的', "=1+1", "含,逗号")


def tangled(registry: Registry, now: datetime, seed: int) -> None:
    """Fill a registry with units and brands at random above one another, in loops too."""
    chance = random.Random(seed)
    bodies = [
        use.add_organization(
            registry, f"第{i}支部", kind=OrganizationKind.BRANCH, who="张三", now=now
        ).id
        for i in range(9)
    ]
    units = [*(f"第{i}支部" for i in range(9)), "无此组织", "也无此组织", "也无此组织"]
    brands = [
        use.add_brand(registry, BrandDraft(name, chance.choice(units)), who="张三", now=now).id
        for name in NAMES
    ]
    for table, ids, column, above, share in (
        ("organizations", bodies, "parent_id", bodies, 0.7),
        ("brands", brands, "parent_id", brands, 0.4),
        ("brands", brands, "organization_id", bodies, 0.3),
    ):
        for one in ids:
            if chance.random() < share:
                sql = f"UPDATE {table} SET {column} = :above WHERE id = :id"
                registry.database.execute(sql, id=one, above=chance.choice(above))
    registry.database.execute("UPDATE brands SET unit = '' WHERE id = :id", id=brands[3])


@pytest.mark.parametrize("seed", range(5))
def test_families_are_those_that_are_told_one_by_one(
    registry: Registry, now: datetime, seed: int
) -> None:
    tangled(registry, now, seed)
    segment = segment_of(use.names(registry))
    pairs = np.array([*permutations(range(1, segment.size), 2)])
    holders = holders_of(registry, segment, 1)
    book = open_book(registry)
    rows = [book.rows[one] for one in segment.identifiers()]
    expected = [is_family(rows[one].unit, rows[other], book) for one, other in pairs.tolist()]
    assert holders.family(*pairs.T).tolist() == expected
    assert 0 < sum(expected) < len(expected)


def holders_of(registry: Registry, segment: Segment, first: int) -> Holders:
    """Return who holds the names from a row on, read in two goes."""
    reading = HolderReading(registry, roll_of(segment))
    rows = np.arange(first, segment.size)
    reading.add(rows[::2])
    reading.add(rows)
    return reading.holders()


def test_a_walk_ends_at_the_root_and_in_a_loop() -> None:
    above = np.array([1, 2, 0, 2, -1, 4, 6])
    for start in range(len(above)):
        seen = [int(at[0]) for _, at in climbing(above, np.array([start]))]
        line = [start]
        while above[line[-1]] not in (-1, *line):
            line.append(int(above[line[-1]]))
        assert set(seen) == set(line)


def test_cells_are_written_as_a_table_has_them(registry: Registry, now: datetime) -> None:
    for name, unit in zip(NAMES, ODD, strict=False):
        use.add_brand(registry, BrandDraft(name, unit), who="张三", now=now)
    gone = ("00000000-0000-7000-8000-000000000000", "盐湖渡口")
    segment = segment_of([gone, *use.names(registry)])
    holders = holders_of(registry, segment, 0)
    assert holders.there(np.arange(4)).tolist() == [False, True, True, True]
    (one, other) = (line.decode() for line in holders.lines(np.array([3, 1])))
    (formula,) = (line.decode() for line in holders.lines(np.array([2])))
    assert formula == f"{NAMES[1]},'{ODD[1]}"
    assert [*csv.reader([one, other])] == [[NAMES[2], ODD[2]], [NAMES[0], ODD[0]]]
