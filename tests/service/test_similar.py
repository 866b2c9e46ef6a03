"""Registered names that are alike in letters: found as the registry stands, told with who holds them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from service import console, wire
from service import registry as use
from service.book.names import open_book, refresh
from service.errors import BadData, UnacceptableName
from service.similar import SimilarNames, similar_names
from service.storage import Registry, open_registry
from tests.service.brands import put


def names(found: SimilarNames) -> list[str]:
    return [one.brand.name for one in found.items]


def test_a_name_that_is_mistyped_is_found_with_who_holds_it(
    registry: Registry, now: datetime
) -> None:
    put(registry, now, "红烛先锋", "第二中学党支部")
    put(registry, now, "灯塔引航")
    found = similar_names("红竹先锋", open_book(registry))
    assert [(one.brand.name, one.brand.unit, one.likeness) for one in found.items] == [
        ("红烛先锋", "第二中学党支部", 0.75)
    ]
    assert (found.key, found.total) == ("红竹先锋", 1)


def test_alike_is_the_match_key_however_a_name_is_written(
    registry: Registry, now: datetime
) -> None:
    put(registry, now, "“紅燭·先鋒”党建品牌")
    found = similar_names("红烛先锋党支部", open_book(registry), at_least=1.0)
    assert [one.likeness for one in found.items] == [1.0]


def test_the_most_alike_come_first_and_all_are_counted(registry: Registry, now: datetime) -> None:
    for name in ("红烛先锋", "红烛先锋队", "红烛先行", "红烛", "桥"):
        put(registry, now, name)
    found = similar_names("红烛先锋", open_book(registry), at_least=0.5, limit=2)
    assert (names(found), found.total) == (["红烛先锋", "红烛先锋队"], 4)


def test_a_change_is_seen_at_once_and_every_status_is_searched(
    registry: Registry, now: datetime, tmp_path: Path
) -> None:
    book = open_book(registry, cache=tmp_path / "names.index")
    brand = put(registry, now, "红烛先锋")
    refresh(book, registry)
    assert names(similar_names("红烛先行", book)) == ["红烛先锋"]
    use.retire_brand(registry, brand, who="张三", now=now, why="", months=12)
    other = put(registry, now, "灯塔引航")
    use.change_brand(registry, other, {"name": "红烛先导"}, who="张三", now=now, why="")
    refresh(book, registry)
    found = similar_names("红烛先行", book)
    assert {(one.brand.name, one.brand.status.value) for one in found.items} == {
        ("红烛先锋", "retired"),
        ("红烛先导", "registered"),
    }


def test_other_scopes_are_not_searched(registry_url: str, now: datetime) -> None:
    with open_registry(registry_url, scope="市直") as other:
        put(other, now, "红烛先锋")
        assert similar_names("红烛先锋", open_book(other)).total == 1
    with open_registry(registry_url) as registry:
        assert similar_names("红烛先锋", open_book(registry)).total == 0


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"at_least": 0.49}, "at_least"),
        ({"at_least": 1.01}, "at_least"),
        ({"at_least": float("nan")}, "at_least"),
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
    ],
)
def test_what_may_not_be_asked_is_told(
    registry: Registry, asked: dict[str, float], field: str
) -> None:
    with pytest.raises(BadData) as told:
        similar_names("红烛先锋", open_book(registry), **asked)  # type: ignore[arg-type]
    assert told.value.facts == {"field": field}


def test_a_name_of_which_nothing_counts_is_refused(registry: Registry) -> None:
    with pytest.raises(UnacceptableName):
        similar_names("！", open_book(registry))


def test_a_clerk_reads_that_it_is_no_judgement(registry: Registry, now: datetime) -> None:
    for name in ("红烛先锋", "红烛先锋队"):
        put(registry, now, name)
    book = open_book(registry)
    told = console.similar(wire.similar(similar_names("红烛先锋队", book, limit=1)))
    assert "100%" in told
    assert "已登记" in told
    assert "共 2 个，这里列出最相似的 1 个" in told
    assert told.endswith("不等于重复；名称能不能用，请用 pinwen check 核名。")
    assert "调低" in console.similar(wire.similar(similar_names("桥", book)))
    assert "调低" not in console.similar(wire.similar(similar_names("桥", book, at_least=0.5)))
