"""Types, carriers and levels of an office's own: kept as written, told once, found again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service import registry as use
from service.errors import BadData, WrongUse
from service.exporting import brand_listing
from service.importing.files import import_file
from service.model import BrandDraft
from service.registry.choices import brand_filter, choice
from service.storage import Registry

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TABLE = """品牌名称,单位,品牌类型,载体,层级
奔流,甲支部,推动发展类,书记工作室,五星级
知行,乙支部,推动发展类,示范岗,特色
丹心,丙支部,服务群众类,,五星级
"""


def taken(registry: Registry) -> list[tuple[int, str, str, str]]:
    report = import_file(registry, TABLE.encode(), filename="台账.csv", who="张三", now=NOW)
    return [(one.row, one.field, one.message, one.severity) for one in report.problems]


def names(registry: Registry, **words: str) -> list[str]:
    return [one.name for one in use.list_brands(registry, brand_filter(**words)).brands]


def test_an_import_keeps_words_of_the_office_and_tells_each_once(registry: Registry) -> None:
    told = taken(registry)
    assert [(row, field, severity) for row, field, _, severity in told] == [
        (2, "品牌类型", "warning"),
        (2, "载体", "warning"),
        (2, "层级", "warning"),
    ]
    assert told[0][2] == (
        "“推动发展类”不在常用的品牌类型（服务发展类、服务民生类、服务群众类、服务党员类）之内，"
        "照原样登记；写错了请改正。"
    )
    first, second, _ = use.list_brands(registry).brands
    assert (first.brand_type, first.carrier, first.level) == ("推动发展类", "书记工作室", "五星级")
    assert (second.carrier, second.level) == ("post", "distinctive")


def test_brands_are_found_by_words_of_the_office(registry: Registry) -> None:
    taken(registry)
    assert names(registry, brand_type="推动发展类") == ["奔流", "知行"]
    assert names(registry, level="五星级") == ["奔流", "丹心"]
    assert names(registry, level="五星级", brand_type="服务群众") == ["丹心"]
    assert names(registry, brand_type="推动发展类", status="applied") == []
    with pytest.raises(WrongUse, match="没有“推动发展”这个品牌类型，可用：服务发展类、"):
        names(registry, brand_type="推动发展")


def test_what_is_exported_comes_back_the_same(registry: Registry) -> None:
    taken(registry)
    brands = use.list_brands(registry).brands
    listing = brand_listing(brands, parents={})
    rows = [dict(zip(listing.headings, row, strict=True)) for row in listing.rows]
    assert [(row["品牌类型"], row["载体"], row["层级"]) for row in rows] == [
        ("推动发展类", "书记工作室", "五星级"),
        ("推动发展类", "党员示范岗", "特色"),
        ("服务群众类", "", "五星级"),
    ]


def test_words_that_all_know_mean_their_value_wherever_they_come_from(registry: Registry) -> None:
    draft = BrandDraft("奔流", brand_type="服务群众类", carrier="示范岗", level="旗舰")
    brand = use.add_brand(registry, draft, who="张三", now=NOW)
    assert (brand.brand_type, brand.carrier, brand.level) == ("masses", "post", "flagship")
    changed = use.change_brand(registry, brand.id, {"level": "标准品牌"}, who="张三", now=NOW)
    assert changed.level == "standard"
    assert choice("level", "三星") == "三星" and choice("level", "") == ""


def test_a_sentence_is_no_word(registry: Registry) -> None:
    with pytest.raises(BadData, match="层级最多 20 个字"):
        use.add_brand(registry, BrandDraft("奔流", level="长" * 21), who="张三", now=NOW)
    data = f"品牌名称,载体\n奔流,{'长' * 21}\n".encode()
    report = import_file(registry, data, filename="台账.csv", who="张三", now=NOW)
    [told] = report.problems
    assert told.message == "载体最多 20 个字，请精简，或检查是否填错了列。"
    assert told.severity == "error" and report.refused
