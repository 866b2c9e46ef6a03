"""A file into the registry: all or nothing, twice the same, and back out unchanged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.exporting import export
from service.importing import import_file
from service.registry import all_brands
from service.storage import open_registry

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


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=NAMES)
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
