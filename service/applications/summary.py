"""The summary of a batch: rows of the table and data of the report; every figure counts those rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from sys import intern
from typing import Any

from service.applications.numbering import in_runs
from service.applications.opinions import MATTERS, PASS, RULE, in_short, matters
from service.tables import Listing, Row, Rows
from service.texts import first_of

Facts = Mapping[str, Any]
COLUMNS = (
    ("number", "序号"),
    ("superior_org", "推荐单位"),
    ("unit_name", "申报党组织"),
    ("brand_name", "品牌名称"),
    ("brand_type", "类型"),
    ("leader_role", "领衔人职务"),
    ("member_count", "党员数"),
    ("meaning", "内涵"),
    ("measures", "主要做法"),
    ("results", "成效"),
    ("elements", "六要素"),
    ("names", "名称查重结果"),
    ("opinion", "初审意见"),
    ("remark", "备注"),
)
"""Columns of the summary table."""
# Whom to call about an application is for the office's eyes: in the workbook, not in what is handed round.
_IN_WORKBOOK = (*COLUMNS, ("contact", "联系方式"))
_BLANK = "未填"
MOST_ALIKE = 20
"""Shared texts and groups of names in the report; the report on the intake has them all (DECISION)."""
MOST_LISTED = 100
"""Applications up to which the report lists them one by one: four pages (DECISION).

Of more it says how many, and where the list is: a leader reads ten pages.
"""
MOST_NUMBERS = 30
"""Numbers or names in one cell of the report (DECISION)."""


def table_data(rows: Iterable[Facts], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of the template `summary-table`."""
    kept = [{key: one["row"][key] for key, _ in COLUMNS if one["row"][key] != ""} for one in rows]
    return {**facts, "rows": kept}


def table_listing(rows: Callable[[], Iterator[Facts]]) -> Listing:
    """Return the summary table as a list for a workbook; `rows` reads the facts, each time anew."""

    def cells() -> Iterator[Row]:
        for one in rows():
            yield tuple(_cell(key, one["row"][key]) for key, _ in _IN_WORKBOOK)

    return Listing("汇总表", tuple(name for _, name in _IN_WORKBOOK), Rows.counted(cells))


def _cell(key: str, value: Any) -> object:
    return int(value) if key == "member_count" and str(value).isdigit() else value


@dataclass(frozen=True, slots=True)
class Entry:
    """What the report tells of an application; ten thousand are held at once.

    Attributes:
        members: party members, None if nobody told how many.
        missing: elements of the standard that it lacks.
        findings: headings of what is said of its name alone.
        matters: what sends it back, by heading; empty if it passed.
        reason: the same in a line, of the first `MOST_LISTED` that go back.
    """

    number: int
    unit: str
    brand: str
    region: str
    superior: str
    brand_type: str
    unit_type: str
    members: int | None
    missing: tuple[str, ...]
    findings: tuple[str, ...]
    matters: tuple[str, ...]
    reason: str

    @property
    def passed(self) -> bool:
        """Whether nothing sends it back."""
        return not self.matters


def entries(rows: Iterable[Facts]) -> list[Entry]:
    """Return what the report needs of the facts of the applications, in order."""
    found, listed = [], 0
    for one in rows:
        back = one["row"]["opinion"] != PASS
        listed += back
        found.append(_entry(one, listed=back and listed <= MOST_LISTED))
    return found


def _entry(one: Facts, *, listed: bool) -> Entry:
    row, members = one["row"], one["row"]["member_count"]
    return Entry(
        number=one["number"],
        unit=row["unit_name"],
        brand=row["brand_name"],
        # Words that many applications share are held once.
        region=intern(one["region"]),
        superior=intern(row["superior_org"]),
        brand_type=intern(row["brand_type"]),
        unit_type=intern(one["unit_type"]),
        members=int(members) if members else None,
        missing=tuple(map(intern, one["missing"])),
        findings=tuple(map(intern, one["name_findings"])),
        matters=matters(one["problems"]),
        reason=in_short(one["problems"], one["missing"]) if listed else "",
    )


