"""Grades that the texts of a letter name: each must be one of its bands, or nobody could be given it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.drafting.fields import Problem

_COMMON = (
    *("优秀", "良好", "中等", "较好", "一般", "合格", "基本合格", "不合格", "称职", "基本称职"),
    *("不称职", "达标", "基本达标", "不达标", "未达标", "差"),
)
# The longest first: 不合格 is not 合格.
_NAMED = re.compile(
    f"(?:结果|等次|评|定|确认|认|列|降)[定级]?为[“‘]?({'|'.join(sorted(_COMMON, key=len, reverse=True))})"
    "(?=[等档]次|等级|[的者]|[^\u4e00-\u9fff]|$)"
)
_WHERE = (
    ("veto", "effect", "否决项", "后果"),
    ("result_use", "text", "结果运用", "运用方式"),
)


def named_grades(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the first text of each list that names a grade which is none of the letter's."""
    bands = {str(one["name"]) for one in values["grade_bands"]}
    if not bands:
        return
    for name, part, sheet, label in _WHERE:
        for place, one in enumerate(values[name]):
            found = _NAMED.search(str(one[part] or ""))
            if found and found[1] not in bands:
                listed = "、".join(str(band["name"]) for band in values["grade_bands"])
                told = f"“{sheet}”里写的等次“{found[1]}”不在“考核等次”里（{listed}），请核对。"
                yield Problem(f"/{name}/{place}/{part}", label, "no-grade", told, "warning")
                break
