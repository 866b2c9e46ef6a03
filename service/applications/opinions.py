"""The first review by rule: passes, or goes back with what has to be put right; never a taste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PASS, RETURN = "符合申报规则", "退回补正"
RULE = (
    "要素齐全；名称没有相同相近、没有不得使用的情形、未曾认定；没有与其他单位雷同的文字；"
    "领衔人是党员；创建时间不晚于申报日期和汇总日期（没有写明的以当天为准）；填写的内容都能识别"
)
"""The whole rule of recommending, printed in the report (DECISION)."""
RETURNING = frozenset(
    {"element", "leader", "founded", "unreadable", "out-of-range", "name", "copied", "recognised"}
)
"""Codes of problems that send an application back; all others are hints."""


def opinion(problems: Sequence[Mapping[str, Any]]) -> str:
    """Return the opinion of the first review."""
    return RETURN if any(one["code"] in RETURNING for one in problems) else PASS


def to_put_right(problems: Sequence[Mapping[str, Any]]) -> str:
    """Return what has to be put right, in one line."""
    told = dict.fromkeys(str(one["message"]) for one in problems if one["code"] in RETURNING)
    return "".join(told)
