"""From the judges' sheets to the table of results, the notice and the decision: counted, never typed."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.applications.awards import Allotted, Award, allot, not_passed
from service.applications.notices import notice_data
from service.applications.ranking import Rules, Scored, ranked
from service.applications.results import result_workbook
from service.applications.scoring import Judged
from service.drafting.drafts import draft
from service.errors import WrongUse

RESULTS, NOTICE, DECISION = "评审结果表.xlsx", "公示稿.docx", "表彰决定.docx"
FACTS: Mapping[str, str] = {
    "title": "标题里“党建品牌”前面的话，如 2026年度",
    "issuer": "公示单位和发文机关",
    "basis": "评选依据，写在公示开头",
    "from_day": "公示开始日期，如 2026-06-08",
    "to_day": "公示结束日期",
    "contact": "联系电话",
    "address": "通讯地址",
    "email": "电子邮箱",
    "notice_day": "公示的发布日期",
    "doc_no": "表彰决定的发文字号，如 星直工〔2026〕8号",
    "recipients": "表彰决定的主送机关",
    "lead": "评选经过，写在表彰决定开头",
    "valid_years": "称号有效年数",
    "decision_day": "表彰决定的成文日期",
}
"""What the office tells for the two documents; what it does not tell is marked in them."""
_OF_NOTICE = ("issuer", "basis", "from_day", "to_day", "contact", "address", "email")
_OF_DECISION = ("issuer", "doc_no", "recipients", "lead", "valid_years")


@dataclass(frozen=True, slots=True)
class Announced:
    """What came of the judges' sheets.

    Attributes:
        files: names with contents; notice and decision are missing when something must be settled first.
        problems: what must be settled, Chinese sentences.
        notes: what is to be looked at.
        gaps: labels of missing facts, by file.
    """

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def wire(self, names: Sequence[str] = ()) -> dict[str, object]:
        """Return the shape `pinwen.awards/1`; `names` are those the files got where they were written."""
        return {
            "schema": "pinwen.awards/1",
            "files": list(names) or [name for name, _ in self.files],
            "problems": list(self.problems),
            "notes": list(self.notes),
            "gaps": {name: list(labels) for name, labels in self.gaps.items()},
        }

    def packed(self) -> list[dict[str, str]]:
        """Return the files as JSON values: name and base64."""
        return [{"name": n, "content": base64.b64encode(d).decode()} for n, d in self.files]


def announce(
    judged: Judged,
    awards: Sequence[Award],
    rules: Rules | None = None,
    facts: Mapping[str, str] | None = None,
    *,
    style: str = "",
) -> Announced:
    """Return the table of results and, when nothing has to be settled, the notice and the decision.

    Args:
        judged: what the judges gave.
        awards: in order, the best first.
        rules: how to rank; the default rules if None.
        facts: see `FACTS`.
        style: of the documents; that of their templates if empty.

    Raises:
        WrongUse: rules or facts that do not exist.
        BadFields: a fact cannot be read, or contradicts another.
        NotFound: no such style.
    """
    how, known = rules or Rules(), facts or {}
    for name in known:
        if name not in FACTS:
            raise WrongUse(f"没有“{name}”这个选项，可用：{'、'.join(FACTS)}。", option=name)
    results = ranked(judged, how)
    allotted = allot(results, awards, how)
    notes = (*allotted.notes, *not_passed(allotted, results, judged.reviews))
    allotted = replace(allotted, notes=notes)
    files = [(RESULTS, result_workbook(judged, results, how, awards, allotted))]
    problems = (*judged.problems, *allotted.problems)
    if problems or not allotted.awards:
        nobody = () if problems else ("没有一个品牌够得上所设奖项，未起草公示稿和表彰决定。",)
        return Announced(tuple(files), (*problems, *nobody), allotted.notes)
    gaps = {}
    for name, template, data in _documents(judged, results, allotted, known):
        made = draft(template, data, style=style)
        files.append((name, made.docx))
        gaps[name] = made.gaps
    return Announced(tuple(files), (), allotted.notes, gaps)


def _documents(
    judged: Judged, results: Sequence[Scored], allotted: Allotted, facts: Mapping[str, str]
) -> list[tuple[str, str, dict[str, object]]]:
    """Return the documents: name, template, data."""
    winners = [
        {"brand_name": one.brand, "unit_name": one.unit, "award": allotted.awards[one.number]}
        for one in results
        if one.number in allotted.awards
    ]
    prefix = facts.get("title", "")
    counted = {"entries": len(judged.named), "judges": len(judged.judges)}
    notice = {name: facts[name] for name in _OF_NOTICE if facts.get(name)} | counted
    decision = {name: facts[name] for name in _OF_DECISION if facts.get(name)}
    for data, day in ((notice, "notice_day"), (decision, "decision_day")):
        data |= {"day": facts[day]} if facts.get(day) else {}
    notice["title"] = f"关于{prefix}党建品牌评选结果的公示"
    decision["title"] = f"关于表彰{prefix}党建品牌的决定"
    return [
        (NOTICE, "public-notice", notice_data(winners, notice)),
        (DECISION, "commendation", notice_data(winners, decision)),
    ]
