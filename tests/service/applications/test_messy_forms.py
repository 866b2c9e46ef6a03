"""Forms as units really send them: text under headings, labels of their own, files that are no forms."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from service.applications.labels import Target, resolve
from service.applications.names import check_all, groups
from service.applications.reading import Intake, gather, gather_bytes
from service.applications.records import settle
from service.checking import Proposal


def form(lines: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


WRITTEN = form(
    [
        "党建品牌申报材料",
        "填报日期：2026年3月5日        编号：7",
        "申报单位：",
        "示范区水务局机关支部",
        "品牌名称：“清源先锋”",
        "领衔人：刘江（党外）",
        "党员人数：46人（其中预备党员2人）",
        "一、品牌内涵",
        "“清源”既指从源头治水，也指正本清源。",
        "二、主要做法及特点",
        "（一）建好巡河队。党员每周巡河两次。",
        "全年巡河 104 次。",
        "（二）管好排口。38 个排口逐一建档。",
        "三、取得成效：",
        "2025年断面水质优良率提高到 94%。",
        "填表说明",
        "字迹清楚。",
    ]
)


def one(data: bytes) -> Intake:
    intake = gather_bytes("水务局.docx", data)
    assert (len(intake.readings), intake.notes, intake.unread) == (1, (), ())
    return intake


def test_text_under_headings_is_read_to_the_next_heading() -> None:
    data, values, problems = settle(one(WRITTEN).readings[0].data)
    assert problems == ()
    assert (data["unit_name"], data["brand_name"]) == ("示范区水务局机关支部", "清源先锋")
    assert values["apply_date"].isoformat() == "2026-03-05"
    assert data["name_meaning"] == "“清源”既指从源头治水，也指正本清源。"
    assert [(m["title"], m["text"]) for m in data["measures"]] == [
        ("建好巡河队", "党员每周巡河两次。\n全年巡河 104 次。"),
        ("管好排口", "38 个排口逐一建档。"),
    ]
    assert data["results"] == [{"text": "2025年断面水质优良率提高到 94%。"}]


def test_what_is_read_otherwise_than_written_is_told() -> None:
    [reading] = one(WRITTEN).readings
    assert reading.data["member_count"] == "46"
    assert reading.data["leader_is_member"] == "否"
    told = {problem.code: problem.message for problem in reading.problems}
    assert "“其中预备党员2人”没有读入" in told["remark"]
    assert "引号没有读入" in told["quoted"]
    assert len(told) == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("申请单位（全称）", "unit_name"),
        ("所属上级党组织", "superior_org"),
        ("党建品牌理念", "concept"),
        ("主要做法及特点", "measures"),
        ("创建背景情况", "background"),
        ("三、创建成效：", "results"),
        ("领办人", "leader_name"),
    ],
)
def test_labels_in_the_words_of_an_office_are_known(said: str, field: str) -> None:
    assert resolve(said) == Target(field)


@pytest.mark.parametrize("said", ["党建", "品牌情况良好", "情况", "经验", "支部介绍信"])
def test_other_words_are_no_labels(said: str) -> None:
    assert resolve(said) is None


def test_a_renamed_file_is_read_by_what_it_is() -> None:
    assert len(gather_bytes("水务局.doc", WRITTEN).readings) == 1


def test_files_of_which_nothing_was_read_are_set_apart(tmp_path: Path) -> None:
    (tmp_path / "水务局.docx").write_bytes(WRITTEN)
    (tmp_path / "空文件.docx").write_bytes(b"")
    (tmp_path / "老格式.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    (tmp_path / "空表.docx").write_bytes(form(rows=[["申报单位", ""], ["品牌名称", ""]]))
    (tmp_path / "通讯录.txt").write_text("张三 123\n", encoding="utf-8")
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8")
    intake = gather(tmp_path)
    assert len(intake.readings) == 1
    assert [str(note.origin) for note in intake.notes] == ["照片.jpg"]
    assert {str(note.origin): note.message for note in intake.unread}.keys() == {
        *("空文件.docx", "老格式.docx", "空表.docx", "通讯录.txt")
    }
    assert all(note.message.endswith("。") for note in intake.unread)


@pytest.mark.parametrize(
    ("names", "how"),
    [
        (("齿轮先锋", "齿轮先锋"), "相同"),
        (("楼道小桌", "楼道小卓"), "视为相同"),
    ],
)
def test_names_not_written_alike_are_told_so(names: tuple[str, str], how: str) -> None:
    proposals = [Proposal(name, f"第{n}支部", n) for n, name in enumerate(names, 1)]
    assert [group.how for group in groups(check_all(proposals))] == [how]
