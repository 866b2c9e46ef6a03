"""The seventeen checks of a letter: each fault is told with its place and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from service.drafting.drafts import BadFields, draft
from tests.service.letters.sample import Change, changed


def named(data: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in data["indicators"] if one["id"] == name)
    return found


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        (lambda d: named(d, "1").update(score=21), "sum", "/indicators/0/score"),
        (lambda d: named(d, "1.1").update(score=6), "sum", "/indicators/0/score"),
        (lambda d: named(d, "1.1").update(score=5.001), "decimals", "/indicators/1/score"),
        (lambda d: named(d, "1.1").update(score=-5), "out-of-range", "/indicators/1/score"),
        (lambda d: d.update(total_score=90), "total", "/total_score"),
        (lambda d: named(d, "1.1").pop("score"), "no-score", "/indicators/1/score"),
        (lambda d: named(d, "1.1").update(parent_id="9"), "tree", "/indicators/1/parent_id"),
        (lambda d: named(d, "1.1").update(id="1.2"), "tree", "/indicators/2/id"),
        (lambda d: named(d, "1").update(parent_id="1.1"), "tree", "/indicators/0/parent_id"),
        (lambda d: named(d, "1.1").update(cap=50), "cap", "/indicators/1/cap"),
        (lambda d: named(d, "1.1").update(step=50), "cap", "/indicators/1/step"),
        (lambda d: d.update(bonus_cap=1), "bonus-cap", "/bonus/0/score"),
        (lambda d: d["grade_bands"][1].update(min=85, max=90), "bands", "/grade_bands/2/max"),
        (lambda d: d["grade_bands"][1].update(min=90, max=None), "bands", "/grade_bands/1/min"),
        (lambda d: d["grade_bands"][0].update(max=100), "bands", "/grade_bands/0/max"),
        (lambda d: d["grade_bands"].pop(), "bands", "/grade_bands/2/min"),
        (lambda d: d.update(valid_to="2025-12-31"), "dates", "/valid_to"),
        (lambda d: d.update(valid_from="2026-12-31", valid_to=None), "dates", "/valid_to"),
        (lambda d: d.update(sign_date="2027-01-05"), "dates", "/sign_date"),
        (lambda d: d["duties"][2].update(due="2027-01-31"), "due", "/duties/2/due"),
        (lambda d: named(d, "1.1").update(due="2025-01-31"), "due", "/indicators/1/due"),
        (lambda d: d.update(issuer_name=d["unit_name"]), "parties", "/unit_name"),
        (lambda d: d.update(members_formal=40), "members", "/members_formal"),
        (lambda d: d.update(doc_no="示党责[2026]1号"), "brackets", "/doc_no"),
        (lambda d: d.update(doc_no="示党责〔2026〕1"), "brackets", "/doc_no"),
        (lambda d: d.update(doc_no="示党责〔2025〕1号"), "year", "/doc_no"),
        (lambda d: d.update(doc_no="示党责〔2026〕01号"), "zero", "/doc_no"),
        (lambda d: d["basis"][2].update(doc_no="示党发（2026）3号"), "brackets", "/basis/2/doc_no"),
        (lambda d: d["basis"][0].update(title="《支部工作条例"), "quotes", "/basis/0/title"),
        (lambda d: d.update(unit_name="XX公司党支部"), "placeholder", "/unit_name"),
        (lambda d: d["duties"][1].update(text="每月×××一次"), "placeholder", "/duties/1/text"),
        (lambda d: d["veto"][1].update(title="待定"), "placeholder", "/veto/1/title"),
        (lambda d: d.update(assess_method="考核9个方面"), "count", "/assess_method"),
        (lambda d: d.update(goal_text="完成26项指标"), "count", "/goal_text"),
        (lambda d: d.update(goal_text="另设3个否决项"), "count", "/goal_text"),
        (lambda d: d.update(goal_text="考核设九个方面二十七项"), "count", "/goal_text"),
        (lambda d: d.update(goal_text="考核设八个方面二十六项"), "count", "/goal_text"),
        (lambda d: d.update(goal_text="设六个加分项"), "count", "/goal_text"),
        (lambda d: d.update(goal_text="列入三项一票否决事项"), "count", "/goal_text"),
        (lambda d: d.update(veto=[], goal_text="实行一票否决"), "no-veto", "/goal_text"),
        (
            lambda d: (d.update(veto=[]), named(d, "1.1").update(rule="一票否决")),
            "no-veto",
            "/indicators/1/rule",
        ),
        (lambda d: d["duties"][0].update(frequency="常常"), "unreadable", "/duties/0/frequency"),
        (
            lambda d: d["unit_targets"][0].update(indicator_id="99"),
            "no-indicator",
            "/unit_targets/0/indicator_id",
        ),
        (lambda d: d.update(basis=[]), "missing", "/basis"),
        (lambda d: d.update(copies=1), "out-of-range", "/copies"),
    ],
)
def test_what_cannot_be_signed_is_refused(change: Change, code: str, pointer: str) -> None:
    with pytest.raises(BadFields) as trouble:
        draft("letter", changed(change))
    problems: list[dict[str, str]] = trouble.value.facts["problems"]  # type: ignore[assignment]
    assert (code, pointer) in [(problem["code"], problem["pointer"]) for problem in problems]
    assert all(problem["message"].endswith("。") for problem in problems)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        (lambda d: d.update(sign_date="2026-05-01"), "late", "/sign_date"),
        (lambda d: d.update(unit_signatory_post="总经理"), "post", "/unit_signatory_post"),
        (lambda d: d.update(members_formal=2), "few-members", "/members_formal"),
        (
            lambda d: d.update(members_formal=None, members_total=2),
            "few-members",
            "/members_total",
        ),
        (lambda d: d["unit_targets"][1].update(q4=20), "quarters", "/unit_targets/1/target_value"),
        (lambda d: d.update(valid_to="2027-03-31"), "year", "/valid_to"),
        (
            lambda d: d.update(doc_kind="责任状", goal_text="乙方完成各项指标"),
            "party-names",
            "/goal_text",
        ),
    ],
)
def test_what_looks_odd_is_told_and_made_all_the_same(
    change: Change, code: str, pointer: str
) -> None:
    made = draft("letter", changed(change))
    assert [(problem.code, problem.path) for problem in made.warnings] == [(code, pointer)]


def test_a_uncapped_deduction_may_pass_the_score() -> None:
    draft("letter", changed(lambda d: named(d, "1.1").update(step=50, uncapped="是")))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(goal_text="完成8个方面27项指标，另设5个加分项、4个否决项"),
        lambda d: d.update(goal_text="完成八个方面二十七项指标，另设五个加分项和四个否决项"),
        lambda d: d.update(assess_method="从自查、抽查、测评三个方面评定，第3个方面实行倒查"),
        lambda d: d.update(assess_method="有2个方面不达标，或者10项指标以上失分的，约谈书记"),
        lambda d: named(d, "1.1").update(cap=5, step=5),
        lambda d: d.update(bonus_cap=max(one["score"] for one in d["bonus"])),
        lambda d: d["grade_bands"][0].update(max=200),
        lambda d: d.update(valid_from="2026-01-01", valid_to="2026-12-31"),
        lambda d: d.update(sign_date="2026-03-31"),
        lambda d: d["duties"][2].update(due="2026-12-31"),
        lambda d: d["unit_targets"][1].update(target_value=100, q1=40, q2=60, q3=80, q4=100),
        lambda d: d["unit_targets"][1].update(target_value=100, q1=100, q2=100, q3=100, q4=100),
        lambda d: d.update(issuer_name="中共另一集团有限公司委员会"),
        lambda d: d.update(doc_no="示党责〔2026〕10号"),
        lambda d: d["basis"][0].update(title="《中国共产党支部工作条例（试行）》"),
        lambda d: d.update(goal_text="推广VIP客户服务经验，打造“XX-1”以外的品牌"[:8]),
        lambda d: d.update(goal_text="实行一票否决"),
        lambda d: d.update(veto=[]),
        lambda d: d["duties"][0].update(frequency="每两月"),
        lambda d: d.update(members_formal=3),
        lambda d: d.update(unit_signatory_post="第一书记"),
        lambda d: d.update(unit_signatory_post="总经理", signatory_posts="院长、总经理"),
    ],
)
def test_what_can_be_signed_is_let_alone(change: Change) -> None:
    assert draft("letter", changed(change)).warnings == ()
