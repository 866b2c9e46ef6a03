"""The first review by rule: passes, or goes back with what has to be put right; never a taste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

PASS, RETURN = "符合申报规则", "退回补正"
RULE = (
    "要素齐全；名称没有相同相近、没有不得使用的情形、未曾认定；没有与其他单位雷同的文字；"
    "领衔人是党员；创建时间不晚于申报日期和汇总日期（没有写明的以当天为准）；填写的内容都能识别"
)
"""The whole rule of recommending, printed in the report (DECISION)."""
ELEMENT = "element"
MATTERS = {
    ELEMENT: "要素不全",
    "name": "名称须调整",
    "copied": "文字与其他单位雷同",
    "recognised": "已经认定过",
    "leader": "领衔人不是党员",
    "founded": "创建时间有误",
    "unreadable": "填写的内容不能识别",
    "out-of-range": "填写的数值超出范围",
}
"""Codes of problems that send an application back, and what the report calls them; all others are hints."""
_OF_FIELDS = {"unreadable": "不能识别", "out-of-range": "超出范围"}
"""What is said shortly of a field."""


def opinion(problems: Sequence[Mapping[str, Any]]) -> str:
    """Return the opinion of the first review."""
    return RETURN if any(one["code"] in MATTERS for one in problems) else PASS


def matters(problems: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what sends an application back, in the order of `MATTERS`; its headings are held once."""
    codes = {one["code"] for one in problems}
    return tuple(heading for code, heading in MATTERS.items() if code in codes)


def in_short(problems: Sequence[Mapping[str, Any]], missing: Sequence[str]) -> str:
    """Return what has to be put right, as short as a line of the report; whole sentences are elsewhere.

    Args:
        problems: of an application.
        missing: elements of the standard that it lacks.
    """
    return "；".join(dict.fromkeys(filter(None, _parts(problems, missing))))


def shortfall(missing: Sequence[str]) -> str:
    """Return what an application lacks, shortly: of 响亮的传播语 it is 传播语, of 有标识 标识."""
    return f"缺{'、'.join(name.rpartition('的')[2].removeprefix('有') for name in missing)}"


def _parts(problems: Sequence[Mapping[str, Any]], missing: Sequence[str]) -> Iterator[str]:
    for code, heading in MATTERS.items():
        found = [one for one in problems if one["code"] == code]
        if code == ELEMENT and missing:
            yield shortfall(missing)
        elif code in _OF_FIELDS and found:
            fields = dict.fromkeys(one["field"] for one in found)
            yield f"{''.join(f'“{name}”' for name in fields)}{_OF_FIELDS[code]}"
        elif code != ELEMENT:
            yield from (one.get("brief", heading) for one in found)
