"""A list of organisations into the tree: names, parents in any order, circles, the same list twice."""

from __future__ import annotations

import datetime as dt
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service import registry as use
from service.errors import BadData
from service.importing.organizations import import_list, read_organizations
from service.model import BrandDraft, OrganizationKind
from service.registry import OrganizationDraft
from service.registry.organization_import import kind_named
from service.storage import Registry, open_registry
from tests.service.importing.books import book

NOW = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
LIST = (
    "序号,党组织名称,上级党组织,片区\n"
    "1,港口第一党支部,港口党委,东片区\n2,港口党委,,东片区\n3,港口第二党支部,港口党委,西片区\n合计,3,,\n"
)


def taken(registry: Registry, text: str = LIST) -> use.OrganizationResult:
    read = read_organizations(text.encode(), filename="a.csv")
    assert read.problems == []
    return use.import_organizations(registry, read.drafts, who="甲", now=NOW)


def test_a_list_becomes_a_tree_whatever_its_order(registry: Registry) -> None:
    result = taken(registry)
    assert (result.added, result.updated, result.unchanged, result.problems) == (3, 0, 0, ())
    tree = [(depth, one.name, one.kind, one.area) for depth, one in use.organization_tree(registry)]
    assert tree[0] == (0, "港口党委", OrganizationKind.COMMITTEE, "东片区")
    assert sorted(tree[1:]) == [
        (1, "港口第一党支部", OrganizationKind.BRANCH, "东片区"),
        (1, "港口第二党支部", OrganizationKind.BRANCH, "西片区"),
    ]


def test_the_same_list_twice_changes_nothing(registry: Registry) -> None:
    taken(registry)
    number = use.last_audit_number(registry)
    again = taken(registry)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
    assert use.last_audit_number(registry) == number


def test_what_a_row_does_not_say_stays(registry: Registry) -> None:
    taken(registry)
    result = taken(registry, "党组织名称,地区\n港口第一党支部,滨海市\n")
    assert (result.added, result.updated) == (0, 1)
    one = next(o for o in use.list_organizations(registry) if o.name == "港口第一党支部")
    assert (one.region, one.area) == ("滨海市", "东片区")
    assert one.parent_id is not None


def test_brands_of_the_units_count_for_the_coverage_of_their_area(registry: Registry) -> None:
    taken(registry)
    use.add_brand(registry, BrandDraft("红帆", "港口第一党支部"), who="甲", now=NOW)
    found = {one.group: (one.branches, one.covered) for one in use.coverage(registry, by="area")}
    assert found == {"东片区": (1, 1), "西片区": (1, 0)}


@pytest.mark.parametrize(
    ("rows", "row", "said"),
    [
        ("甲支部,没有这个党委\n", 2, "不在册"),
        ("甲支部,\n甲支部,\n", 3, "第 2 行重复"),
        ("甲党委,乙党委\n乙党委,甲党委\n", 2, "自己"),
        ("甲党委,甲党委\n", 2, "自己"),
    ],
)
def test_a_bad_row_keeps_the_whole_list_out(
    registry: Registry, rows: str, row: int, said: str
) -> None:
    result = taken(registry, "党组织名称,上级党组织\n" + rows)
    assert (result.problems[0].row, said in result.problems[0].message) == (row, True)
    assert use.list_organizations(registry) == []


def test_cells_that_are_wrong_are_told_by_row_and_column() -> None:
    text = "党组织名称,上级党组织,组织类别\n甲支部,,党小组\n,甲党委,\n"
    read = read_organizations(text.encode(), filename="a.csv")
    assert read.drafts == []
    assert [(one.row, one.field) for one in read.problems] == [(2, "组织类别"), (3, "党组织名称")]


def sheets(**rows: list[list[str]]) -> bytes:
    """Return a workbook with a list of organisations on each sheet."""

    def fill(made: Any, sheet: Any) -> None:
        made.remove(sheet)
        for name, some in rows.items():
            one = made.create_sheet(name)
            for row in (["党组织名称", "上级党组织"], *some):
                one.append(row)

    return book(fill)


def test_all_sheets_of_a_workbook_make_one_tree(registry: Registry) -> None:
    data = sheets(东港=[["东港支部", "港口党委"]], 机关=[["港口党委", ""]])
    report = import_list(registry, read_organizations(data, filename="a.xlsx"), who="甲", now=NOW)
    assert (report.imported, report.rows, report.result.added) == (True, 2, 2)
    assert [one.name for _, one in use.organization_tree(registry)] == ["港口党委", "东港支部"]
    assert "读了 2 个工作表" in report.notes[0].message


def test_what_is_wrong_with_a_row_names_its_sheet(registry: Registry) -> None:
    data = sheets(东港=[["东港支部", ""]], 西港=[["西港支部", ""], ["东港支部", ""]])
    report = import_list(registry, read_organizations(data, filename="a.xlsx"), who="甲", now=NOW)
    (one,) = report.problems
    assert (report.imported, one.sheet, one.row) == (False, "西港", 3)
    assert "与工作表“东港”第 2 行重复" in one.message
    data = sheets(东港=[["东港支部", ""]], 西港=[["", "港口党委"]])
    report = import_list(registry, read_organizations(data, filename="a.xlsx"), who="甲", now=NOW)
    assert [(p.sheet, p.row, p.field) for p in report.problems] == [("西港", 2, "党组织名称")]


def test_kinds_have_chinese_names() -> None:
    assert kind_named("党支部") is OrganizationKind.BRANCH
    assert kind_named("") is None
    with pytest.raises(BadData, match="可填"):
        kind_named("小组")


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_any_list_gives_a_tree_or_is_refused(parents: list[int]) -> None:
    """Parents chosen at random, circles too: what is taken has no circle, and nothing is taken in part."""
    drafts = [
        OrganizationDraft(f"党委{i}", f"党委{p}" if p < len(parents) else "", row=i + 2)
        for i, p in enumerate(parents)
    ]
    with TemporaryDirectory() as folder, open_registry(f"{folder}/r.db") as registry:
        result = use.import_organizations(registry, drafts, who="甲", now=NOW)
        tree = use.organization_tree(registry)
        assert len(tree) == (0 if result.problems else len(drafts))
        assert len(use.list_organizations(registry)) == len(tree)


@pytest.mark.parametrize("text", ["党组织名称,上级党组织\n", "党组织名称,上级党组织\n合计,\n"])
def test_a_list_of_headings_alone_is_told(text: str) -> None:
    with pytest.raises(BadData, match="表头下面没有党组织"):
        read_organizations(text.encode(), filename="a.csv")
