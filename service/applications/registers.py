"""What is made of a whole batch of applications: summary table, reports, score sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from service.applications import summary
from service.applications.intake import intake_report
from service.applications.judging import score_sheets
from service.applications.opinions import to_put_right
from service.applications.options import Options
from service.batches.model import Done, Rejected
from service.drafting.drafts import draft
from service.tables import workbook

TABLE, REPORT, INTAKE = "汇总表", "综合报告", "导入报告.xlsx"


def finish(done: Done) -> Iterator[tuple[str, bytes]]:
    """Yield the summary table, report, report of the intake, and score sheets, one held at a time."""
    options = Options(done.shared["options"])
    rows = [_for_report(facts) for facts in _facts_of(done)]
    rejected = [(_place(one), one.message) for one in done.rejected]
    failed = (one for one in done.items if one.state == "failed")
    rejected += [(one.label, "".join(one.problems)) for one in failed]
    facts = {key: options.text(key) for key in ("office", "day") if options.text(key)}
    prefix = options.text("title")
    if rows:
        table = {**facts, "title": f"{prefix}党建品牌申报汇总表"}
        yield from _tables(_facts_of(done), table, len(rows))
        yield f"{TABLE}.xlsx", workbook([summary.table_listing(_facts_of(done))])
        yield from score_sheets(rows, options)
    report = summary.report_data(rows, done.shared, rejected, options.numbers("plan"))
    report |= {**facts, "title": f"{prefix}党建品牌申报情况综合报告"}
    yield f"{REPORT}.docx", draft("summary-report", report, style=options.text("style")).docx
    yield INTAKE, intake_report(_facts_of(done), done.shared, rejected)


def _facts_of(done: Done) -> Iterator[Mapping[str, Any]]:
    return (one.facts for one in done.items if one.state == "done")


def _for_report(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts without the long texts, which only the table shows."""
    row = {key: value for key, value in facts["row"].items() if key not in _LONG}
    reason = to_put_right(facts["problems"])
    return {**facts, "row": row, "problems": (), "reason": reason}


_LONG = ("meaning", "measures", "results", "names", "elements")
MOST_IN_TABLE = 1000
"""Rows in one summary table for Word: it opens some hundred pages at ease, not more (DECISION)."""


def _tables(
    rows: Iterator[Mapping[str, Any]], facts: Mapping[str, Any], count: int
) -> Iterator[tuple[str, bytes]]:
    """Yield the summary table for Word, a long one in parts."""
    part = 0
    while portion := list(islice(rows, MOST_IN_TABLE)):
        part += 1
        mark = f"（{part}）" if count > MOST_IN_TABLE else ""
        data = summary.table_data(portion, {**facts, "title": f"{facts['title']}{mark}"})
        yield f"{TABLE}{mark}.docx", draft("summary-table", data).docx


def _place(one: Rejected) -> str:
    if one.row:
        return f"“{one.sheet}”第 {one.row} 行" if one.sheet else f"第 {one.row} 行"
    return "申报表"