def report_data(
    rows: Sequence[Entry],
    shared: Mapping[str, Any],
    rejected: Sequence[tuple[str, str]],
    plan: Mapping[str, Decimal],
) -> dict[str, Any]:
    """Return the data of the template `summary-report`.

    Args:
        rows: the applications in the table, in order.
        shared: what only the whole batch can tell (`service.applications.batch`).
        rejected: place and reason of what did not get into the table, files nobody could read at the end.
        plan: branches that should apply, by recommending body or region.
    """
    members = [one.members for one in rows if one.members is not None]
    passed = [one for one in rows if one.passed]
    back = [one for one in rows if not one.passed]
    unread = int(shared.get("unread", 0))
    data: dict[str, Any] = {
        "standard": shared["standard"],
        # How many applications such a file holds, nobody knows.
        "total": len(rows) + len(rejected) - unread,
        "unread": unread,
        "accepted": len(rows),
        "units": len({one.unit for one in rows}),
        "members": sum(members),
        "members_known": len(members),
        "complete": sum(not one.missing for one in rows),
        "by_region": distribution(rows, lambda one: one.region),
        "by_superior": distribution(rows, lambda one: one.superior),
        "by_type": distribution(rows, lambda one: one.brand_type),
        "by_unit_type": distribution(rows, lambda one: one.unit_type),
        "coverage": coverage(rows, plan),
        "plan_absent": "、".join(absent(rows, plan)),
        "gaps": gaps(rows, shared["elements"]),
        "name_findings": name_findings(rows),
        "rule": RULE,
        "recommended_total": len(passed),
        "returned_total": len(back),
        "returned_by": returned_by(back),
        "recommended": [_named(one) for one in _if_few(passed)],
        "returned": [{**_named(one), "reason": one.reason} for one in _if_few(back)],
        "rejected": [{"place": place, "reason": reason} for place, reason in rejected],
    }
    groups = [{"names": one["brands"], "how": one["how"]} for one in shared["name_groups"]]
    data |= {"name_groups": groups[:MOST_ALIKE], "name_groups_total": len(groups)}
    data |= {"families": shared["families"][:MOST_ALIKE], "families_total": len(shared["families"])}
    data |= {f"{name}_total": len(shared[name]) for name in ("copied", "common")}
    return data | {"words": list(shared["words"])}


def _if_few(rows: Sequence[Entry]) -> Sequence[Entry]:
    return rows if len(rows) <= MOST_LISTED else ()


def distribution(rows: Iterable[Entry], key: Callable[[Entry], str]) -> list[dict[str, Any]]:
    """Return how many applications there are of each kind, most first; none if nobody told a kind."""
    listed = [(key(one) or _BLANK, not one.missing) for one in rows]
    counts = Counter(name for name, _ in listed)
    complete = Counter(name for name, whole in listed if whole)
    if set(counts) <= {_BLANK}:
        return []
    order = sorted(counts, key=lambda name: (name == _BLANK, -counts[name], name))
    return [{"name": n, "count": counts[n], "complete": complete[n]} for n in order]


def coverage(rows: Sequence[Entry], plan: Mapping[str, Decimal]) -> list[dict[str, Any]]:
    """Return units that applied against the branches of a plan, by recommending body or region."""
    found = []
    for name, branches in plan.items():
        units = {one.unit for one in rows if name in (one.superior, one.region)}
        found.append(
            {
                "name": name,
                "plan": int(branches),
                "count": len(units),
                "rate": percent(len(units), int(branches)),
            }
        )
    return found


def absent(rows: Sequence[Entry], plan: Mapping[str, Decimal]) -> list[str]:
    """Return the names of a plan that no application has as recommending body or region."""
    there = {name for one in rows for name in (one.superior, one.region)}
    return [name for name in plan if name not in there]


def percent(part: int, whole: int) -> str:
    """Return a share as 46.7%, rounded half up; — when there is no whole."""
    if not whole:
        return "—"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{format(share, 'f').removesuffix('.0')}%"


def gaps(rows: Sequence[Entry], elements: Sequence[str]) -> list[dict[str, Any]]:
    """Return the elements that are missing, most often missing first, with the numbers concerned."""
    found = []
    for element in elements:
        numbers = [one.number for one in rows if element in one.missing]
        if numbers:
            items = in_runs(numbers, MOST_NUMBERS)
            found.append({"name": element, "count": len(numbers), "items": items})
    return sorted(found, key=lambda one: -one["count"])


def returned_by(back: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return what sends applications back, and how many; one may stand at several."""
    counts = Counter(heading for one in back for heading in one.matters)
    return [{"name": one, "count": counts[one]} for one in MATTERS.values() if counts[one]]


def name_findings(rows: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return what is said of names alone, most frequent first, with the brands concerned."""
    found: dict[str, list[str]] = {}
    for one in rows:
        # A brand in which one thing is found twice counts once.
        for name in dict.fromkeys(one.findings):
            found.setdefault(name, []).append(one.brand)
    return [
        {
            "name": name,
            "count": len(brands),
            "items": first_of(list(dict.fromkeys(brands)), MOST_NUMBERS),
        }
        for name, brands in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _named(one: Entry) -> dict[str, Any]:
    return {"number": one.number, "unit_name": one.unit, "brand_name": one.brand}
