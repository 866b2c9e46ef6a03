"""Letters: what is counted, what is refused, what differs by kind of unit; real pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.drafting.blocks import Table
from service.drafting.drafts import draft
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.errors import NotFound
from service.letters.batch import read, renderer
from service.linting import lint
from tests.office import pages, to_pdf
from tests.service.letters.sample import FULL, changed


def test_counts_come_from_the_tree() -> None:
    assert "8个方面27项指标，总分100分；另设5个加分项、4个否决项" in draft("letter", FULL).text

    def fewer(data: dict[str, Any]) -> None:
        data["indicators"] = [one for one in data["indicators"] if not one["id"].startswith("8")]
        data["indicators"][0]["score"] = 30
        data["indicators"][1]["score"] = 15
        data["veto"] = []

    assert "7个方面23项指标，总分100分；另设5个加分项。" in draft("letter", changed(fewer)).text


@pytest.mark.parametrize("kind", ["国企", "机关", "学校", "医院", "乡镇社区", "其他"])
def test_kinds_of_units_differ_in_substance(kind: str) -> None:
    data = changed(lambda d: d.update(unit_type=kind))
    text = draft("letter", data).text
    own = {"国企": "攻关课题", "机关": "模范机关", "学校": "立德树人", "医院": "医德医风"}
    own |= {"乡镇社区": "网格", "其他": "责任岗位"}
    assert own[kind] in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("责任书", ("甲方（盖章）：", "乙方（盖章）：", "签订本责任书")),
        ("责任状", ("发状单位（盖章）：", "受状单位（盖章）：", "签订本责任状")),
        ("承诺书", ("受诺单位（盖章）：", "承诺单位（盖章）：", "作出如下承诺")),
    ],
)
def test_the_kind_of_letter_decides_its_wording(kind: str, words: tuple[str, ...]) -> None:
    text = draft("letter", changed(lambda d: d.update(doc_kind=kind))).text
    assert all(word in text for word in words)


@pytest.mark.parametrize("total", [0, 1000])
def test_other_schools_of_scoring(total: int) -> None:
    def rescale(data: dict[str, Any]) -> None:
        data.update(total_score=total, grade_bands=[])
        for one in data["indicators"]:
            one["score"] = one["score"] * 10 if total else None

    text = draft("letter", changed(rescale)).text
    assert ("总分1000分" if total else "不设基础分，按评分标准逐项扣分") in text


def test_points_only_taken_off_are_graded_by_what_is_taken() -> None:
    def deduct(data: dict[str, Any]) -> None:
        data.update(total_score=0)
        data["grade_bands"] = [
            {"name": "优秀", "min": -2},
            {"name": "良好", "min": -5},
            {"name": "不合格", "min": -100},
        ]
        for one in data["indicators"]:
            one.pop("score")

    made = draft("letter", changed(deduct))
    assert "累计扣分不超过2分的为优秀；超过2分、不超过5分的为良好；超过5分的为不合格。" in made.text
    heads = [row.cells for block in made.blocks if isinstance(block, Table) for row in block.rows]
    assert not any("分值" in cells for cells in heads)


def test_open_ends_of_grades_follow_from_the_next_better_one() -> None:
    def leave_open(data: dict[str, Any]) -> None:
        for band in data["grade_bands"]:
            band.pop("max", None)

    assert draft("letter", changed(leave_open)).text == draft("letter", FULL).text


SCHOOLS = {
    "full": "8个方面27项指标，总分100分；另设5个加分项、4个否决项",
    "office": "4个方面15项指标，不设基础分，按评分标准逐项扣分",
    "school": "6个方面18项指标，总分100分",
    "hospital": "4个方面14项指标，总分100分",
    "village": "加分合计不超过50分",
    "thousand": "3个方面10项指标，总分1000分",
}


@pytest.mark.parametrize("sample", SCHOOLS)
def test_every_school_of_scoring_has_a_workbook_that_a_clerk_can_fill(sample: str) -> None:
    template = find_template("letter")
    work = read("责任书.xlsx", form_workbook(template, template.samples(sample)), {})
    render = renderer(work.shared, {})
    [first, *_] = work.items
    made = render(first.payload)
    assert (made.problems, work.rejected) == ([], [])
    assert SCHOOLS[sample] in draft("letter", template.sample(sample)).text


def test_a_sample_that_is_none_is_told() -> None:
    with pytest.raises(NotFound, match="village"):
        find_template("letter").samples("nope")


def test_how_often_is_said_once() -> None:
    text = draft("letter", find_template("letter").sample("village")).text
    assert "每周召开一次村“两委”班子会" in text and "每周至少开展" not in text


def test_the_level_between_is_named_in_the_annex() -> None:
    def deepen(data: dict[str, Any]) -> None:
        data["indicators"] += [
            {"id": "1.4.1", "parent_id": "1.4", "title": "党员大会", "score": 3},
            {"id": "1.4.2", "parent_id": "1.4", "title": "党课", "score": 2},
        ]

    text = draft("letter", changed(deepen)).text
    assert "组织生活落实：党员大会" in text
    assert "8个方面28项指标" in text


def test_the_effect_of_a_veto_is_said_once_if_it_is_the_same_for_all() -> None:
    assert draft("letter", FULL).text.count("一票否决，考核结果为不合格：") == 1

    def differ(data: dict[str, Any]) -> None:
        data["veto"][0]["effect"] = "取消评先评优资格"

    text = draft("letter", changed(differ)).text
    assert "一票否决：" in text and "受到党纪政务处分，取消评先评优资格" in text


@pytest.mark.parametrize(("kind", "unit"), [("责任状", "受状单位"), ("承诺书", "承诺单位")])
def test_shipped_text_calls_the_unit_by_the_name_of_the_letter(kind: str, unit: str) -> None:
    text = draft("letter", changed(lambda d: d.update(doc_kind=kind))).text
    assert f"{unit}围绕企业中心工作" in text
    assert "乙方" not in text and "{" not in text


def test_a_blank_date_leaves_room_to_write() -> None:
    assert "年　　月　　日" in draft("letter", changed(lambda d: d.pop("sign_date"))).text


def test_the_same_data_give_the_same_bytes() -> None:
    assert draft("letter", FULL).docx == draft("letter", FULL).docx


def test_the_pages_of_a_letter(tmp_path: Path) -> None:
    found = pages(to_pdf(draft("letter", FULL).docx, tmp_path))
    upright = [page for page in found if page.height > page.width]
    assert len(upright) < len(found)
    signed = next(page for page in upright if any("甲方（盖章）" in x.text for x in page.lines))
    texts = [line.text for line in signed.body]
    assert any("签订地点" in text for text in texts)
    assert not texts[0].startswith("甲方")
    # The title turns over at the end of a word.
    assert found[0].lines[0].text.endswith("公司")


def test_no_line_of_a_title_is_so_full_that_one_character_stands_alone(tmp_path: Path) -> None:
    """LibreOffice parts digits from Han characters: a line of 20 characters with a year does not fit."""
    data = {**FULL, "unit_name": "中共星河市财政局预算处支部委员会", "unit_short": "预算处支部"}
    [first, *_] = pages(to_pdf(draft("letter", data).docx, tmp_path))
    shown = [line.text.replace(" ", "") for line in first.lines[:3]]
    assert shown == ["2026年度", data["unit_name"], "党建工作目标责任书"]


def test_the_heads_of_the_quarters_stand_on_one_line(tmp_path: Path) -> None:
    found = pages(to_pdf(draft("letter", FULL).docx, tmp_path))
    shown = {word for page in found for line in page.lines for word in line.text.split()}
    assert {"计量单位", "年度目标", "四季度"} <= shown


@pytest.mark.parametrize(
    ("left_out", "heading"), [("bonus", "五、一票否决"), ("veto", "五、加分项")]
)
def test_bonus_or_veto_alone_is_no_list_of_one(left_out: str, heading: str) -> None:
    made = draft("letter", changed(lambda data: data.update({left_out: []})))
    assert heading in made.text.splitlines()
    assert lint(made.docx).findings == ()
