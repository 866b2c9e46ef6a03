"""The report on what was sent in: problems, what was not read, copied text, like names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.tables import Listing, workbook


def intake_report(
    rows: Iterable[Mapping[str, Any]],
    shared: Mapping[str, Any],
    rejected: Sequence[tuple[str, str]],
) -> bytes:
    """Return the report on what was sent in: problems, what was not read, copied text, like names."""
    problems = [
        (one["number"], *_who(one), one["origin"], p["field"], p["message"])
        for one in rows
        for p in one["problems"]
    ]
    problems += [("", "", "", place, "", reason) for place, reason in rejected]
    copied = [(one["items"], one["length"], one["text"]) for one in shared["copied"]]
    named = [(one["names"], one["reason"]) for one in shared["name_groups"]]
    notes = [tuple(note) for note in shared["notes"]]
    return workbook(
        [
            Listing("问题清单", ("序号", "单位", "品牌", "来源", "栏目", "问题"), tuple(problems)),
            Listing("未读入", ("位置", "说明"), tuple(notes)),
            Listing("雷同文字", ("涉及申报", "字数", "文字"), tuple(copied)),
            Listing("名称相同相近", ("涉及申报", "理由"), tuple(named)),
        ]
    )


def _who(one: Mapping[str, Any]) -> tuple[str, str]:
    return one["row"]["unit_name"], one["row"]["brand_name"]
