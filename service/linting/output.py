"""The report as a clerk reads it: what to change, advice, what is still to be looked at, deviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import corpora

Json = Mapping[str, Any]
_PLACES = {
    "section": "第 {} 节",
    "paragraph": "第 {} 段",
    "table": "第 {} 个表",
    "page": "第 {} 页",
}
_MOST_PLACES = 4


def text(report: Json) -> str:
    """Return a report (`wire.report`) as Chinese text."""
    return "\n".join(_lines(report))


def explained(one: Json) -> str:
    """Return what a clause or text rule says (`explaining.Explained` as JSON values), as Chinese text."""
    basis = "、".join(dict.fromkeys(map(_source, one["sources"])))
    lines = [
        f"{one['id']} {one['title']}",
        f"  依据：{basis}{'，第 ' + one['clause'] + ' 条' if one['clause'] else ''}（{one['strength']}）",
        f"  怎么查：{one['proved_by']}",
        f"  提示：{one['message']}",
        f"  怎么办：{one['suggestion']}",
        f"  反例：{'；'.join(one['examples'])}",
    ]
    return "\n".join(line for line in lines if not line.endswith("："))


def _source(key: str) -> str:
    """Return what a source is called (`S0-06` stands in `S0`)."""
    known = corpora.sources()
    return str(known.get(key, known.get(key.split("-")[0], {})).get("title", key))


def _lines(report: Json) -> Iterator[str]:
    counts, facts = report["counts"], report["facts"]
    bad = [f for f in report["findings"] if f["severity"] != "advice"]
    yield f"{report['file'] or '文件'}：{_verdict(counts)}"
    pages = f"，渲染后 {facts['pages']} 页" if facts["pages"] else ""
    yield (
        f"  共 {facts['paragraphs']} 段、{facts['characters']} 字、{facts['tables']} 个表{pages}；"
        f"按版式 {facts['profile']} 核对，{len(report['passed'])} 条已由程序核对无误。"
    )
    yield from _findings("要改的", bad)
    yield from _findings("建议", [f for f in report["findings"] if f["severity"] == "advice"])
    yield from _remaining("需渲染核对（未判定，不算通过）", report["needs_rendering"])
    yield from _remaining("需纸面核对（文件里看不出来）", report["needs_paper"])
    yield from _deviations(report)


def _verdict(counts: Json) -> str:
    if counts["error"] or counts["warning"]:
        return f"有 {counts['error']} 项不符合规定、{counts['warning']} 项不符合一般要求，请修改。"
    if counts["advice"]:
        return f"没有必须改的，另有 {counts['advice']} 条建议。"
    return "程序能核对的都符合要求。"


def _findings(title: str, found: Sequence[Json]) -> Iterator[str]:
    if not found:
        return
    yield f"\n{title}（{len(found)} 项）"
    for one in found:
        clause = f"{one['clause']} {one['strength']}" if one["clause"] else one["strength"]
        mark = "偏离" if one["deviates"] else _MARKS[one["severity"]]
        yield f"  [{mark}] {one['message']}（{clause}，{one['rule']}）"
        yield f"      位置：{_where(one['places'])}"
        yield f"      {one['suggestion']}"


_MARKS = {"error": "违反", "warning": "不符", "advice": "建议"}


def _where(places: Sequence[Json]) -> str:
    shown = "；".join(_place(place) for place in places[:_MOST_PLACES])
    return f"{shown}{f' 等 {len(places)} 处' if len(places) > _MOST_PLACES else ''}"


def _place(place: Json) -> str:
    if place["kind"] == "footer":
        return f"第 {place['number']} 节{place['text']}"
    if place["kind"] not in _PLACES:
        return place["text"] or "全文"
    quoted = f"“{place['text']}”" if place["text"] else ""
    return _PLACES[place["kind"]].format(place["number"]) + quoted


def _remaining(title: str, lines: Sequence[Json]) -> Iterator[str]:
    if not lines:
        return
    yield f"\n{title}（{len(lines)} 条）"
    for one in lines:
        note = f"：{one['note']}" if one["note"] else ""
        yield f"  {one['clause'] or '实务'} {one['title']}{note}"


def _deviations(report: Json) -> Iterator[str]:
    if not report["deviations"]:
        return
    yield f"\n所选版式与 GB/T 9704 的偏离（{len(report['deviations'])} 项）"
    for one in report["deviations"]:
        note = "（在允许误差内）" if one["tolerated"] else ""
        clause = f"{one['clause']} " if one["clause"] else ""
        values = f"标准 {one['expected']}，版式 {one['found']}"
        yield f"  {clause}{one['strength']} {one['element']}：{values}{note}"
