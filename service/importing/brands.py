"""Rows of a table → brand drafts, with every problem by row and field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from nlp.characters import UnacceptableText, nothing_in
from service.importing.dates import iso_date
from service.importing.model import Problem, TableRow
from service.importing.sheet_parts import fault_told
from service.limits import DEFAULT, Limits
from service.model import LONG, STATUS_NAMES, BrandDraft, Status
from service.registry.choices import CHOICE_NAMES, LABELS, LONGEST_WORD, choice, is_own
from service.registry.drafting import FLAGS, match_key

_DATES = ("applied_on", "registered_on", "reserved_until", "retired_until")
_TEXTS = LONG | {"unit", "meaning", "concept", "lead", "parent"}
_STATUSES = {label: status for status, label in STATUS_NAMES.items()} | {
    "已申报": Status.APPLIED,
    "申报": Status.APPLIED,
    "登记": Status.REGISTERED,
    "已认定": Status.REGISTERED,
    "在用": Status.REGISTERED,
    "正常": Status.REGISTERED,
    "有效": Status.REGISTERED,
    "已撤销": Status.RETIRED,
    "撤销": Status.RETIRED,
    "停用": Status.RETIRED,
    "保留": Status.RESERVED,
    "已预留": Status.RESERVED,
}
_ERROR_CELL = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_YES_NO = dict.fromkeys(("是", "√", "Y", "YES"), True) | dict.fromkeys(
    ("否", "×", "N", "NO"), False
)
_CUT_NUMBER = re.compile(r"\d(?:\.\d+)?[eE]\+?1\d|\d{15}0{3}")
# Longest text of a field beside the name, in characters (DECISION).
_LONGEST_TEXT = 20_000
_NO_UNIT = (
    "单位为空，按没有单位的品牌登记；请补上后再导入，"
    "已导入的可用 registry undo 撤销，或用 registry transfer 补上单位。"
)


class Rows(Protocol):
    """A table whose rows may be read only once."""

    @property
    def headings(self) -> Mapping[str, str]:
        """Heading as written, by field."""

    @property
    def rows(self) -> Iterable[TableRow]:
        """The data rows in order."""

    @property
    def old_days(self) -> bool:
        """Whether a bare number for a day counts from 1904."""


def drafts_of(
    table: Rows,
    problems: list[Problem],
    *,
    rows: Iterable[TableRow] | None = None,
    limits: Limits = DEFAULT,
    words_told: set[tuple[str, str]] | None = None,
) -> Iterator[BrandDraft]:
    """Yield the drafts of the rows without errors; all problems are added to `problems` on the way.

    `rows` are those of the table if they come another way, `words_told` the office's own words of other
    tables, which need not be told again.
    """
    told = set[tuple[str, str]]() if words_told is None else words_told
    for row in table.rows if rows is None else rows:
        draft, found = _draft(row, table, limits)
        problems += found
        if not found or all(problem.severity != "error" for problem in found):
            if draft.brand_type or draft.carrier or draft.level:
                problems += _own_words(draft, table, told)
            yield draft


def _own_words(draft: BrandDraft, table: Rows, told: set[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a warning for each type, carrier or level of the office's own, where it comes first."""
    for field, names in CHOICE_NAMES.items():
        word = getattr(draft, field)
        if is_own(field, word) and (field, word) not in told:
            told.add((field, word))
            listed = "、".join(names.values())
            said = f"“{word}”不在常用的{LABELS[field]}（{listed}）之内，照原样登记；写错了请改正。"
            yield Problem(draft.row, table.headings.get(field, field), said, "warning")


def _draft(row: TableRow, table: Rows, limits: Limits) -> tuple[BrandDraft, Sequence[Problem]]:
    name = row.cells.get("name", "")
    told: dict[str, str] = {}
    if "name" not in row.faults and (trouble := _name_trouble(name, limits)):
        told["name"] = trouble
    values = _values(row, told, old_days=table.old_days)
    if row.faults:
        told |= _faults_noted(row)
    if not told:
        return BrandDraft(name, row=row.number, **values), _lacking(row, table, values)
    return BrandDraft(name=name, row=row.number), [
        Problem(row.number, table.headings.get(field, field), said) for field, said in told.items()
    ]


def _lacking(row: TableRow, table: Rows, values: Mapping[str, Any]) -> Sequence[Problem]:
    """Return a warning for a row whose cell in the column of units is empty; a reserved name needs none."""
    if values.get("unit") or "unit" not in table.headings or values["status"] is Status.RESERVED:
        return ()
    return [Problem(row.number, table.headings["unit"], _NO_UNIT, "warning")]


def _values(row: TableRow, told: dict[str, str], *, old_days: bool) -> dict[str, Any]:
    """Return what the cells beside the name say, by field; what is wrong with cells is added to `told`."""
    values: dict[str, Any] = {"status": Status.REGISTERED}
    for field, text in row.cells.items():
        if reader := _READERS.get(field):
            try:
                values[field] = reader(field, text, old_days)
            except ValueError as wrong:
                told[field] = str(wrong)
        elif field in _TEXTS:
            values[field] = text
        if (text[:1] == "#" or len(text) > _LONGEST_TEXT or field == "identity") and (
            trouble := _cell_trouble(field, text)
        ):
            told[field] = trouble
    return values


def _faults_noted(row: TableRow) -> dict[str, str]:
    """Return what is wrong by field for the cells whose text tells nothing."""
    return {field: fault_told(fault) for field, fault in row.faults.items()}


def fault_of(row: TableRow, field: str) -> str:
    """Return what is wrong with one cell of a row whatever its column, a Chinese sentence or nothing."""
    if field in row.faults:
        return _faults_noted(row)[field]
    text = row.cells.get(field, "")
    return _cell_trouble(field, text)


def _date(_: str, text: str, old_days: bool) -> str:
    return iso_date(text, old_days=old_days)


def _choice(field: str, text: str, _: bool) -> str:
    if len(text) > LONGEST_WORD:
        raise ValueError(f"{LABELS[field]}最多 {LONGEST_WORD} 个字，请精简，或检查是否填错了列。")
    return choice(field, text)


def _flag(_: str, text: str, __: bool) -> bool | None:
    if text and text.upper() not in _YES_NO:
        raise ValueError(f"“{text}”不是“是”或“否”，请改正。")
    return _YES_NO.get(text.upper())


def _status(_: str, text: str, __: bool) -> Status:
    if text and text not in _STATUSES:
        known = "、".join(STATUS_NAMES.values())
        raise ValueError(f"“{text}”不是可用的状态，请填写：{known}。")
    return _STATUSES.get(text, Status.REGISTERED)


_READERS: dict[str, Callable[[str, str, bool], object]] = {
    **dict.fromkeys(_DATES, _date),
    **dict.fromkeys(CHOICE_NAMES, _choice),
    **dict.fromkeys(FLAGS, _flag),
    "status": _status,
}


def _cell_trouble(field: str, text: str) -> str:
    """Return what is wrong with a cell whatever its column, or nothing."""
    if _ERROR_CELL.fullmatch(text):
        return fault_told(text)
    if field == "identity" and _CUT_NUMBER.fullmatch(text):
        return "号码已被 Excel 改写、丢失末几位，请将该列设为文本后重新填写。"
    return f"内容超过 {_LONGEST_TEXT} 字，请精简。" if len(text) > _LONGEST_TEXT else ""


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
    return "" if key else str(nothing_in(name))
