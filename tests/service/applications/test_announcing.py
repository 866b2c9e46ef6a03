"""From filled sheets to the table of results, the notice and the decision."""

from __future__ import annotations

import pytest

from service.applications.announcing import DECISION, NOTICE, RESULTS, Announced, announce
from service.applications.awards import read_awards
from service.applications.opinions import PASS
from service.applications.ranking import Rules
from service.applications.scoring import read_score_sheets
from service.documents import read_tables
from service.errors import WrongUse
from service.importing.workbooks import read_sheets
from tests.service.applications.judges import STOOD_BACK, filled, judged, judged_of, rated, reviewed

FACTS = {
    "title": "2026年度",
    "issuer": "中共星河市直属机关工作委员会",
    "from_day": "2026-06-08",
    "to_day": "2026-06-12",
    "contact": "0000-0000000",
    "notice_day": "2026-06-05",
    "decision_day": "2026-06-18",
    "recipients": "市直各单位机关党委",
}


def made(announced: Announced) -> dict[str, bytes]:
    return dict(announced.files)


def text(data: bytes) -> str:
    contents = read_tables(data)
    rows = ["\t".join(cell.text for cell in row) for table in contents.tables for row in table]
    return "\n".join((*contents.paragraphs, *rows))


def grids(announced: Announced) -> dict[str, list[list[str]]]:
    return {sheet.name: sheet.grid for sheet in read_sheets(made(announced)[RESULTS])}


def test_a_winner_that_the_first_review_sent_back_is_told() -> None:
    back = reviewed("退回补正", PASS, "不予推荐")
    given = judged_of(back, {"甲": [80, 90, 70], "乙": [82, 92, 71]})
    found = announce(given, read_awards("示范=1,优秀=1"), facts=FACTS)
    assert found.notes == (
        "“优秀”的 1 号“一窗暖”初审意见是“退回补正”，请核对是否已经补正，再行公示。",
    )
    assert found.wire()["notes"] == list(found.notes)
    tables = grids(found)
    # Who gets no award is told in the ranking, not as a matter to be settled.
    remarks = {row[1]: row[-1] for row in tables["评审结果"][1:]}
    assert remarks == {"2": "", "1": "初审意见：退回补正", "3": "初审意见：不予推荐"}
    assert tables["待核对"][1:] == [["请核对", found.notes[0]]]


def test_sheets_that_do_not_tell_the_first_review_are_told() -> None:
    older = judged_of(reviewed("", "", ""), {"甲": [80, 90, 70]})
    found = announce(older, read_awards("示范=2"), facts=FACTS)
    assert found.notes == ("2、1 号在评分表里没有“初审意见”，请对照汇总表核对是否通过初审。",)


def test_the_lists_stand_in_the_order_of_the_awards_and_are_counted() -> None:
    found = announce(
        judged(甲=[80, 90, 70], 乙=[82, 92, 71]), read_awards("示范=1,优秀=2"), facts=FACTS
    )
    assert (found.problems, found.notes) == ((), ())
    assert not any(found.gaps.values())
    notice, decision = text(made(found)[NOTICE]), text(made(found)[DECISION])
    assert "关于2026年度党建品牌评选结果的公示" in notice
    assert "本次评选共有3个党建品牌参评，由2名评委评分。" in notice
    assert "拟认定的3个党建品牌予以公示，其中示范1个、优秀2个" in notice
    assert "2026年6月5日" in notice
    assert "“道钉”等3个党建品牌予以表彰，其中示范1个、优秀2个" in decision
    assert "2026年6月18日" in decision
    for shown in (notice, decision):
        assert (
            shown.index("1\t道钉\t乙支部")
            < shown.index("1\t一窗暖\t甲支部")
            < shown.index("2\t清渠")
        )


