"""Rows of a table → brand drafts, with every problem by row and field."""

from __future__ import annotations

import re
from typing import Any

from nlp.characters import UnacceptableText
from nlp.normalize import match_key
from service.importing.dates import DateError, iso_date
from service.importing.model import Problem, Table, TableRow
from service.importing.sheet_parts import NO_RESULT
from service.limits import DEFAULT, Limits
from service.model import STATUS_NAMES, BrandDraft, Status

_DATES = ("applied_on", "registered_on", "reserved_until", "retired_until")
_TEXTS = (
    "emblem",
    "slogan",
    "goal",
    "measures",
    "results",
    "meaning",
    "concept",
    "brand_type",
    "carrier",
    "level",
    "lead",
    "parent",
    "remark",
)
_STATUSES = {label: status for status, label in STATUS_NAMES.items()} | {
    "已申报": Status.APPLIED,
    "申报": Status.APPLIED,
    "登记": Status.REGISTERED,
    "已认定": Status.REGISTERED,
    "在用": Status.REGISTERED,
    "已撤销": Status.RETIRED,
    "撤销": Status.RETIRED,
    "停用": Status.RETIRED,
    "保留": Status.RESERVED,
    "已预留": Status.RESERVED,
}
_ERROR_CELL = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_FAULTS = {
    NO_RESULT: "单元格是没有结果的公式，请在 Excel 或 WPS 中打开、保存一次，或直接填写内容。"
}
_CUT_NUMBER = re.compile(r"\d(?:\.\d+)?[eE]\+?1\d|\d{15}0{3}")
# Longest text of a field beside the name, in characters (DECISION).
_LONGEST_TEXT = 20_000


def brand_rows(table: Table, *, limits: Limits = DEFAULT) -> tuple[list[BrandDraft], list[Problem]]:
    """Return the drafts of the rows without errors, and all problems in order of rows."""
    drafts: list[BrandDraft] = []
    problems: list[Problem] = []
    for row in table.rows:
        draft, found = _draft(row, table, limits)
        problems += found
        if not any(problem.severity == "error" for problem in found):
            drafts.append(draft)
    return drafts, problems


def _draft(row: TableRow, table: Table, limits: Limits) -> tuple[BrandDraft, list[Problem]]:
    problems: list[Problem] = []

    def problem(field: str, message: str) -> None:
        problems.append(Problem(row.number, table.headings.get(field, field), message))

    values: dict[str, Any] = {name: row.cells.get(name, "") for name in ("name", "unit", *_TEXTS)}
    for field, fault in row.faults.items():
        problem(field, _FAULTS.get(fault) or _error_cell(fault))
    for field, text in row.cells.items():
        if trouble := _cell_trouble(field, text):
            problem(field, trouble)
    if "name" not in row.faults and (trouble := _name_trouble(values["name"], limits)):
        problem("name", trouble)
    for field in _DATES:
        try:
            values[field] = iso_date(row.cells.get(field, ""), old_days=table.old_days)
        except DateError as wrong:
            problem(field, str(wrong))
    status = row.cells.get("status", "")
    if status and status not in _STATUSES:
        known = "、".join(STATUS_NAMES.values())
        problem("status", f"“{status}”不是可用的状态，请填写：{known}。")
    values["status"] = _STATUSES.get(status, Status.REGISTERED)
    if problems:
        return BrandDraft(name=values["name"], row=row.number), problems
    return BrandDraft(row=row.number, **values), problems


def _cell_trouble(field: str, text: str) -> str:
    """Return what is wrong with a cell whatever its column, or nothing."""
    if _ERROR_CELL.fullmatch(text):
        return _error_cell(text)
    if field == "identity" and _CUT_NUMBER.fullmatch(text):
        return "号码已被 Excel 改写、丢失末几位，请将该列设为文本后重新填写。"
    return f"内容超过 {_LONGEST_TEXT} 字，请精简。" if len(text) > _LONGEST_TEXT else ""


def _error_cell(text: str) -> str:
    return f"单元格是错误值 {text}，请改正公式或直接填写内容。"


def _name_trouble(name: str, limits: Limits) -> str:
    """Return what is wrong with a name as text, or nothing."""
    if not name:
        return "品牌名称为空，或是错误值、没有结果的公式，请补充；没有品牌的单位请删去这一行。"
    if len(name) > limits.name_length:
        return f"品牌名称超过 {limits.name_length} 字，可能填错了列。"
    try:
        key = match_key(name)
    except UnacceptableText as trouble:
        return str(trouble)
    return "" if key else "品牌名称里只有标点符号，请填写文字。"
