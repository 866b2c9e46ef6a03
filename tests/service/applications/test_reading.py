"""Applications from workbooks, forms, folders: found by what headings and labels say, wherever they are."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import templates
from service.applications.batch import arrange
from service.applications.labels import Target, resolve, ticked
from service.applications.reading import gather, gather_bytes
from service.applications.records import settle, template
from service.batches.model import Rejected
from service.drafting.package import find_template
from service.drafting.package import templates as templates_of
from service.drafting.recognising import filled_for
from service.drafting.workbook import form_workbook
from service.errors import BadData, UnreadableFile

SAMPLES = Path(templates.__file__).parent / "application" / "samples"


def book(**sheets: Sequence[Sequence[object]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(data: bytes, name: str = "甲.xlsx") -> list[dict[str, Any]]:
    return [dict(one.data) for one in gather_bytes(name, data).readings]


def test_a_heading_of_two_rows_is_no_application() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["序号", "申报单位", "品牌名称", "主要做法", None, "取得成效及荣誉", "党员名单"])
    sheet.append([None, None, None, "1", "2"])
    sheet.append([1, "甲支部", "灯塔", "上门办。", "带徒弟。", "办了十件。", "张三"])
    sheet.append(["序号", "申报单位", "品牌名称", "主要做法", None, "取得成效及荣誉", "党员名单"])
    sheet.append([2, "乙支部", "红帆", "巡线。", "复核。", "零差错。"])
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2"):
        sheet.merge_cells(merged)
    target = io.BytesIO()
    made.save(target)
    intake = gather_bytes("甲.xlsx", target.getvalue())
    first, second = (one.data for one in intake.readings)
    assert first["measures"] == [{"text": "上门办。"}, {"text": "带徒弟。"}]
    assert first["results"] == [{"text": "办了十件。"}]
    assert second["brand_name"] == "红帆"
    told = [one.message for one in intake.notes]
    assert "没有看懂“党员名单”这一列" in told[0]
    assert told[1:] == ["第 4 行是重复的表头，已跳过。"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("工作成效及荣誉", "results"),
        ("品牌负责人姓名及职务", "leader_role"),
        ("内涵、理念", "name_meaning"),
        ("申报党组织名称", "unit_name"),
        ("申报单位及品牌名称", None),
        ("成效及问题", None),
        ("单位意见及盖章", None),
    ],
)
def test_a_heading_of_several_labels_is_the_first_of_them(said: str, field: str | None) -> None:
    found = resolve(said)
    assert (found and found.field) == field


@pytest.mark.parametrize("long", [False, True])
def test_cells_that_cannot_be_read_are_told(long: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if long:
        monkeypatch.setattr("service.importing.long_sheets.LONG", 0)
    head = ["序号", "申报单位", "品牌名称", "取得成效", "党员人数"]
    data = book(
        表=[head, ["=ROW()", "甲支部", "灯塔", "#N/A", "=1+1"], [2, "乙支部", "=B3", "有", 3]]
    )
    intake = gather_bytes("甲.xlsx", data)
    told = [[p.message for p in one.problems] for one in intake.readings]
    assert told[0] == [
        "“取得成效”的单元格是错误值 #N/A，请改正公式或直接填写内容。",
        "“党员数”的单元格是没有结果的公式，请在 Excel 或 WPS 中打开、保存一次，或直接填写内容。",
    ]
    rejected: list[Rejected] = []
    assert [one.unit for one in arrange(intake, rejected)] == ["甲支部"]
    assert rejected[0].message.startswith("“品牌名称”的单元格是没有结果的公式")


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("品 牌 名 称：", Target("brand_name")),
        ("一、品牌名称", Target("brand_name")),
        ("主要做法（500字以内）", Target("measures")),
        ("主要做法（2）", Target("measures", 2)),
        ("主要做法三", Target("measures", 3)),
        ("做法1标题", Target("measures", 1, "title")),
        ("具体做法及举措", Target("measures")),
        ("申报单位名称（全称）", Target("unit_name")),
        ("党支部全称（盖章）", Target("unit_name")),
        ("荣誉2级别", Target("honours", 2, "level")),
        ("党员人数*", Target("member_count")),
        ("党支部意见", Target("-")),
        ("今天天气", None),
        ("", None),
    ],
)
def test_a_heading_means_one_thing(said: str, target: Target | None) -> None:
    assert resolve(said) == target


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("☑是 □否", "是"),
        ("□是 ☑否", "否"),
        ("√ 是", "√ 是"),
        ("□甲类 ☑乙类 ☑丙类", "乙类、丙类"),
        ("是", "是"),
    ],
)
def test_boxes_are_read_by_their_ticks(said: str, shown: str) -> None:
    assert ticked(said) == shown


def test_the_sample_workbook_is_read_whole() -> None:
    intake = gather(SAMPLES / "applications.xlsx")
    assert len(intake.readings) == 12
    by_brand = {one.data["brand_name"]: one.data for one in intake.readings}
    assert [m["title"] for m in by_brand["齿轮先锋"]["measures"]] == [
        "定齿位，让交接处有人管",
        "立清单，让问题说得清",
        "组小组，让难题改得动",
    ]
    assert [h["level"] for h in by_brand["齿轮先锋"]["honours"]] == ["单位级", "市级"]
    assert len(by_brand["清渠"]["measures"]) == 3
    assert by_brand["一窗暖"]["member_count"] == "28"
    told = " ".join(note.message for note in intake.notes)
    for word in ("经办处室", "合计行", "说明或签字行", "不在表中的党支部"):
        assert word in told


def test_the_sample_form_is_read_by_its_labels() -> None:
    intake = gather(SAMPLES / "form.docx")
    data = intake.readings[0].data
    values, problems = settle(data)
    assert intake.notes == ()
    assert problems == ()
    assert values["unit_name"] == "星河市消防救援支队特勤站党支部"
    assert values["brand_type"] == "服务民生类"
    assert values["member_count"] == 26
    assert values["founded"] == "2022-11"
    assert values["apply_date"].isoformat() == "2026-03-24"
    assert values["leader_is_member"] is True
    assert [one["title"] for one in values["measures"]] == ["后背搭档", "后背课堂", "后背热线"]
    assert [one["body"] for one in values["honours"]] == ["团市委", "星河市消防救援支队党委"]
    assert "opinions" not in data


def form(*rows: Sequence[str], merge: Sequence[tuple[int, int, int]] = ()) -> bytes:
    document = Document()
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for row, first, last in merge:
        text = table.cell(row, first).text
        table.cell(row, first).merge(table.cell(row, last)).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        form(("申报单位", "甲支部"), ("品牌名称", "乙")),
        form(("申报单位：", "甲支部", "品 牌 名 称", "乙")),
        form(("申报单位", "品牌名称"), ("甲支部", "乙")),
        form(("申报单位：甲支部", ""), ("品牌名称：乙", "")),
        form(
            ("申报单位（全称）", "甲支部", ""),
            ("二、品牌名称", "乙", ""),
            merge=[(0, 1, 2), (1, 1, 2)],
        ),
        form(
            ("申报单位", "", ""),
            ("甲支部", "", ""),
            ("品牌\n名称", "乙", ""),
            merge=[(0, 0, 2), (1, 0, 2)],
        ),
    ],
)
def test_labels_stand_left_above_or_inside(data: bytes) -> None:
    assert read(data, "表.docx") == [{"unit_name": "甲支部", "brand_name": "乙"}]


def test_what_a_form_says_beside_its_labels_is_told() -> None:
    data = form(("申报单位", "甲支部"), ("品牌名称", "乙"), ("幸运数字", "七"))
    notes = [note.message for note in gather_bytes("表.docx", data).notes]
    assert notes == ["没有看懂表中第 3 行的“幸运数字 七”，未读入，请核对。"]


def test_a_document_that_is_no_form_is_told() -> None:
    intake = gather_bytes("表.docx", form(("甲", "乙")))
    assert not intake.readings
    assert "不像申报表" in intake.notes[0].message


def test_two_values_for_one_field_are_told() -> None:
    data = form(("申报单位", "甲支部"), ("品牌名称", "乙"), ("品牌名称", "丙"))
    problems = gather_bytes("表.docx", data).readings[0].problems
    assert [problem.code for problem in problems] == ["twice"]


def test_sheets_by_unit_are_joined_to_the_rows() -> None:
    head = ("单位名称", "品牌名称", "党员数")
    data = book(
        汇总=[("标题行",), head, ("甲支部", "子", 3), ("乙支部", "丑", 4)],
        做法=[
            ("单位", "标题", "内容"),
            ("甲支部", "一标题", "一内容"),
            ("甲支部", "二标题", "二内容"),
            ("丙", "x", "y"),
        ],
        补充=[("党支部", "口号"), ("乙支部", "一步一印")],
        其他=[("口号", "目标"), ("a", "b")],
    )
    first, second = read(data)
    assert first["measures"] == [
        {"title": "一标题", "text": "一内容"},
        {"title": "二标题", "text": "二内容"},
    ]
    assert second["slogan"] == "一步一印"
    told = " ".join(note.message for note in gather_bytes("甲.xlsx", data).notes)
    assert "“丙”" in told
    assert "“其他”没有“申报单位”" in told


def test_a_unit_with_two_brands_needs_the_brand_too() -> None:
    head = ("单位名称", "品牌名称")
    rows = [head, ("甲支部", "子"), ("甲支部", "丑")]
    unclear = book(汇总=rows, 荣誉=[("单位", "荣誉名称", "级别"), ("甲支部", "先进", "市级")])
    assert all("honours" not in one for one in read(unclear))
    clear = book(
        汇总=rows, 荣誉=[("单位", "品牌名称", "荣誉名称", "级别"), ("甲支部", "丑", "先进", "市级")]
    )
    assert [one.get("honours") for one in read(clear)] == [
        None,
        [{"title": "先进", "level": "市级"}],
    ]


def test_two_headings_and_merged_cells() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (
        ("推荐单位", "单位名称", "品牌名称", "主要做法", None),
        (None, None, None, "做法一", "做法二"),
        ("市直工委", "甲支部", "子", "包片", "走访"),
        (None, "乙支部", "丑", "议事", None),
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    target = io.BytesIO()
    made.save(target)
    first, second = read(target.getvalue())
    assert second["superior_org"] == first["superior_org"] == "市直工委"
    assert [one["text"] for one in first["measures"]] == ["包片", "走访"]


def test_the_workbook_that_the_template_gives_out_is_read_back() -> None:
    samples = template().samples()
    (found,) = read(form_workbook(template(), samples))
    values, problems = settle(found)
    expected, _ = settle(samples[0])
    assert problems == ()
    assert values == expected


def test_a_folder_and_its_zip_give_the_same(tmp_path: Path) -> None:
    for name in ("applications.xlsx", "form.docx", "full.json"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    (tmp_path / "旧表.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "坏.docx").write_bytes(b"PK nothing")
    (tmp_path / "~$form.docx").write_bytes(b"lock")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(tmp_path.iterdir()):
            archive.write(path, path.name)
    folder, packed = gather(tmp_path), gather_bytes("申报.zip", target.getvalue())
    assert list(folder.readings) == list(packed.readings)
    assert (folder.notes, folder.unread) == (packed.notes, packed.unread)
    assert len(folder.readings) == 14
    told = {note.origin.file: note.message for note in folder.unread}
    assert "另存为" in told["旧表.doc"]
    assert told["坏.docx"].endswith("。")
    assert "~$form.docx" not in told


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.json", b"{", UnreadableFile),
        ("a.json", b"[1]", BadData),
        ("a.json", b"[]", BadData),
        ("a.pdf", b"%PDF", UnreadableFile),
        ("a.zip", b"PK", UnreadableFile),
        ("a.xlsx", book(甲=[("单位", "数量"), ("x", 1)]), BadData),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        gather_bytes(name, data)


@settings(max_examples=25)
@given(
    st.lists(
        st.text(alphabet="党员攻关，。：1一是\n+<>&{}%", min_size=1, max_size=30).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_no_word_of_a_cell_is_lost(cells: list[str]) -> None:
    head = ["单位名称", "品牌名称", *(f"主要做法{n}" for n in range(1, len(cells) + 1))]
    (found,) = read(book(表=[head, ["甲支部", "乙", *cells]]))
    said = json.dumps(found.get("measures", []), ensure_ascii=False)
    for cell in cells:
        for word in cell.replace("\n", " ").replace("：", " ").replace("。", " ").split():
            assert json.dumps(word, ensure_ascii=False)[1:-1] in said


def test_a_heading_over_several_columns_and_columns_without_one() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(("单位名称", "品牌名称", "主要做法", None, None, None))
    sheet.append(("甲支部", "子", "包片", "走访", "议事", "没有表头的话"))
    sheet.merge_cells("C1:E1")
    target = io.BytesIO()
    made.save(target)
    intake = gather_bytes("甲.xlsx", target.getvalue())
    assert [one["text"] for one in intake.readings[0].data["measures"]] == ["包片", "走访", "议事"]
    assert ["第 6 列没有表头" in note.message for note in intake.notes] == [True]


def test_fields_of_a_form_and_insertions_are_read() -> None:
    document = Document(io.BytesIO(form(("申报单位", "甲支部"), ("品牌名称", ""))))
    cell = document.tables[0].cell(1, 1)
    space = cell._tc.nsmap["w"]
    paragraph = cell.paragraphs[0]._p
    for name, text in (("sdt", "乙"), ("ins", "丙")):
        wrapper = paragraph.makeelement(f"{{{space}}}{name}", {})
        inside = wrapper
        if name == "sdt":
            inside = wrapper.makeelement(f"{{{space}}}sdtContent", {})
            wrapper.append(inside)
        run = wrapper.makeelement(f"{{{space}}}r", {})
        letters = wrapper.makeelement(f"{{{space}}}t", {})
        letters.text = text
        run.append(letters)
        inside.append(run)
        paragraph.append(wrapper)
    target = io.BytesIO()
    document.save(target)
    assert read(target.getvalue(), "表.docx") == [{"unit_name": "甲支部", "brand_name": "乙丙"}]


def test_lines_to_write_on_are_no_value() -> None:
    data = form(("申报单位", "甲支部"), ("品牌名称", "乙"), ("传播语", "______"), ("荣誉", "无"))
    assert read(data, "表.docx") == [{"unit_name": "甲支部", "brand_name": "乙"}]


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(("cut", "change", "part")))
def test_a_damaged_form_is_told_and_raises_nothing_else(place: int, byte: int, how: str) -> None:
    data = bytearray((SAMPLES / "form.docx").read_bytes())
    place %= len(data)
    if how == "cut":
        data = data[:place]
    elif how == "change":
        data[place] = byte
    else:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, part[: place % (len(part) + 1)] if "document" in name else part)
        data = bytearray(target.getvalue())
    try:
        assert gather_bytes("表.docx", bytes(data)).readings is not None
    except (UnreadableFile, BadData) as trouble:
        assert trouble.message.endswith("。")


def workbook_of(name: str) -> bytes:
    made = find_template(name)
    return form_workbook(made, made.samples())


@pytest.mark.parametrize(("name", "title"), [("letter", "党建目标责任书"), ("speech", "讲话稿")])
def test_a_workbook_of_another_template_is_refused_by_its_name(
    tmp_path: Path, name: str, title: str
) -> None:
    other = workbook_of(name)
    with pytest.raises(BadData, match=f"按“{title}”填写的工作簿"):
        gather_bytes("责任书.xlsx", other)
    (tmp_path / "a.xlsx").write_bytes(workbook_of("application"))
    (tmp_path / "b.xlsx").write_bytes(other)
    found = gather(tmp_path)
    assert {one.origin.file for one in found.readings} == {"a.xlsx"}
    assert [(one.origin.file, title in one.message) for one in found.unread] == [("b.xlsx", True)]


def test_a_sheet_called_like_one_of_a_letter_is_no_letter() -> None:
    rows = [["申报单位", "品牌名称"], ["甲党支部", "河灯"]]
    data = book(单位=rows, 主要任务=[["一", "二"]], 说明=[["三"]])
    assert len(gather_bytes("a.xlsx", data).readings) == 1
    assert filled_for(["单位", "主要做法", "荣誉"], template(), templates_of()) is None
    assert filled_for(["主要任务"], template(), templates_of()) is None


def test_a_letter_whose_sheets_were_cut_down_is_still_told() -> None:
    left = ["共用信息", "签订依据", "主要任务", "考核指标（2026）", "单位", "单位任务", "否决项"]
    found = filled_for(left, template(), templates_of())
    assert found is not None
    assert found.id == "letter"
