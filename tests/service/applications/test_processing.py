"""From what units send to a folder: everything made, figures that agree, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import cli
import templates
from service.applications.batch import finish, read
from service.applications.options import KNOWN, Options
from service.applications.summary import COLUMNS, Entry, name_findings, percent
from service.documents import read_tables, read_text
from service.drafting.drafts import draft
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.errors import BadData, NotFound, WrongUse
from service.importing.workbooks import read_sheets
from service.model import BrandDraft
from service.registry import add_brand
from service.storage import open_registry
from tests.office import pages, to_pdf
from tests.service.applications.making import done_of
from tests.service.applications.processing import Outcome, process

SAMPLES = Path(templates.__file__).parent / "application" / "samples"
OPTIONS = {
    "title": "2026年度",
    "office": "中共星河市直属机关工作委员会",
    "day": "2026-03-31",
    "plan": "云桥区=20,临港区=15",
    "weights": "领导力=20,向心力=20,竞争力=30,传播力=15,影响力=15",
    "judges": "甲、乙",
    "recognised": "清渠",
    "case": "3000字以内",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = tmp_path_factory.mktemp("申报")
    return folder, process(SAMPLES / "applications.xlsx", folder, options=OPTIONS)


def table(folder: Path) -> list[list[str]]:
    return read_sheets((folder / "汇总表.xlsx").read_bytes())[0].grid


def test_a_bad_row_stops_nothing(made: tuple[Path, Outcome]) -> None:
    folder, outcome = made
    assert (outcome.made, outcome.failed, outcome.rejected) == (11, 0, 1)
    for kind in ("申报材料", "一页简介", "摘要"):
        assert len(list((folder / kind).iterdir())) == 11
    assert (folder / "申报材料" / "07_星河市示范机械集团总装车间党支部_齿轮先锋.docx").is_file()
    assert sorted(p.name for p in (folder / "评委评分表").iterdir()) == [
        "评委评分表_乙.xlsx",
        "评委评分表_甲.xlsx",
    ]


def test_the_archive_holds_everything(made: tuple[Path, Outcome]) -> None:
    folder, outcome = made
    with zipfile.ZipFile(outcome.archive) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names == sorted(names)
    assert set(names) == set(outcome.files) - {"申报材料.zip"}
    assert all((folder / name).is_file() for name in outcome.files)


def test_the_same_input_gives_the_same_bytes_and_no_second_copy(
    made: tuple[Path, Outcome], tmp_path: Path
) -> None:
    folder, outcome = made
    again = process(SAMPLES / "applications.xlsx", tmp_path, options=OPTIONS)
    assert again.files == outcome.files
    for name in outcome.files:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name
    assert process(SAMPLES / "applications.xlsx", tmp_path, options=OPTIONS).files == outcome.files


def test_a_file_that_a_person_edited_stays(tmp_path: Path) -> None:
    first = process(SAMPLES / "full.json", tmp_path)
    edited = tmp_path / first.files[0]
    edited.write_bytes(b"mine")
    second = process(SAMPLES / "full.json", tmp_path)
    assert edited.read_bytes() == b"mine"
    assert "（新）" in second.files[0]


def test_every_planted_defect_is_told(made: tuple[Path, Outcome]) -> None:
    folder, _ = made
    sheets = {s.name: s.grid for s in read_sheets((folder / "导入报告.xlsx").read_bytes())}
    told = {(row[0], row[4]): row[5] for row in sheets["问题清单"][1:]}
    assert "形象的标识" in told["3", "标识"]
    assert "不是党员" in told["3", "领衔人是否党员"]
    assert "没有能与别家区分的字" in told["3", "品牌名称"]
    assert "去年春天" in told["4", "创建时间"]
    assert "9 号云桥街道星光社区党支部" in told["4", "主要做法"]
    assert "超出" in told["5", "传播语"]
    assert "已经认定过" in told["2", "品牌名称"]
    assert "8 号" in told["7", "品牌名称"]
    assert "7 号" in told["8", "品牌名称"]
    assert "晚于申报日期" in told["10", "创建时间"]
    assert "四种类型" in told["11", "品牌类型"]
    assert "缺少“申报单位”" in told["", ""]
    assert len(sheets["雷同文字"]) == 2


def test_the_upload_comes_back_with_reasons(made: tuple[Path, Outcome]) -> None:
    folder, _ = made
    book = load_workbook(folder / "错误原因_applications.xlsx")
    cells = [cell.value for row in book["企业和基层"].iter_rows() for cell in row if cell.value]
    assert any("缺少“申报单位”" in str(value) for value in cells)
    assert book["市直机关"]["D3"].value == "一窗暖"


def test_the_report_counts_the_table(made: tuple[Path, Outcome]) -> None:
    folder, _ = made
    head, *rows = table(folder)
    assert head == [*(name for _, name in COLUMNS), "联系方式"]
    text = read_text(folder / "综合报告.docx")
    assert f"进入汇总{len(rows)}份" in text
    members = sum(int(row[6]) for row in rows if row[6])
    assert f"合计{members}名" in text
    complete = sum(row[10] == "齐全" for row in rows)
    assert f"要素齐全的{complete}份" in text
    passed = sum(row[12] == "符合申报规则" for row in rows)
    assert f"符合规则的{passed}份，需要补正的{len(rows) - passed}份" in text
    for listed in read_tables(folder / "综合报告.docx").tables:
        if listed[0][1].text == "份数" and listed[-1][0].text == "合计":
            counts = [int(row[1].text) for row in listed[1:-1]]
            assert sum(counts) == int(listed[-1][1].text) == len(rows)
    assert "云桥区\n20\n4\n20%" in text
    assert "临港区\n15\n1\n6.7%" in text


def test_the_word_table_says_what_the_workbook_says(made: tuple[Path, Outcome]) -> None:
    folder, _ = made
    (listed,) = read_tables(folder / "汇总表.docx").tables
    rows = [[cell.text for cell in row] for row in listed[1:]]
    written = [row[: len(COLUMNS)] for row in table(folder)[1:]]
    assert rows == [[cell or "—" for cell in row] for row in written]


def test_a_folder_of_forms_makes_the_same_set(tmp_path: Path) -> None:
    source = tmp_path / "收件"
    source.mkdir()
    shutil.copy(SAMPLES / "form.docx", source / "消防.docx")
    (source / "说明.doc").write_bytes(b"x")
    outcome = process(source, tmp_path / "出")
    # What was not read at all counts as not made: nobody looks for it otherwise.
    assert (outcome.made, outcome.rejected) == (1, 1)
    report = read_text(tmp_path / "出" / "综合报告.docx")
    assert "本次共收到党建品牌申报1份，进入汇总1份，另有1个文件未能读取" in report
    assert "未进入汇总的申报和未能读取的文件" in report
    text = read_text(
        tmp_path / "出" / "申报材料" / "01_星河市消防救援支队特勤站党支部_逆行者的后背.docx"
    )
    assert "（一）后背搭档。全站队员两人一组结成搭档" in text
    assert "星河市青年文明号（团市委，2025年5月，市级）" in text


def test_words_of_the_applicant_make_no_structure(tmp_path: Path) -> None:
    nasty = "<b>&amp;{{ 7*7 }}{% if %}# 一级\x0b| 格 | 子 ]]> 𠮷"
    record = {
        "unit_name": "甲<支部>",
        "brand_name": "乙/丙",
        "name_meaning": nasty.replace("\x0b", "\n"),
    }
    path = tmp_path / "一份.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    outcome = process(path, tmp_path / "出")
    assert outcome.made == 1
    assert outcome.files[0] == "申报材料/01_甲_支部__乙_丙.docx"
    text = read_text(tmp_path / "出" / outcome.files[0])
    assert "<b>&amp;{{ 7*7 }}{% if %}# 一级" in text


def test_the_same_application_twice_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "两份.json"
    one = {"unit_name": "甲支部", "brand_name": "乙"}
    path.write_text(json.dumps([one, one]), encoding="utf-8")
    assert (process(path, tmp_path / "出").made, process(path, tmp_path / "出").rejected) == (1, 1)


def test_nothing_to_make_is_told(tmp_path: Path) -> None:
    path = tmp_path / "空.json"
    path.write_text('{"unit_name": "甲支部"}', encoding="utf-8")
    with pytest.raises(BadData, match="缺少“品牌名称”"):
        process(path, tmp_path / "出")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"standard": "seven"}, NotFound),
        ({"digest": "很短"}, WrongUse),
        ({"colour": "red"}, WrongUse),
        ({"weights": "领导力=100"}, WrongUse),
        ({"plan": "云桥区"}, WrongUse),
    ],
)
def test_wrong_options_are_refused(
    tmp_path: Path, options: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        process(SAMPLES / "full.json", tmp_path, options=options)


def test_options_are_told() -> None:
    assert all(text for text in KNOWN.values())
    assert Options({"plan": '{"甲": 2}'}).numbers("plan") == {"甲": 2}


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 15, "6.7%"), (1, 4, "25%"), (0, 3, "0%"), (3, 0, "—"), (1, 8, "12.5%")],
)
def test_shares_are_rounded_half_up(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_it_runs_as_a_kind_of_batch(tmp_path: Path) -> None:
    """The table of items stores JSON: facts and payloads must survive it."""
    data = (SAMPLES / "applications.xlsx").read_bytes()
    done = done_of(read("applications.xlsx", data, OPTIONS), OPTIONS, tmp_path)
    files = {name: make(done) for name, make in finish(done)}
    whole = process(SAMPLES / "applications.xlsx", tmp_path, options=OPTIONS)
    for name, content in files.items():
        assert (tmp_path / name).read_bytes() == content
    assert set(files) < set(whole.files)


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({}, "创建时间 2027-01 晚于今天 2026-11-21，请核对。"),
        ({"day": "2026年3月31日"}, "创建时间 2027-01 晚于汇总日期 2026-03-31，请核对。"),
        ({"day": "2027-01-31"}, ""),
    ],
)
def test_a_founding_in_the_future_is_told_by_row_and_sends_back(
    option: dict[str, str], told: str, tmp_path: Path
) -> None:
    record = json.loads((SAMPLES / "full.json").read_text(encoding="utf-8"))
    del record["apply_date"]
    path = tmp_path / "申报.xlsx"
    path.write_bytes(form_workbook(find_template("application"), [record | {"founded": "2027-01"}]))
    process(path, tmp_path / "出", options=option, today=dt.date(2026, 11, 21))
    assert table(tmp_path / "出")[1][12] == ("退回补正" if told else "符合申报规则")
    report = {s.name: s.grid for s in read_sheets((tmp_path / "出" / "导入报告.xlsx").read_bytes())}
    issues = [row for row in report.get("问题清单", ()) if "创建时间" in row]
    assert [row[5] for row in issues] == ([told] if told else [])
    assert all("第 2 行" in "".join(row) for row in issues)


def test_a_single_draft_tells_a_founding_in_the_future(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads((SAMPLES / "full.json").read_text(encoding="utf-8"))
    record |= {"founded": "2099-12", "apply_date": ""}
    path = tmp_path / "申报.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    given = ("draft", "application", "--data", str(path), "--out", str(tmp_path / "出.docx"))
    assert cli.main(list(given)) == 1
    assert "请核对：创建时间 2099-12 晚于今天 " in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="2026-03-31"):
        process(SAMPLES / "full.json", tmp_path, options={"day": "2026年3月"})


LONG = "党员带头把责任落到工序交接处，"
FULLEST: dict[str, Any] = {
    "unit_name": (LONG * 9)[:40],
    "brand_name": (LONG * 3)[:24],
    "unit_type": LONG[:9],
    "brand_type": LONG[:9],
    "founded": "2023-12",
    "member_count": 1234,
    "leader": (LONG * 9)[:28],
    "slogan": (LONG * 9)[:28],
    "meaning": (LONG * 20)[:120],
    "goal": (LONG * 20)[:88],
    "measures": [{"text": (LONG * 20)[:56]}] * 3,
    "results": [{"text": (LONG * 20)[:56]}] * 3,
    "honours": (LONG * 20)[:56],
}


def test_the_fullest_profile_is_one_page(tmp_path: Path) -> None:
    assert len(pages(to_pdf(draft("profile", FULLEST).docx, tmp_path))) == 1


def test_the_table_lies_across_on_its_first_page(
    made: tuple[Path, Outcome], tmp_path: Path
) -> None:
    folder, _ = made
    shown = pages(to_pdf((folder / "汇总表.docx").read_bytes(), tmp_path))
    assert all(round(page.width) == 297 for page in shown)
    said = "".join(line.text for line in shown[0].lines)
    assert re.sub(r"\s", "", said).count("党建品牌申报汇总表") == 1


def test_a_name_that_cannot_be_compared_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "四份.json"
    names = ["好", "甲\n乙", "长" * 5000, "甲\u200b\u202e乙"]
    records = [{"unit_name": f"支部{n}", "brand_name": name} for n, name in enumerate(names)]
    path.write_text(json.dumps(records), encoding="utf-8")
    outcome = process(path, tmp_path / "出")
    assert outcome.made + outcome.rejected == 4
    assert outcome.made >= 3
    grid = table(tmp_path / "出")
    assert grid[2][11] == grid[3][11] == "名称无法比对"


def test_names_are_checked_against_the_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (SAMPLES / "form.docx").read_bytes()
    with pytest.raises(WrongUse):
        read("表.docx", data, {"registry": "是"})
    with open_registry(str(tmp_path / "台账.db")) as registry:
        brand = BrandDraft(name="逆行者的后背", unit="别的支部")
        add_brand(registry, brand, who="测试", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    monkeypatch.setenv("PINWEN_REGISTRY", str(tmp_path / "台账.db"))
    together = read("表.docx", data, {"registry": "是"}).together
    assert together is not None
    (told,) = together().told
    assert told.values["names"] == "与已登记的别的支部“逆行者的后背”相同"
    assert "name" in [problem["code"] for problem in told.values["problems"]]


def test_a_brand_in_which_one_thing_is_found_twice_counts_once() -> None:
    def entry(number: int, brand: str, *findings: str) -> Entry:
        texts = dict.fromkeys(
            ("unit", "region", "superior", "brand_type", "unit_type", "reason"), ""
        )
        return Entry(
            number=number,
            brand=brand,
            members=None,
            missing=(),
            findings=findings,
            matters=(),
            **texts,
        )

    rows = [entry(1, "最好第一", "最高级", "最高级", "过长"), entry(2, "第一抱", "最高级")]
    assert name_findings(rows) == [
        {"name": "最高级", "count": 2, "items": "最好第一、第一抱"},
        {"name": "过长", "count": 1, "items": "最好第一"},
    ]
