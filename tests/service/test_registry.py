"""Brands: adding, renaming, ending, handing on, listing; the same on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service.errors import BadData, Conflict, DuplicateBrand, NotFound, UnacceptableName
from service.model import BrandDraft, Status
from service.registry import (
    accepted_pairs,
    add_brand,
    add_organization,
    audit_entries,
    change_brand,
    change_organization,
    change_sequence,
    changes_since,
    child_brands,
    counts,
    coverage,
    coverages,
    decide_pair,
    decisions,
    find_brand,
    former_names,
    get_brand,
    list_brands,
    list_organizations,
    name_rows,
    organization_tree,
    reading,
    reserve_brand,
    retire_brand,
    search_brands,
    transfer_brand,
    verify_audit_log,
)
from service.results import BrandFilter
from service.storage import Registry, open_registry
from tests.service.imports import holder_of

WHO = "张三"


def test_a_name_is_kept_as_typed_and_found_however_written(
    registry: Registry, now: datetime
) -> None:
    brand = add_brand(registry, BrandDraft("無限優+", "网络部第六党支部"), who=WHO, now=now)
    assert get_brand(registry, brand.id).name == "無限優+"
    assert find_brand(registry, "无限优+").id == brand.id
    assert get_brand(registry, brand.id) == brand


def test_the_holder_of_a_taken_name_is_told(registry: Registry, now: datetime) -> None:
    held = add_brand(registry, BrandDraft("红帆先锋", "港口党支部"), who=WHO, now=now)
    before = change_sequence(registry)
    with pytest.raises(DuplicateBrand) as refusal:
        add_brand(registry, BrandDraft("“紅帆·先锋”", "海事党支部"), who=WHO, now=now)
    holder = refusal.value.facts["holder"]
    assert isinstance(holder, dict)
    assert (holder["id"], holder["unit"]) == (held.id, "港口党支部")
    assert refusal.value.message == (
        "「“紅帆·先锋”」与已登记品牌“红帆先锋”（港口党支部）重名，请另取名称。"
    )
    assert change_sequence(registry) == before
    assert [row.name for row in name_rows(registry)] == ["红帆先锋"]


def test_other_scopes_may_hold_the_same_name(registry: Registry, now: datetime) -> None:
    other = Registry(registry.database, "另一机关")
    add_brand(registry, BrandDraft("忠诚党办"), who=WHO, now=now)
    add_brand(other, BrandDraft("忠诚党办"), who=WHO, now=now)
    assert len(name_rows(registry)) == len(name_rows(other)) == 1


def test_drafts_hold_nothing_until_applied_for(registry: Registry, now: datetime) -> None:
    first = add_brand(registry, BrandDraft("灯塔", "甲", Status.DRAFTED), who=WHO, now=now)
    second = add_brand(registry, BrandDraft("灯塔", "乙", Status.DRAFTED), who=WHO, now=now)
    change_brand(registry, second.id, {"status": Status.APPLIED}, who=WHO, now=now)
    with pytest.raises(DuplicateBrand):
        change_brand(registry, first.id, {"status": Status.APPLIED}, who=WHO, now=now)
    assert get_brand(registry, first.id).status is Status.DRAFTED


def test_a_retired_name_is_free_after_its_cool_off(registry: Registry, now: datetime) -> None:
    old = add_brand(registry, BrandDraft("奔流", "甲"), who=WHO, now=now)
    retired = retire_brand(registry, old.id, who=WHO, now=now, why="撤并")
    assert retired.retired_until == "2027-07-01"
    last_day = datetime(2027, 7, 1, 23, tzinfo=now.tzinfo)
    with pytest.raises(DuplicateBrand, match="2027-07-01"):
        add_brand(registry, BrandDraft("奔流", "乙"), who=WHO, now=last_day)
    fresh = add_brand(registry, BrandDraft("奔流", "乙"), who=WHO, now=last_day + timedelta(days=1))
    held = holder_of(registry, "奔流", now=last_day + timedelta(days=1))
    assert held is not None
    assert held.id == fresh.id
    assert find_brand(registry, "奔流").id == fresh.id


def test_a_reservation_ends_with_its_day(registry: Registry, now: datetime) -> None:
    one = add_brand(registry, BrandDraft("星火", "甲", Status.DRAFTED), who=WHO, now=now)
    reserve_brand(registry, one.id, until="2026-08-01", who=WHO, now=now)
    with pytest.raises(DuplicateBrand):
        add_brand(registry, BrandDraft("星火", "乙"), who=WHO, now=now)
    later = now + timedelta(days=60)
    assert holder_of(registry, "星火", now=later) is None
    add_brand(registry, BrandDraft("星火", "乙"), who=WHO, now=later)
    with pytest.raises(BadData):
        reserve_brand(registry, one.id, until="2026-02-30", who=WHO, now=now)


def test_a_rename_keeps_history_and_holds_the_former_name(
    registry: Registry, now: datetime
) -> None:
    brand = add_brand(registry, BrandDraft("知行", "甲"), who=WHO, now=now)
    change_brand(registry, brand.id, {"name": "知行合一"}, who="李四", now=now, why="更贴切")
    (former,) = former_names(registry, brand.id)
    assert (former.name, former.who, former.why) == ("知行", "李四", "更贴切")
    with pytest.raises(DuplicateBrand, match="“知行合一”（甲）的曾用名"):
        add_brand(registry, BrandDraft("知行", "乙"), who=WHO, now=now)
    back = change_brand(registry, brand.id, {"name": "知行"}, who=WHO, now=now)
    assert back.key == brand.key
    change_brand(registry, brand.id, {"name": "知行致远"}, who=WHO, now=now)
    free = now + timedelta(days=400)
    add_brand(registry, BrandDraft("知行", "乙"), who=WHO, now=free)


def test_a_change_of_one_who_looked_at_an_older_state_is_refused(
    registry: Registry, now: datetime
) -> None:
    brand = add_brand(registry, BrandDraft("知行"), who=WHO, now=now)
    change_brand(registry, brand.id, {"goal": "一"}, who=WHO, now=now, version=brand.version)
    with pytest.raises(Conflict):
        change_brand(registry, brand.id, {"goal": "二"}, who=WHO, now=now, version=brand.version)
    assert get_brand(registry, brand.id).goal == "一"


def test_a_transfer_keeps_the_brand_and_tells_where_it_was(
    registry: Registry, now: datetime
) -> None:
    brand = add_brand(registry, BrandDraft("华钢红", "一厂党支部"), who=WHO, now=now)
    moved = transfer_brand(registry, brand.id, unit="二厂党支部", who=WHO, now=now)
    assert (moved.id, moved.unit, moved.status) == (brand.id, "二厂党支部", Status.TRANSFERRED)
    assert [one.unit for one in former_names(registry, brand.id)] == ["一厂党支部"]
    with pytest.raises(Conflict):
        transfer_brand(registry, brand.id, unit="二厂党支部", who=WHO, now=now)
    with pytest.raises(DuplicateBrand):
        add_brand(registry, BrandDraft("华钢红", "三厂党支部"), who=WHO, now=now)


def test_a_name_with_quotation_marks_is_told_in_others(registry: Registry, now: datetime) -> None:
    brand = add_brand(registry, BrandDraft("“四季桑”工作法", "一厂党支部"), who=WHO, now=now)
    with pytest.raises(Conflict, match=r"^「“四季桑”工作法」本就属于“一厂党支部”。$"):
        transfer_brand(registry, brand.id, unit="一厂党支部", who=WHO, now=now)
    with pytest.raises(Conflict, match=r"^「“四季桑”工作法」已被他人修改"):
        change_brand(registry, brand.id, {"goal": "一"}, who=WHO, now=now, version=0)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (BrandDraft(""), UnacceptableName),
        (BrandDraft("·“”"), UnacceptableName),
        (BrandDraft("红\x00帆"), UnacceptableName),
        (BrandDraft("红" * 201), UnacceptableName),
        (BrandDraft("红帆", "甲\x00"), BadData),
        (BrandDraft("红帆", goal="目标\ud800"), BadData),
        (BrandDraft("红帆", registered_on="2026-02-30"), BadData),
        (BrandDraft("红帆", brand_type="其" * 21), BadData),
        (BrandDraft("红帆", status=Status.RESERVED), BadData),
        (BrandDraft("红帆", parent="没有的品牌"), NotFound),
    ],
    ids=[
        "empty",
        "marks",
        "control",
        "long",
        "nul",
        "surrogate",
        "date",
        "type",
        "reserved",
        "parent",
    ],
)
def test_what_cannot_be_stored_leaves_no_trace(
    registry: Registry, now: datetime, draft: BrandDraft, error: type[Exception]
) -> None:
    with pytest.raises(error):
        add_brand(registry, draft, who=WHO, now=now)
    assert name_rows(registry) == []
    assert audit_entries(registry) == []


@pytest.mark.parametrize("text", ["\x00", "红\udfff"], ids=["nul", "surrogate"])
def test_no_text_breaks_a_look(registry: Registry, now: datetime, text: str) -> None:
    brand = add_brand(registry, BrandDraft("红帆"), who=WHO, now=now)
    other = add_brand(registry, BrandDraft("河灯"), who=WHO, now=now)
    with pytest.raises(BadData):
        get_brand(registry, text)
    with pytest.raises(BadData):
        list_brands(registry, BrandFilter(text=text))
    with pytest.raises(BadData):
        find_brand(registry, text)
    with pytest.raises(BadData):
        decide_pair(registry, brand.id, other.id, "accepted", who=text, now=now, why="可")
    with pytest.raises(BadData):
        change_brand(registry, brand.id, {"remark": text}, who=WHO, now=now)
    assert [one.action for one in audit_entries(registry)] == ["brand-add", "brand-add"]


def test_a_change_of_another_kind_is_refused(registry: Registry, now: datetime) -> None:
    brand = add_brand(registry, BrandDraft("红帆"), who=WHO, now=now)
    for changes in ({"goal": None}, {"goal": 3}, {"lead_is_member": "是"}, {"id": "x"}):
        with pytest.raises(BadData):
            change_brand(registry, brand.id, changes, who=WHO, now=now)
    for months in (-1, 10**9):
        with pytest.raises(BadData):
            retire_brand(registry, brand.id, who=WHO, now=now, months=months)
    changed = change_brand(registry, brand.id, {"lead_is_member": True}, who=WHO, now=now)
    assert get_brand(registry, brand.id) == changed
    assert changed.lead_is_member is True


def test_a_brand_cannot_belong_to_itself(registry: Registry, now: datetime) -> None:
    top = add_brand(registry, BrandDraft("华钢红"), who=WHO, now=now)
    child = add_brand(registry, BrandDraft("炉火红", parent="华钢红"), who=WHO, now=now)
    assert [one.id for one in child_brands(registry, top.id)] == [child.id]
    with pytest.raises(Conflict):
        change_brand(registry, top.id, {"parent": child.id}, who=WHO, now=now)
    freed = change_brand(registry, child.id, {"parent": ""}, who=WHO, now=now)
    assert freed.parent_id is None


def test_pages_are_whole_and_in_order(registry: Registry, now: datetime) -> None:
    names = [f"品牌{chr(0x4E00 + i)}" for i in range(7)]
    for i, name in enumerate(names):
        draft = BrandDraft(name, "甲" if i % 2 else "乙")
        add_brand(registry, draft, who=WHO, now=now + timedelta(seconds=i))
    seen: list[str] = []
    cursor = None
    while True:
        page = list_brands(registry, limit=3, cursor=cursor)
        seen += [brand.name for brand in page.brands]
        assert page.total == 7
        if (cursor := page.next_cursor) is None:
            break
    assert seen == names
    of_unit = list_brands(registry, BrandFilter(unit="甲"))
    assert [brand.name for brand in of_unit.brands] == names[1::2]
    assert list_brands(registry, BrandFilter(text="%")).brands == ()
    with pytest.raises(BadData):
        list_brands(registry, cursor="不是标记")


def test_pages_of_a_large_registry_look_a_stretch_ahead(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LOOKED_THROUGH", 3)
    monkeypatch.setattr(reading, "_COUNTED", 3)
    for i in range(8):
        moment = now + timedelta(seconds=i)
        draft = BrandDraft(f"{'灯塔' if i in (1, 6) else '红帆'}{chr(0x4E00 + i)}", "甲")
        add_brand(registry, draft, who=WHO, now=moment)
    wanted = BrandFilter(text="灯塔")
    pages = [list_brands(registry, wanted, limit=2)]
    while (cursor := pages[-1].next_cursor) is not None:
        pages.append(list_brands(registry, wanted, limit=2, cursor=cursor))
    assert [[brand.name for brand in page.brands] for page in pages] == [
        ["灯塔\u4e01"],
        [],
        ["灯塔\u4e06"],
    ]
    assert {page.total for page in pages} == {None}
    found = search_brands(registry, wanted, limit=2)
    assert [brand.name for brand in found.brands] == ["灯塔\u4e01", "灯塔\u4e06"]
    assert list_brands(registry, BrandFilter(unit="甲"), limit=2).total is None
    of_unit = BrandFilter(unit="甲", text="灯塔")
    assert [one.name for one in list_brands(registry, of_unit).brands] == [
        one.name for one in found.brands
    ]
    assert list_brands(registry, BrandFilter(status=Status.REGISTERED)).total == 8
    assert list_brands(registry, BrandFilter(status=Status.RETIRED)).total == 0


def test_several_choices_at_once_are_looked_for_a_stretch_ahead(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LOOKED_THROUGH", 3)
    for i in range(8):
        draft = BrandDraft(f"红帆{chr(0x4E00 + i)}", "甲", level="flagship" if i in (1, 6) else "")
        add_brand(registry, draft, who=WHO, now=now + timedelta(seconds=i))
    wanted = BrandFilter(status=Status.REGISTERED, level="flagship")
    page = list_brands(registry, wanted)
    assert [one.name for one in page.brands] == ["红帆\u4e01"]
    assert (page.total, bool(page.next_cursor)) == (None, True)
    found = search_brands(registry, wanted)
    assert [one.name for one in found.brands] == ["红帆\u4e01", "红帆\u4e06"]
    assert found.next_cursor is None
    assert list_brands(registry, BrandFilter(level="flagship")).total == 2


def test_a_cache_learns_what_changed(registry: Registry, now: datetime) -> None:
    first = add_brand(registry, BrandDraft("红帆"), who=WHO, now=now)
    seen = change_sequence(registry)
    second = add_brand(registry, BrandDraft("灯塔"), who=WHO, now=now)
    change_brand(registry, first.id, {"name": "红帆远航"}, who=WHO, now=now)
    changes = changes_since(registry, seen)
    assert {row.id: row.name for row in changes.rows} == {first.id: "红帆远航", second.id: "灯塔"}
    assert changes.sequence == change_sequence(registry) > seen
    assert changes_since(registry, changes.sequence).rows == ()


def test_an_accepted_pair_holds_until_one_is_renamed(registry: Registry, now: datetime) -> None:
    one, two, three, four = (
        add_brand(registry, BrandDraft(name), who=WHO, now=now)
        for name in ("暖心驿站", "温馨驿站", "爱心驿站", "贴心驿站")
    )
    decide_pair(registry, one.id, two.id, "accepted", who=WHO, now=now, why="地域不同")
    decide_pair(registry, one.id, four.id, "refused", who=WHO, now=now, why="难以区分")
    assert accepted_pairs(registry) == {frozenset({one.id, two.id})}
    change_brand(registry, three.id, {"name": "爱心港湾"}, who=WHO, now=now)
    assert accepted_pairs(registry)
    change_brand(registry, two.id, {"name": "温情驿站"}, who=WHO, now=now)
    assert accepted_pairs(registry) == frozenset()
    pair, other = decisions(registry, brand_id=one.id)
    assert pair.names == ("暖心驿站", "温馨驿站")
    assert pair.reopened_at
    assert not other.reopened_at


def test_the_latest_decision_on_a_pair_counts(registry: Registry, now: datetime) -> None:
    one, two = (
        add_brand(registry, BrandDraft(name), who=WHO, now=now) for name in ("甲一", "乙二")
    )
    decide_pair(registry, one.id, two.id, "accepted", who=WHO, now=now, why="可")
    later = now + timedelta(minutes=1)
    decide_pair(registry, two.id, one.id, "refused", who=WHO, now=later, why="不可")
    assert accepted_pairs(registry) == frozenset()
    with pytest.raises(BadData):
        decide_pair(registry, one.id, two.id, "accepted", who=WHO, now=now, why=" ")


def test_coverage_counts_branches_only(registry: Registry, now: datetime) -> None:
    assert coverage(registry)[0].coverage is None
    top = add_organization(registry, "市局党委", who=WHO, now=now)
    for name, area in (("一支部", "东"), ("二支部", "东"), ("三支部", "西"), ("四支部", "西")):
        kind = "学校" if name in ("二支部", "四支部") else ""
        add_organization(
            registry, name, parent_id=top.id, area=area, unit_type=kind, who=WHO, now=now
        )
    add_brand(registry, BrandDraft("红帆", "一支部"), who=WHO, now=now)
    add_brand(registry, BrandDraft("灯塔", "一支部", Status.APPLIED), who=WHO, now=now)
    add_brand(registry, BrandDraft("星火", "三支部", Status.APPLIED), who=WHO, now=now)
    add_brand(registry, BrandDraft("奔流", "二支部", Status.DRAFTED), who=WHO, now=now)
    (whole,) = coverage(registry)
    assert (whole.branches, whole.coverage, whole.completion) == (4, 0.5, 0.25)
    by_area = {one.group: (one.coverage, one.completion) for one in coverage(registry, by="area")}
    assert by_area == {"东": (0.5, 0.5), "西": (0.5, 0.0)}
    at_once = coverages(registry, ("unit_type", "", "area"))
    assert at_once == {by: coverage(registry, by=by) for by in ("unit_type", "", "area")}
    assert [(one.group, one.branches) for one in at_once["unit_type"]] == [("", 2), ("学校", 2)]
    assert counts(registry).by_status == {"applied": 2, "drafted": 1, "registered": 1}


def test_the_organisation_tree_has_no_circles(registry: Registry, now: datetime) -> None:
    top = add_organization(registry, "集团党委", who=WHO, now=now)
    middle = add_organization(registry, "分公司党总支", parent_id=top.id, who=WHO, now=now)
    leaf = add_organization(registry, "车间党支部", parent_id=middle.id, who=WHO, now=now)
    shape = [(depth, one.name) for depth, one in organization_tree(registry)]
    assert shape == [(0, "集团党委"), (1, "分公司党总支"), (2, "车间党支部")]
    kinds = [one.kind for one in list_organizations(registry)]
    assert kinds == ["committee", "general_branch", "branch"]
    with pytest.raises(Conflict):
        change_organization(registry, top.id, {"parent_id": leaf.id}, who=WHO, now=now)
    with pytest.raises(Conflict):
        add_organization(registry, "集团党委", who=WHO, now=now)


def test_every_write_is_in_the_log(registry: Registry, registry_url: str, now: datetime) -> None:
    brand = add_brand(registry, BrandDraft("红帆", "甲"), who=WHO, now=now)
    change_brand(registry, brand.id, {"name": "红帆远航"}, who="李四", now=now, why="同名")
    retire_brand(registry, brand.id, who="王五", now=now)
    actions = [(one.who, one.action) for one in audit_entries(registry, subject=brand.id)]
    assert actions == [(WHO, "brand-add"), ("李四", "brand-rename"), ("王五", "brand-retired")]
    with open_registry(registry_url) as again:
        assert verify_audit_log(again).intact
        assert [one.name for one in name_rows(again)] == ["红帆远航"]