def test_what_the_office_did_not_tell_is_marked() -> None:
    found = announce(judged(甲=[80, 90, 70]), read_awards("示范=1"))
    notice = text(made(found)[NOTICE])
    for label in ("公示开始日期", "公示结束日期", "联系电话", "公示单位", "发布日期"):
        assert label in found.gaps[NOTICE]
        assert f"【待补充：{label}】" in notice
    assert "共0天" not in notice
    assert found.gaps[DECISION] == ("主送机关", "发文机关", "成文日期")


def test_every_figure_has_its_rows() -> None:
    found = announce(judged(甲=[80, 90, 70], 乙=[82, 92, 71]), read_awards("示范=1,优秀=2"))
    sheets = grids(found)
    assert sheets["评审结果"][1][:4] == ["1", "2", "乙支部", "道钉"]
    assert [row[2:] for row in sheets["数字出处"][1:]] == [
        ["3", "“评审结果”第 2 至 4 行的“奖项”列"],
        ["1", "“评审结果”第 2 行的“奖项”列"],
        ["2", "“评审结果”第 3 至 4 行的“奖项”列"],
    ]
    column = sheets["评审结果"][0].index("奖项")
    assert [row[column] for row in sheets["评审结果"][1:]] == ["示范", "优秀", "优秀"]
    parts = [row for row in sheets["逐项得分"] if row[0] == "2"]
    assert [(row[3], row[9], row[10], row[11]) for row in parts] == [
        *(("甲", "90", "评委评分表_甲.xlsx", "3"), ("乙", "92", "评委评分表_乙.xlsx", "3")),
    ]


def test_nothing_is_announced_from_scores_that_are_not_whole() -> None:
    sheets = [("甲.xlsx", filled("甲", {1: rated(80), 2: rated(90)}))]
    scored = read_score_sheets(sheets)
    assert scored
    found = announce(scored, read_awards("示范=1"), facts=FACTS)
    assert list(made(found)) == [RESULTS]
    assert "第 4 行（3 号“清渠”）没有打分" in found.problems[0]
    assert any("没有打分" in row[1] for row in grids(found)["待核对"])


def test_equals_at_the_border_are_left_to_the_office() -> None:
    scored = judged(甲=[90, 90, 70])
    found = announce(scored, read_awards("示范=1"), facts=FACTS)
    assert list(made(found)) == [RESULTS]
    shown = grids(found)["评审结果"]
    column = shown[0].index("奖项")
    assert [row[column] for row in shown[1:]] == ["待定", "待定", ""]
    assert [row[-1] for row in shown[1:]] == ["与 2 号并列", "与 1 号并列", ""]
    both = announce(scored, read_awards("示范=1"), Rules(ties="同奖"), FACTS)
    assert "拟认定的2个党建品牌" in text(made(both)[NOTICE])


def test_a_judge_who_stood_back_is_shown() -> None:
    sheets = [
        ("甲.xlsx", filled("甲", {1: STOOD_BACK, 2: rated(90), 3: rated(70)})),
        ("乙.xlsx", filled("乙", {1: rated(95), 2: rated(90), 3: rated(70)})),
    ]
    scored = read_score_sheets(sheets)
    assert scored
    first = grids(announce(scored, read_awards("示范=1")))["评审结果"][1]
    assert first[4:6] == ["回避", "95"]
    assert first[-1] == "甲回避"


def test_nobody_reaching_a_line_is_told() -> None:
    found = announce(judged(甲=[80, 90, 70]), read_awards("示范=95分"))
    assert list(made(found)) == [RESULTS]
    assert "没有一个品牌" in found.problems[0]


def test_equal_sheets_give_equal_files() -> None:
    scored = judged(甲=[80, 90, 70])
    first, second = (announce(scored, read_awards("示范=1"), facts=FACTS) for _ in range(2))
    assert first.files == second.files


@pytest.mark.parametrize("facts", [{"phone": "1"}, {"title ": "2026"}])
def test_facts_that_do_not_exist_are_refused(facts: dict[str, str]) -> None:
    with pytest.raises(WrongUse, match="可用"):
        announce(judged(甲=[80, 90, 70]), read_awards("示范=1"), facts=facts)
