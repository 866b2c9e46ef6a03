"""The report on what was sent in: problems, what was not read, copied text, like names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from service.applications.opinions import RETURN, in_short
from service.tables import Listing, Row, Rows, workbook


def intake_report(
    rows: Callable[[], Iterator[Mapping[str, Any]]],
    shared: Mapping[str, Any],
    rejected: Sequence[tuple[str, str]],
) -> bytes:
    """Return the report on what was sent in: problems, what was not read, copied text, like names.

    Args:
        rows: reads the facts of the applications, each time anew.
        shared: what only the whole batch can tell.
        rejected: place and reason of what became no documents.
    """

    def returned() -> Iterator[Row]:
        for one in rows():
            if one["row"]["opinion"] == RETURN:
                yield (one["number"], *_who(one), in_short(one["problems"], one["missing"]))

    def problems() -> Iterator[Row]:
        for one in rows():
            for p in one["problems"]:
                yield (one["number"], *_who(one), one["origin"], p["field"], p["message"])
        yield from (("", "", "", place, "", reason) for place, reason in rejected)

    headings = ("序号", "单位", "品牌", "来源", "栏目", "问题")
    copied = [tuple(one[key] for key in _COPIED) for one in shared["copied"]]
    common = [(one["count"], one["first"], one["text"]) for one in shared["common"]]
    named = [(one["names"], one["reason"]) for one in shared["name_groups"]]
    notes = [tuple(note) for note in shared["notes"]]
    return workbook(
        [
            Listing("问题清单", headings, Rows.counted(problems)),
            Listing("补正清单", ("序号", "单位", "品牌", "补正内容"), Rows.counted(returned)),
            Listing("未读入", ("位置", "说明"), tuple(notes)),
            Listing("雷同文字", ("段落号", "涉及申报", "字数", "文字"), tuple(copied)),
            Listing("通用表述", ("份数", "首见于", "文字"), tuple(common)),
            Listing("名称相同相近", ("涉及申报", "理由"), tuple(named)),
        ]
    )


_COPIED = ("number", "items", "length", "text")


def _who(one: Mapping[str, Any]) -> tuple[str, str]:
    return one["row"]["unit_name"], one["row"]["brand_name"]
