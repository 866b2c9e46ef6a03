"""The judges' sheets read back: every fault told with file, row and column, nothing guessed."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from service.applications.judging import score_sheet, weighted
from service.applications.scoring import Judged, read_folder, read_score_sheets
from service.errors import BadData, NotFound
from tests.service.applications.judges import NAMED, STOOD_BACK, WEIGHTS, filled, rated, reviewed
from tests.service.importing.books import plain

WHOLE = {1: rated(80), 2: rated(90), 3: rated(70)}


def read(*files: tuple[str, bytes]) -> Judged:
    found = read_score_sheets(files)
    assert found is not None
    return found


def test_points_are_read_with_their_places() -> None:
    found = read(("评委评分表_张三.xlsx", filled("张三", WHOLE)))
    assert found.problems == ()
    assert [card.total for card in found.cards] == [80, 90, 70]
    assert [(card.judge, card.file, card.row) for card in found.cards][2] == (
        *("张三", "评委评分表_张三.xlsx"),
        4,
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            [21, 20, 30, 15, 15],
            "第 2 行（1 号“一窗暖”）的“领导力”打了 21 分，须在 0 至 20 分之间。",
        ),
        ([-1, 20, 30, 15, 15], "须在 0 至 20 分之间"),
        ([20, 20, "好", 15, 15], "的“竞争力”填了“好”，不是数字"),
        ([20, 20, "NaN", 15, 15], "不是数字"),
        ([20, 20, 1.234, 15, 15], "最多两位小数"),
        ([20, 20, None, 15, 15], "的“竞争力”没有打分"),
        ([20, 20, "=15+15", 15, 15], "的单元格是没有结果的公式"),
        ([20, 20, 30, 15, 15, None, "#N/A"], "“回避”的单元格是错误值 #N/A"),
        ([None] * 5, "没有打分，请补上；应当回避的，在“回避”栏填“是”。"),
        ([20, 20, 30, 15, 15, 99], "合计填了“99”，各项相加是 100"),
        ([20, 20, 30, 15, 15, None, "是"], "填了回避又打了分"),
        ([20, 20, 30, 15, 15, None, "不知道"], "“回避”填了“不知道”"),
    ],
)
def test_a_row_that_cannot_count_is_told(row: list[object], told: str) -> None:
    found = read(("评委评分表_张三.xlsx", filled("张三", {**WHOLE, 1: row})))
    assert told in found.problems[0]
    assert found.problems[0].startswith("“评委评分表_张三.xlsx”第 2 行")
    assert [card.number for card in found.cards] == [2, 3]


def test_a_first_review_that_one_judge_changed_is_told() -> None:
    sheets = ("甲", reviewed(*["退回补正"] * 3)), ("乙", NAMED), ("丙", reviewed("", "", ""))
    found = read(*((f"{judge}.xlsx", filled(judge, WHOLE, named)) for judge, named in sheets))
    assert len(found.problems) == 3
    assert "“乙.xlsx”第 2 行（1 号）的“初审意见”与其他评委的表不一致" in found.problems[0]
    assert found.reviews == dict.fromkeys((1, 2, 3), "退回补正")


def test_a_judge_may_stand_back() -> None:
    found = read(
        ("评委评分表_张三.xlsx", filled("张三", {**WHOLE, 2: STOOD_BACK})),
        ("评委评分表_李四.xlsx", filled("李四", {**WHOLE, 2: [18, "18分", 28, 14, 14, 92]})),
    )
    assert found.problems == ()
    first, second = (card for card in found.cards if card.number == 2)
    assert not first.points
    assert second.total == 92


def test_all_judges_standing_back_leaves_no_score() -> None:
    found = read(("评委评分表_张三.xlsx", filled("张三", {**WHOLE, 2: STOOD_BACK})))
    assert found.problems == ("2 号“道钉”没有一位评委的有效评分，未排名。",)


def test_two_sheets_of_one_judge_are_told_and_neither_counts() -> None:
    found = read(
        ("评委评分表_张三.xlsx", filled("张三", WHOLE)),
        ("评委评分表_张三 (1).xlsx", filled("张三", WHOLE)),
        ("评委评分表_李四.xlsx", filled("李四", WHOLE)),
    )
    assert found.judges == ("李四",)
    assert "评委“张三”交了 2 份评分表" in found.problems[0]


def test_a_sheet_for_nobody_is_named_after_its_file() -> None:
    found = read(
        ("评委评分表_王五.xlsx", filled("评委", WHOLE)), ("赵六.xlsx", filled("评委", WHOLE))
    )
    assert found.judges == ("王五", "赵六")


def test_a_row_that_is_missing_twice_or_changed_is_told() -> None:
    book = load_workbook(io.BytesIO(filled("李四", WHOLE)))
    sheet = book["评分表"]
    sheet.cell(3, 1).value = 1
    sheet.cell(4, 3).value = "清渠源"
    sheet.cell(6, 1).value = "补"
    target = io.BytesIO()
    book.save(target)
    found = read(
        ("评委评分表_张三.xlsx", filled("张三", WHOLE)),
        ("评委评分表_李四.xlsx", target.getvalue()),
    )
    told = "\n".join(found.problems)
    for part in (
        *("第 3 行的序号 1 与第 2 行重复", "第 4 行（3 号）的单位或品牌与其他评委的表不一致"),
        *("第 6 行的序号“补”不认识", "“评委评分表_李四.xlsx”里没有 2 号“道钉”"),
    ):
        assert part in told


def test_other_workbooks_in_the_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "评委评分表_张三.xlsx").write_bytes(filled("张三", WHOLE))
    (tmp_path / "通讯录.xlsx").write_bytes(_other())
    (tmp_path / "~$评委评分表_张三.xlsx").write_bytes(b"lock")
    found = read_folder(tmp_path)
    assert found.judges == ("张三",)
    assert found.problems == ("“通讯录.xlsx”不是发出的评分表，未计入，请用原表填写或移走。",)


def _other() -> bytes:
    target, book = io.BytesIO(), load_workbook(io.BytesIO(filled("张三", {})))
    book["评分表"].title = "通讯录"
    book.save(target)
    return target.getvalue()


def test_sheets_of_other_weights_do_not_mix() -> None:
    other = weighted({**WEIGHTS, "领导力": Decimal(10), "竞争力": Decimal(40)})
    sheets = [("甲.xlsx", filled("甲", WHOLE)), ("乙.xlsx", score_sheet(NAMED, other, "乙"))]
    with pytest.raises(BadData, match="权重不一样"):
        read_score_sheets(sheets)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="评委评分表"):
        read_folder(tmp_path)


def test_sheets_with_headings_alone_are_refused_whatever_lies_beside_them() -> None:
    empty = ("评委评分表_张三.xlsx", score_sheet([], weighted(WEIGHTS), "张三"))
    foreign = ("别的.xlsx", plain([["一"], ["二"]]))
    for files in ([empty], [empty, foreign]):
        with pytest.raises(BadData, match="表头下面没有申报"):
            read_score_sheets(files)
    some = ("评委评分表_李四.xlsx", filled("李四", WHOLE))
    assert sum("张三" in told for told in read(empty, some).problems) == len(NAMED)
