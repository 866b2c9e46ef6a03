"""Forms as units really send them: text under headings, labels of their own, files that are no forms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from cli import main
from service.applications.labels import Target, resolve
from service.applications.names import check_all, groups
from service.applications.reading import Intake, gather, gather_bytes
from service.applications.records import settle
from service.checking import Proposal
from service.drafting.drafts import draft


def form(*tables: Sequence[Sequence[str]], lines: Sequence[str] = ()) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


WRITTEN = form(
    lines=[
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
    data = one(WRITTEN).readings[0].data
    values, problems = settle(data)
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
        ("创 立 时 间：", "founded"),
        ("隶属党组织", "superior_org"),
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
    (tmp_path / "空表.docx").write_bytes(form([["申报单位", ""], ["品牌名称", ""]]))
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


FIRST = [("申报单位", "甲村党支部"), ("品牌名称", "麦田哨"), ("取得成效", "办结107件。")]
SECOND = [("申报单位", "乙村党支部"), ("品牌名称", "山路灯"), ("取得成效", "办结108件。")]


def test_two_forms_in_one_file_are_two_applications() -> None:
    intake = gather_bytes("两份.docx", form(FIRST, SECOND))
    said = [(str(r.origin), r.data["unit_name"], r.data["brand_name"]) for r in intake.readings]
    assert said == [
        ("两份.docx“第 1 份”", "甲村党支部", "麦田哨"),
        ("两份.docx“第 2 份”", "乙村党支部", "山路灯"),
    ]
    gains = [[str(item) for item in reading.data["results"]] for reading in intake.readings]
    assert ["107" in gains[0][0], "108" in gains[1][0]] == [True, True]
    assert [len(one) for one in gains] == [1, 1]
    assert not any(reading.problems for reading in intake.readings)


@pytest.mark.parametrize(
    "tables",
    [
        (FIRST[:2], FIRST[2:]),
        (FIRST, [("申报单位", "甲村党支部"), ("品牌名称", "“麦田哨”")]),
        (FIRST, [("品牌名称", "麦田哨兵"), ("推荐单位意见", "同意")]),
    ],
)
def test_a_form_of_several_tables_is_one_application(
    tables: Sequence[Sequence[Sequence[str]]],
) -> None:
    lines = ["申报单位：甲村", "品牌名称：麦田哨党建品牌"]
    intake = gather_bytes("一份.docx", form(*tables, lines=lines))
    assert [str(reading.origin) for reading in intake.readings] == ["一份.docx"]


def test_who_to_ask_and_the_number_in_cells_of_their_own_are_no_contradiction() -> None:
    rows = [*FIRST, ("联系人", "李四"), ("联系电话", "13800000000"), ("联系人", "李四")]
    intake = one_of(form(rows))
    assert intake.readings[0].data["contact"] == "李四 13800000000"
    assert not intake.readings[0].problems


def one_of(data: bytes) -> Intake:
    intake = gather_bytes("表.docx", data)
    assert len(intake.readings) == 1
    return intake


@pytest.mark.parametrize("label", ["主要做法\n及成效（800字以内）", "做法与成效", "经验做法及成效"])
def test_ways_and_results_in_one_cell_are_read_as_ways(label: str) -> None:
    intake = one_of(form([*FIRST[:2], (label, "一是分片。每周走访5户。二是销号。办结率96%。")]))
    assert len(intake.readings[0].data["measures"]) == 2
    assert intake.notes == ()


def test_a_form_with_a_password_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "锁.docx").write_bytes(
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    (tmp_path / "空.docx").write_bytes(b"")
    told = [str(note.message) for note in gather(tmp_path).unread]
    assert told == [
        "文件是空的，请重新导出或另存后再放入。",
        "文件设了打开密码，请在 WPS 或 Word 中取消密码，另存后重试。",
    ]


def test_one_form_is_drafted_and_what_was_not_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "表.docx", tmp_path / "材料.docx"
    source.write_bytes(form([*FIRST, ("品牌名称", "山路灯")]))
    assert main(["draft", "application", "--data", str(source), "--out", str(target)]) == 1
    assert "“品牌名称”填了两处且不一致" in capsys.readouterr().err
    assert "麦田哨" in "".join(p.text for p in Document(str(target)).paragraphs)


@pytest.mark.parametrize(
    ("data", "told"),
    [(form(FIRST, SECOND), "里有 2 份申报"), (form(lines=["会议通知"]), "不像申报表")],
)
def test_what_is_not_one_form_is_not_drafted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, told: str
) -> None:
    source, target = tmp_path / "表.docx", str(tmp_path / "d.docx")
    source.write_bytes(data)
    assert main(["draft", "application", "--data", str(source), "--out", target]) == 3
    assert told in capsys.readouterr().err
    assert main(["draft", "letter", "--data", str(source), "--out", target]) == 2
    assert "“表.docx”是 Word 文件" in capsys.readouterr().err


def test_what_was_made_inside_the_source_is_not_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "一.docx").write_bytes(form(FIRST))
    arguments = ["batch", "application", "--data", str(tmp_path), "--out"]
    for _ in range(2):
        assert main([*arguments, str(tmp_path / "申报")]) == 1
        assert "共 1 行：已生成 1" in capsys.readouterr().out
    assert main([*arguments, str(tmp_path)]) == 2
    assert "是同一个文件夹" in capsys.readouterr().err


def test_a_folder_of_nothing_usable_tells_every_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "报送"
    source.mkdir()
    (source / "甲.docx").write_bytes(b"")
    (source / "乙.json").write_bytes("[{".encode("utf-16"))
    (source / "丙.json").write_bytes(b'[{"a": 1,}]')
    assert main(["batch", "application", "--data", str(source), "--out", str(tmp_path / "o")]) == 3
    head, *reasons = capsys.readouterr().err.splitlines()
    assert head == "“报送”里没有可以生成的内容，原因如下。"
    assert reasons == [
        "丙.json：“丙.json”第 1 行写法有误，请检查引号、逗号和括号。",
        "乙.json：“乙.json”不是 UTF-8 编码的文字，请用记事本另存为 UTF-8。",
        "甲.docx：文件是空的，请重新导出或另存后再放入。",
    ]


@pytest.mark.parametrize(("name", "code"), [("表.csv", "gb18030"), ("表.tsv", "utf-16")])
def test_a_text_table_comes_back_with_the_reasons(tmp_path: Path, name: str, code: str) -> None:
    mark = "\t" if name.endswith("tsv") else ","
    rows = [
        ["申报单位", "品牌名称", "取得成效"],
        ["甲村党支部", "麦田哨", "办结1件"],
        ["乙村党支部", "", "无"],
    ]
    (tmp_path / name).write_bytes("\r\n".join(map(mark.join, rows)).encode(code))
    out = tmp_path / "申报"
    assert main(["batch", "application", "--data", str(tmp_path / name), "--out", str(out)]) == 1
    [sheet] = openpyxl.load_workbook(out / "错误原因_表.xlsx").worksheets
    given = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[:3] for row in given] == [*rows[:2], ["乙村党支部", "", "无"]]
    assert [row[3] for row in given] == ["错误原因", "", "缺少“品牌名称”，请补上。"]


def test_all_files_of_a_batch_go_into_one_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out, target = tmp_path / "一.docx", tmp_path / "申报", tmp_path / "申报.zip"
    source.write_bytes(form(FIRST))
    arguments = ["batch", "application", "--data", str(source), "--out", str(out)]
    assert main([*arguments, "--zip", str(out / "申报.zip")]) == 2
    assert "压缩包不能放在批次的文件夹里" in capsys.readouterr().err
    assert main([*arguments, "--zip", str(target)]) == 1
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
    found = (path for path in out.rglob("*") if path.is_file() and ".pinwen" not in path.parts)
    assert names == sorted(path.relative_to(out).as_posix() for path in found)
    assert "一页简介/01_甲村党支部_麦田哨.docx" in names
    before = target.read_bytes()
    target.unlink()
    assert main(["batch", "resume", str(out), "--zip", str(target)]) == 1
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_brackets_without_end_are_no_inner_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "深.json"
    source.write_text("[" * 200_000, encoding="utf-8")
    for command in (["draft", "application"], ["batch", "application"]):
        assert main([*command, "--data", str(source), "--out", str(tmp_path / "o.docx")]) == 3
        assert "括号套得太深" in capsys.readouterr().err


def nested(*forms: tuple[str, str, str], one_table: bool = False) -> bytes:
    """Return a file of forms whose unit and brand stand in a table inside a cell, below the measures."""
    document = Document()
    outer = document.add_table(rows=0, cols=2)
    for unit, brand, measures in forms:
        if not one_table:
            outer = document.add_table(rows=0, cols=2)
        for label, value in (("主要做法", measures), ("基本情况", "")):
            cells = outer.add_row().cells
            cells[0].text, cells[1].text = label, value
        inner = outer.rows[-1].cells[1].add_table(rows=2, cols=2)
        for row, (label, value) in enumerate((("申报单位", unit), ("品牌名称", brand))):
            inner.cell(row, 0).text, inner.cell(row, 1).text = label, value
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


TWO = (("甲村党支部", "麦田哨", "开办夜校。"), ("乙村党支部", "渡口灯", "巡河护堤。"))


def test_unit_and_brand_in_a_table_inside_a_cell_part_forms_whole() -> None:
    read = [dict(one.data) for one in gather_bytes("两份.docx", nested(*TWO)).readings]
    assert [(d["unit_name"], d["brand_name"]) for d in read] == [(u, b) for u, b, _ in TWO]
    assert [d["measures"][0]["text"] for d in read] == [m for _, _, m in TWO]


def test_a_table_that_lays_out_several_forms_is_parted_inside() -> None:
    read = [
        dict(one.data) for one in gather_bytes("一表.docx", nested(*TWO, one_table=True)).readings
    ]
    assert [(d["unit_name"], d["brand_name"]) for d in read] == [(u, b) for u, b, _ in TWO]


@pytest.mark.parametrize(
    ("said", "brand", "told"),
    [
        ("“清源先锋”党建品牌", "清源先锋", "外面的引号和后面的“党建品牌”没有读入"),
        ("「清源先锋」品牌", "清源先锋", "外面的引号和后面的“品牌”没有读入"),
        ("“清源先锋”", "清源先锋", "外面的引号没有读入"),
        ("“清源”先锋队", "“清源”先锋队", ""),
    ],
)
def test_a_brand_in_quotation_marks_is_read_without_them(said: str, brand: str, told: str) -> None:
    rows = [["申报单位", "水务局支部"], ["品牌名称", said]]
    [reading] = one(form(rows)).readings
    assert reading.data["brand_name"] == brand
    assert [told in problem.message for problem in reading.problems] == ([True] if told else [])


@pytest.mark.parametrize("said", ["见附件", "详见附件。", "（附后）"])
def test_what_only_points_elsewhere_is_a_gap_and_told(said: str) -> None:
    rows = [["申报单位", "水务局支部"], ["品牌名称", "清源先锋"], ["取得成效", said]]
    [reading] = one(form(rows)).readings
    assert "results" not in reading.data
    [problem] = reading.problems
    assert problem.message == f"“取得成效”只写了“{said}”，附件没有读入，请把内容填进来。"


@pytest.mark.parametrize(
    ("kind", "told"), [("其它", ""), ("其他类", ""), ("服务民生类", "属于服务民生类")]
)
def test_a_kind_that_is_none_is_not_spoken_of(kind: str, told: str) -> None:
    record = {"unit_name": "水务局支部", "brand_name": "清源先锋", "brand_type": kind}
    said = [line for line in draft("application", record).text.split("\n") if "属于" in line]
    assert [told in line for line in said] == ([True] if told else [])
