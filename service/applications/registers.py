"""What is made of a whole batch of applications: summary table, reports, score sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from service.applications import summary
from service.applications.intake import intake_report
from service.applications.judging import judges, score_sheet, sheet_name, weighted
from service.applications.options import Options
from service.batches.model import Done, Make, Rejected
from service.drafting.drafts import draft
from service.tables import workbook

TABLE, REPORT, INTAKE = "汇总表", "综合报告", "导入报告.xlsx"


def finish(done: Done) -> Iterator[tuple[str, Make]]:
    """Yield the report of the intake, report, summary table, and score sheets, each with what makes it.

    What takes long comes first, so that of several processes none is left with it in the end.
    """
    yield INTAKE, _intake
    yield f"{REPORT}.docx", _report
    if count := sum(one.state == "done" for one in done.items):
        yield f"{TABLE}.xlsx", _table_book
        starts = range(0, count, MOST_IN_TABLE)
        for number, start in enumerate(starts, 1):
            mark = f"（{number}）" if len(starts) > 1 else ""
            yield f"{TABLE}{mark}.docx", partial(_table, start, start + MOST_IN_TABLE, mark)
        for judge in judges(Options(done.shared["options"])):
            yield sheet_name(judge), partial(_score_sheet, judge)


def _table(start: int, end: int, mark: str, done: Done) -> bytes:
    """Return the summary table for Word, or that part of a long one."""
    facts = _heading(done, f"党建品牌申报汇总表{mark}")
    rows = islice(_facts_of(done), start, end)
    return draft("summary-table", summary.table_data(rows, facts)).docx


def _table_book(done: Done) -> bytes:
    return workbook([summary.table_listing(partial(_facts_of, done))])


def _score_sheet(judge: str, done: Done) -> bytes:
    criteria = weighted(Options(done.shared["options"]).numbers("weights"))
    rows = ((facts["number"], facts["row"]) for facts in _facts_of(done))
    named = ((number, row["unit_name"], row["brand_name"], row["opinion"]) for number, row in rows)
    return score_sheet(named, criteria, judge)


def _report(done: Done) -> bytes:
    options = Options(done.shared["options"])
    entries = summary.entries(_facts_of(done))
    data = summary.report_data(entries, done.shared, _rejected(done), options.numbers("plan"))
    data |= _heading(done, "党建品牌申报情况综合报告")
    return draft("summary-report", data, style=options.text("style")).docx


def _intake(done: Done) -> bytes:
    if count := done.shared.get("left_out"):
        done.tell(f"报来的内容有 {count} 处没有读入，见“{INTAKE}”的“未读入”表，请补进相应的栏目。")
    return intake_report(partial(_facts_of, done), done.shared, _rejected(done))


def _heading(done: Done, title: str) -> dict[str, str]:
    options = Options(done.shared["options"])
    facts = {key: options.text(key) for key in ("office", "day") if options.text(key)}
    return facts | {"title": f"{options.text('title')}{title}"}


def _rejected(done: Done) -> list[tuple[str, str]]:
    """Return place and reason of everything that did not become documents."""
    failed = (one for one in done.items if one.state == "failed")
    return [
        *((_place(one), one.message) for one in done.rejected),
        *((one.label, "".join(one.problems)) for one in failed),
    ]


def _facts_of(done: Done) -> Iterator[Mapping[str, Any]]:
    return (one.facts for one in done.items if one.state == "done")


MOST_IN_TABLE = 1000
"""Rows in one summary table for Word: it opens some hundred pages at ease, not more (DECISION)."""


def _place(one: Rejected) -> str:
    if one.row:
        return f"“{one.sheet}”第 {one.row} 行" if one.sheet else f"第 {one.row} 行"
    return "申报表"
