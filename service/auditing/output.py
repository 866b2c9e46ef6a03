"""An audit as files: lists in one .xlsx, a page with pictures in one .html, everything in .json."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from service.auditing.model import STANDINGS, AuditReport, Pair
from service.auditing.sheets import workbook_beside
from service.collecting import no_collection
from service.console import LEVELS, RELATIONS
from service.model import ELEMENTS
from service.tables import Listing, Share
from service.templating import render_page
from service.whole_files import make_folder, write_whole

_PLAIN = (str, int, float, type(None))
FILES = ("audit.xlsx", "audit.html", "audit.json")
# Most groups and gaps on the page, the rest stands in the workbook (DECISION).
_MOST_GROUPS, _MOST_GAPS = 200, 200


def write_audit(report: AuditReport, folder: Path) -> tuple[Path, ...]:
    """Write the three files of an audit into a folder, made if need be, and return their paths.

    Raises:
        StorageUnavailable: the folder or a file cannot be written.
    """
    make_folder(folder)
    sheets, html, values = paths = tuple(folder / name for name in FILES)
    pairs = sum(len(group.pairs) for group in report.groups)
    rows = sum(map(len, (report.settled, report.crowded, report.generic, report.gaps)), pairs)
    with no_collection(), workbook_beside(rows, lambda: _listings(report), sheets):
        write_whole(html, page(report).encode())
        write_whole(values, _lines(as_json(report)).encode())
    return paths


def page(report: AuditReport) -> str:
    """Return an audit as one page that needs nothing else: pictures are drawn within."""
    missing = report.missing or Counter(label for gap in report.gaps for label in gap.missing)
    return render_page(
        "audit_page/page.html",
        report=report,
        relations=RELATIONS,
        levels=LEVELS,
        settled=STANDINGS,
        elements=[(label, report.total - missing.get(label, 0)) for label in ELEMENTS.values()],
        most_groups=_MOST_GROUPS,
        most_gaps=_MOST_GAPS,
    )


def as_json(report: AuditReport) -> dict[str, object]:
    """Return an audit as JSON values, `pinwen.audit/1`."""
    found: dict[str, object] = _values(report)
    return {"schema": "pinwen.audit/1", **found}


def _values(value: Any) -> Any:
    """Return a value as JSON has it; the rows of names, which are tuples, as objects like all else."""
    if isinstance(value, _PLAIN):
        return value
    kind: Any = type(value)
    if names := _names(kind):
        said = value if isinstance(value, tuple) else [getattr(value, name) for name in names]
        return dict(zip(names, map(_values, said), strict=True))
    if isinstance(value, dict):
        return {key: _values(one) for key, one in value.items()}
    return [_values(one) for one in value]


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of what a kind of value consists of, if it is one with names."""
    if is_dataclass(kind):
        return tuple(one.name for one in fields(kind))
    return getattr(kind, "_fields", ())


def _lines(report: dict[str, object]) -> str:
    """Return an object as JSON text, a line for each of its values."""
    lines = (
        f"{json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in report.items()
    )
    return "{" + ",\n ".join(lines) + "}\n"


def _listings(report: AuditReport) -> list[Listing]:
    grouped = [
        (number, *_pair_cells(pair))
        for number, group in enumerate(report.groups, 1)
        for pair in group.pairs
    ]
    settled = [(*_pair_cells(pair), STANDINGS[pair.standing]) for pair in report.settled]
    pair_head = ("级别", "关系", "品牌名称", "单位名称", "对方名称", "对方单位", "说明")
    return [
        Listing("重复与近似", ("组号", *pair_head), tuple(grouped)),
        Listing("家族与已决定", (*pair_head, "情况"), tuple(settled)),
        Listing(
            "被多处包含",
            ("品牌名称", "单位名称", "包含它的名称个数", "例如"),
            tuple(
                (one.row.name, one.row.unit, one.count, "、".join(one.examples))
                for one in report.crowded
            ),
        ),
        Listing(
            "过于通用",
            ("品牌名称", "单位名称", "说明"),
            tuple((item.row.name, item.row.unit, item.reason) for item in report.generic),
        ),
        Listing(
            "常用词",
            ("词或句式", "名称个数", "占比"),
            tuple(
                (c.word, c.count, Share(round(c.share, 4)))
                for c in (*report.crowds, *report.frames)
            ),
        ),
        Listing(
            "要素缺项",
            ("品牌名称", "单位名称", "缺少的要素"),
            tuple((gap.name, gap.unit, "、".join(gap.missing)) for gap in report.gaps),
        ),
        Listing(
            "覆盖情况",
            ("范围", "党支部", "有品牌", "已登记", "覆盖率", "完成率"),
            tuple(
                (
                    c.group or "全部",
                    c.branches,
                    c.covered,
                    c.completed,
                    _share(c.coverage),
                    _share(c.completion),
                )
                for c in report.coverage
            ),
        ),
    ]


def _pair_cells(pair: Pair) -> tuple[str, ...]:
    return (
        LEVELS[pair.level],
        RELATIONS[pair.relation],
        pair.one.name,
        pair.one.unit,
        pair.other.name,
        pair.other.unit,
        pair.explanation,
    )


def _share(fraction: float | None) -> Share | None:
    """Return a fraction as a workbook shows it; None where there is nothing to take a share of."""
    return None if fraction is None else Share(fraction)
