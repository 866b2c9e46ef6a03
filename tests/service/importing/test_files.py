"""A file into the registry: all or nothing, twice the same, and back out unchanged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from service import console, wire
from service.errors import BadData
from service.exporting import export
from service.importing.files import import_file
from service.registry import all_brands, list_imports
from service.storage import open_registry
from tests.service.importing.books import book, plain, read_table

GOOD = "品牌名称,单位名称,申报日期\r\n红帆先锋,港口党支部,2026.7.1\r\n炉火红,一厂党支部,\r\n"
BAD = GOOD + "星火,二厂党支部,7月1日\r\n“炉火红”,三厂党支部,\r\n"


def test_errors_keep_the_whole_file_out_unless_told_otherwise(
    tmp_path: Path, now: datetime
) -> None:
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        refused = import_file(registry, BAD.encode(), filename="a.csv", who="张三", now=now)
        assert refused.refused
        assert [(one.row, one.field) for one in refused.problems] == [
            (4, "申报日期"),
            (5, "品牌名称"),
        ]
        assert not list(all_brands(registry))
        taken = import_file(
            registry, BAD.encode(), filename="a.csv", who="张三", now=now, skip_invalid=True
        )
        assert (taken.skipped, taken.result is not None and taken.result.added) == (2, 2)
        assert [one.name for one in all_brands(registry)] == ["红帆先锋", "炉火红"]


LACKING = "品牌名称,单位,状态,预留至\r\n红帆,甲党支部,,\r\n炉火红,,,\r\n星火塔,,预留,2099-01-01\r\n"


def test_a_brand_without_unit_is_taken_and_told(tmp_path: Path, now: datetime) -> None:
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        taken = import_file(registry, LACKING.encode(), filename="a.csv", who="张三", now=now)
        assert taken.result is not None
        assert (taken.result.added, taken.skipped, taken.warned) == (3, 0, 1)
        assert [(p.row, p.field, p.severity) for p in taken.problems] == [(3, "单位", "warning")]
        assert "没有单位" in taken.problems[0].message
        assert "有提醒的 1 行" in console.imported(wire.imported(taken))


def test_a_warning_beside_an_error_is_not_counted_as_a_row_kept_out(
    tmp_path: Path, now: datetime
) -> None:
    source = LACKING + "炉火红,,,\r\n"
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        refused = import_file(registry, source.encode(), filename="a.csv", who="张三", now=now)
        assert refused.refused
        assert (refused.skipped, refused.warned) == (1, 1)
        assert {p.row for p in refused.problems if p.severity == "error"} == {5}


def test_a_merged_unit_is_that_of_each_row_and_a_missing_column_is_told_once(
    tmp_path: Path, now: datetime
) -> None:
    def merged(_: Any, sheet: Any) -> None:
        for row in (["品牌名称", "单位"], ["红帆", "甲党支部"], ["炉火红"]):
            sheet.append(row)
        sheet.merge_cells("B2:B3")

    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        assert not import_file(
            registry, book(merged), filename="a.xlsx", who="甲", now=now
        ).problems
        assert {one.unit for one in all_brands(registry)} == {"甲党支部"}
        only = "品牌名称\r\n星火塔\r\n灯塔\r\n".encode()
        named = import_file(registry, only, filename="b.csv", who="张三", now=now)
        assert not named.problems
        assert [note.row for note in named.notes if "没有“单位”一列" in note.message] == [0]


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_headings_alone_are_refused_and_leave_nothing(
    tmp_path: Path, now: datetime, name: str, preview: bool
) -> None:
    heading = ["品牌名称", "单位"]
    source = plain([heading]) if name == "a.xlsx" else ",".join(heading).encode()
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        with pytest.raises(BadData, match="表头下面没有品牌"):
            import_file(registry, source, filename=name, who="张三", now=now, dry_run=preview)
        assert list_imports(registry) == []


def test_a_preview_stores_nothing_and_the_same_file_changes_nothing(
    tmp_path: Path, now: datetime
) -> None:
    source = tmp_path / "台账.csv"
    source.write_bytes(GOOD.encode("gb18030"))
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        preview = import_file(registry, source, who="张三", now=now, dry_run=True)
        assert preview.result is not None
        assert preview.result.added == 2
        assert not list(all_brands(registry))
        import_file(registry, source, who="张三", now=now)
        before = list(all_brands(registry))
        again = import_file(registry, source, who="张三", now=now)
        assert again.result is not None
        assert (again.result.added, again.result.updated) == (0, 0)
        assert list(all_brands(registry)) == before


NAMES = st.lists(
    st.text("红帆炉火星灯塔云岭=+-@'\"，,·0", min_size=1, max_size=8).filter(
        lambda text: any(c > "一" and c not in "，·" for c in text)
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    "text", ["", "[", '{"品牌名称": "红帆"}', '["红帆"]', "[]", '[{"单位": "甲"}]', "[" * 100_000]
)
def test_a_json_file_without_rows_of_brands_is_told(text: str) -> None:
    with pytest.raises(BadData, match=r"。$"):
        read_table(text.encode(), filename="a.json")


def test_every_field_with_family_and_flags_survives_export_and_import(
    tmp_path: Path, now: datetime
) -> None:
    source = "品牌名称,单位,状态,领衔人,领衔人是党员,领衔人是书记,上级品牌,品牌类型,载体,层级,举措,预留至\n"
    source += '红帆,甲,已登记,李四,是,否,,服务民生,示范岗,旗舰,"一\n二",\n'
    source += "红帆·码头,乙,预留,,否,,红帆,,,,,2099-01-01\n=1+1红,丙,草拟,,,,红帆,,,,,\n"
    for ending in ("xlsx", "csv", "json"):
        path = tmp_path / f"out.{ending}"
        with open_registry(str(tmp_path / f"{ending}-1.sqlite")) as registry:
            import_file(registry, source.encode(), filename="a.csv", who="甲", now=now)
            export(registry, path)
            again = import_file(registry, path, who="甲", now=now).result
            assert again is not None
            assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
        with open_registry(str(tmp_path / f"{ending}-2.sqlite")) as registry:
            import_file(registry, path, who="甲", now=now)
            export(registry, tmp_path / f"again.{ending}")
        assert (tmp_path / f"again.{ending}").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES)
@example(names=[",灯·,，岭，,", ",灯·,，岭，,"])
def test_an_export_imports_again_unchanged(
    tmp_path_factory: pytest.TempPathFactory, now: datetime, ending: str, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    rows = "\n".join(f"{name}\t第{i}党支部\t2026-7" for i, name in enumerate(names))
    source = f"品牌名称\t单位名称\t申报日期\n{rows}".replace('"', "”").encode()
    with open_registry(str(folder / "a.sqlite")) as registry:
        import_file(registry, source, filename="a.tsv", who="甲", now=now, skip_invalid=True)
        before = [(one.name, one.unit, one.applied_on) for one in all_brands(registry)]
        count = export(registry, folder / f"out.{ending}")
        assert count == len(before)
        again = import_file(registry, folder / f"out.{ending}", who="甲", now=now)
        assert not again.problems
        assert again.result is not None
        assert (again.result.added, again.result.updated) == (0, 0)
        assert again.result.unchanged == count


def test_columns_about_organisations_are_told_and_not_dropped_in_silence(
    tmp_path: Path, now: datetime
) -> None:
    data = (
        "区县,所属上级党组织,党组织全称,品牌,品牌类型\r\n云桥区,水务局党委,甲党支部,红帆,民生类\r\n"
    )
    with open_registry(str(tmp_path / "a.sqlite")) as registry:
        taken = import_file(registry, data.encode(), filename="a.csv", who="张三", now=now)
        assert [one.message for one in taken.notes] == [
            "“区县”“所属上级党组织”这 2 列说的是党组织，不是品牌，没有读入；"
            "要按上下级和地区统计，请用 pinwen registry units import 导入。"
        ]
        [brand] = all_brands(registry)
        assert (brand.unit, brand.brand_type) == ("甲党支部", "livelihood")
        plain_book = import_file(registry, GOOD.encode(), filename="b.csv", who="张三", now=now)
        assert plain_book.notes == ()
