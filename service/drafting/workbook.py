"""The fields of a template as a workbook to fill in: shared facts, lists, a row for each unit.

Sheets and columns are called what the fields are called; `service.drafting.filled` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.drafting.fields import Field
from service.drafting.package import Template
from service.tables import Listing, workbook

SHARED, UNITS, NOTES = "共用信息", "单位", "填写说明"
ITEM, VALUE, _HELP = "项目", "内容", "说明"
DUTIES = ("必填", "选填")
"""How the help of a field begins."""
_TYPES = {
    "text": "文字",
    "long": "文字，可多行",
    "int": "整数",
    "number": "数字",
    "date": "日期，如 2026-03-05",
    "month": "年月，如 2026-03",
    "bool": "是或否",
    "choice": "选择",
    "list": "见同名工作表",
}


def form_workbook(template: Template, samples: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """Return an .xlsx to fill in, with samples where some are given.

    The first sample gives the shared facts, each one a unit.
    """
    values: Mapping[str, Any] = samples[0] if samples else {}
    shared, units = split(template.fields)
    listings = []
    if plain(shared):
        listings.append(
            Listing(
                SHARED,
                (ITEM, VALUE, _HELP),
                tuple((one.label, _shown(values.get(one.id)), _hint(one)) for one in plain(shared)),
            )
        )
    listings += [_list_sheet(one, values) for one in shared if one.type == "list"]
    key = key_field(template.fields)
    if key is not None:
        rows = tuple(
            tuple(_shown(sample.get(one.id)) for one in plain(units)) for sample in samples
        )
        headings = tuple(one.label for one in plain(units))
        listings.append(Listing(UNITS, headings, rows))
        listings += [_unit_sheet(one, samples, key) for one in units if one.type == "list"]
    notes = [template.help] if template.help else []
    return workbook(listings, explanation=[*notes, *_explained(template.fields)], notes=NOTES)


def key_field(fields: Sequence[Field]) -> Field | None:
    """Return the field that tells units apart: `unit_id`, or the first required one of a unit."""
    own = [one for one in plain(fields) if one.scope == "unit"]
    named = [one for one in own if one.id == "unit_id"] or [one for one in own if one.required]
    return next(iter(named or own), None)


def split(fields: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    """Return the fields that all documents share, and those of each unit."""
    shared = [one for one in fields if one.scope == "shared"]
    return shared, [one for one in fields if one.scope == "unit"]


def plain(fields: Sequence[Field]) -> list[Field]:
    """Return the fields that are no lists."""
    return [one for one in fields if one.type != "list"]


def _shown(value: Any) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value


def _hint(one: Field) -> str:
    must = DUTIES[not one.required]
    choices = f"，可填：{'、'.join(one.choices)}" if one.choices else ""
    default = f"，不填为“{_shown(one.default)}”" if one.default is not None else ""
    example = f"，例如：{_shown(one.example)}" if one.example is not None else ""
    help_ = f"。{one.help}" if one.help else ""
    return f"{must}（{_TYPES[one.type]}{choices}{default}{example}）{help_}"


def _list_sheet(one: Field, values: Mapping[str, Any]) -> Listing:
    return Listing(one.label, tuple(part.label for part in one.item), _item_rows(one, values))


def _unit_sheet(one: Field, samples: Sequence[Mapping[str, Any]], key: Field) -> Listing:
    rows = tuple(
        (_shown(sample.get(key.id)), *row) for sample in samples for row in _item_rows(one, sample)
    )
    return Listing(one.label, (key.label, *(part.label for part in one.item)), rows)


def _item_rows(one: Field, values: Mapping[str, Any]) -> tuple[tuple[object, ...], ...]:
    return tuple(
        tuple(_shown(item.get(part.id)) for part in one.item) for item in values.get(one.id, [])
    )


def _explained(fields: Sequence[Field]) -> Iterator[str]:
    for one in fields:
        yield f"{one.label}：{_hint(one)}"
        for part in one.item:
            yield f"　　{one.label}·{part.label}：{_hint(part)}"
