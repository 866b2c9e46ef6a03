"""Letters: what is counted, what is refused, what differs by kind of unit; real pages."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import templates
from service.drafting.drafts import BadFields, draft
from tests.office import pages, to_pdf

FULL: dict[str, Any] = json.loads(templates.text("letter/samples/full.json"))
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> dict[str, Any]:
    data = copy.deepcopy(FULL)
    change(data)
    return data


def test_counts_come_from_the_tree() -> None:
    assert "8个方面27项指标，总分100分；另设5个加分项、4个否决项" in draft("letter", FULL).text

    def fewer(data: dict[str, Any]) -> None:
        data["indicators"] = [one for one in data["indicators"] if not one["id"].startswith("8")]
        data["indicators"][0]["score"] = 30
        data["indicators"][1]["score"] = 15
        data["veto"] = []

    assert "7个方面23项指标，总分100分；另设5个加分项。" in draft("letter", changed(fewer)).text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["indicators"][1].update(score=6), "sum"),
        (lambda d: d.update(total_score=90), "total"),
        (lambda d: d["indicators"][1].pop("score"), "no-score"),
        (lambda d: d["indicators"][1].update(parent_id="9"), "tree"),
        (lambda d: d["indicators"][1].update(id="1.2"), "tree"),
        (lambda d: d["indicators"][0].update(parent_id="1.1"), "tree"),
        (lambda d: d["indicators"][1].update(cap=50), "cap"),
        (lambda d: d.update(bonus_cap=1), "bonus-cap"),
        (lambda d: d["grade_bands"][1].update(min=85), "bands"),
        (lambda d: d["grade_bands"].pop(), "bands"),
        (lambda d: d.update(valid_to="2025-12-31"), "dates"),
        (lambda d: d.update(issuer_name=d["unit_name"]), "parties"),
        (lambda d: d.update(members_formal=40), "members"),
        (lambda d: d.update(doc_no="示党责[2026]1号"), "brackets"),
        (lambda d: d.update(doc_no="示党责〔2025〕1号"), "year"),
        (lambda d: d.update(doc_no="示党责〔2026〕01号"), "zero"),
        (lambda d: d["basis"][2].update(doc_no="示党发（2026）3号"), "brackets"),
        (lambda d: d["basis"][0].update(title="《支部工作条例"), "quotes"),
        (lambda d: d.update(unit_name="XX公司党支部"), "placeholder"),
        (lambda d: d.update(veto=[], assess_method="实行一票否决"), "no-veto"),
        (lambda d: d["unit_targets"][0].update(indicator_id="99"), "no-indicator"),
        (lambda d: d.update(basis=[]), "missing"),
        (lambda d: d.update(copies=1), "out-of-range"),
    ],
)
def test_what_cannot_be_signed_is_refused(change: Change, code: str) -> None:
    with pytest.raises(BadFields) as trouble:
        draft("letter", changed(change))
    problems: list[dict[str, str]] = trouble.value.facts["problems"]  # type: ignore[assignment]
    assert code in [problem["code"] for problem in problems]
    assert all(problem["message"].endswith("。") for problem in problems)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(sign_date="2026-05-01"), "late"),
        (lambda d: d.update(unit_signatory_post="总经理"), "post"),
        (lambda d: d.update(members_formal=2), "few-members"),
        (lambda d: d["unit_targets"][1].update(q4=20), "quarters"),
        (lambda d: d.update(valid_to="2027-03-31"), "year"),
    ],
)
def test_what_looks_odd_is_told_and_made_all_the_same(change: Change, code: str) -> None:
    made = draft("letter", changed(change))
    assert [problem.code for problem in made.warnings] == [code]


@pytest.mark.parametrize("kind", ["国企", "机关", "学校", "医院", "乡镇社区", "其他"])
def test_kinds_of_units_differ_in_substance(kind: str) -> None:
    data = changed(lambda d: (d.update(unit_type=kind), d.pop("aim_text"), d.pop("goal_text")))
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
    assert ("总分1000分" if total else "实行逐项扣分") in text


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
    assert "第一分公司" in found[0].lines[0].text
