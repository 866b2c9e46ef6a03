"""The lists that commands write to files: checks, pairs, proposals, extracted brands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from service.console import LEVELS, METHODS, RELATIONS, SEVERITIES, STANDINGS, VERDICTS
from service.tables import Listing
from service.texts import row_told

if TYPE_CHECKING:
    from service.letters.results import Result
    from service.proposals import Proposal

Json = dict[str, Any]
# Longest name that a cell shows whole; a cell holds 32,767 characters (DECISION).
_LONGEST = 1000


def check_listing(checks: Sequence[Json], proposals: Sequence[Proposal]) -> Listing:
    """Return checks as a list, one name a row, with the row of the file and, of several, its sheet."""
    sheets = any(one.sheet for one in proposals)
    head = (
        *(("工作表",) if sheets else ()),
        "行号",
        "品牌名称",
        "单位名称",
        "结论",
        "评分",
        "问题与改法",
        "最相近的名称",
        "关系",
        "说明",
        "区分度",
    )
    places = [(one.sheet, one.row) if sheets else (one.row,) for one in proposals]
    cells = tuple(
        (*place, *_check_cells(check)) for check, place in zip(checks, places, strict=True)
    )
    return Listing("核名结果", head, cells, tuple(checks))


def _check_cells(check: Json) -> tuple[object, ...]:
    told = "\n".join(
        f"[{SEVERITIES[f['severity']]}] {f['message']}{f['suggestion']}（{f['rule']}）"
        for f in check["findings"]
    )
    nearest = check["neighbours"][0] if check["neighbours"] else None
    place = ""
    if nearest:
        place = row_told(nearest["row"], nearest["sheet"]) if nearest["row"] else nearest["unit"]
    return (
        _short(check["name"]),
        check["unit"] or "",
        VERDICTS[check["verdict"]],
        check["score"]["total"],
        told,
        f"{nearest['name']}（{place}）" if nearest else "",
        f"{LEVELS[nearest['level']]}·{RELATIONS[nearest['relation']]}{STANDINGS[nearest['standing']]}"
        if nearest
        else "",
        nearest["explanation"] if nearest else "",
        check["distinctiveness"],
    )


def _short(name: str) -> str:
    """Return a name as a cell can hold it: what was pasted by mistake can be longer than a cell."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…（共 {len(name)} 字）"


def scores_listing(results: Sequence[Result]) -> Listing:
    """Return results of score sheets as a list, in the order given."""
    head = ("周期", "名次", "单位编号", "单位", "总分", "其中加分", "等次", "否决情形")
    rows = tuple(
        (r.period, r.rank, r.unit_id, r.unit, float(r.total), float(r.bonus), r.grade, r.veto)
        for r in results
    )
    return Listing("考核结果", head, rows, tuple(dict(zip(head, row, strict=True)) for row in rows))


def compare_listing(dossiers: Sequence[Json]) -> Listing:
    """Return dossiers as a list with the columns of the contract."""
    head = ("a", "b", "level", "relation", "rules", "score", "explanation")
    cells = tuple(
        (
            d["a"],
            d["b"],
            d["level"],
            d["relation"],
            " ".join(d["rules"]),
            d["score"],
            d["explanation"],
        )
        for d in dossiers
    )
    return Listing("名称比较", head, cells, tuple(dossiers))


def suggestion_listing(proposals: Sequence[Json]) -> Listing:
    """Return proposals as a list."""
    cells = tuple(
        (
            p["name"],
            METHODS[p["method"]],
            p["note"],
            "；".join(f"{piece['text']}：{piece['source']}" for piece in p["origin"]),
        )
        for p in proposals
    )
    return Listing("拟名", ("拟用名称", "方法", "说明", "用字来源"), cells, tuple(proposals))


def extract_listing(found: Json) -> Listing:
    """Return the brands found in a text as a list."""
    cells = tuple((b["name"], b["unit"] or "", b["start"], b["end"]) for b in found["brands"])
    return Listing(
        "找到的品牌", ("品牌名称", "单位名称", "起", "止"), cells, tuple(found["brands"])
    )
