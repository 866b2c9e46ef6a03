"""Names in forms (`品牌名称：红帆`) and in announced lists (`1. 红帆（县税务局）`)."""

from __future__ import annotations

import re
from functools import cache

from nlp.alternatives import any_of
from nlp.extract.marks import has_length_of_a_name, marks
from nlp.extract.model import Hit
from nlp.extract.units import Span, is_unit

# Lines between the line of a name and the line of its unit in a form.
_NEAR = 3
# A longer line is running text, no entry of a list and no heading.
_SHORT_LINE = 60
_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(
    r"品牌.{0,12}(?:名单|名录|目录|公示|名称|汇总|如下|一览)|(?:名单|名录|目录).{0,8}品牌"
)
_ENTRY = re.compile(
    r"\s*(?:\d{1,3}|[(（]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}|[①-⑳])\s*[、.\uff0e\t 　)）]?\s*"
)
_CELLS = re.compile(r"\t+|\s{2,}|\s*[:：]\s*|\s*——\s*|[（(]|[）)]|(?<=[”」』])\s*|\s*(?=[“「『])")
_TRIM = ' 　\t“”「」『』‘’"《》。；;，,'


def listed(text: str) -> list[Hit]:
    """Return the names in forms and lists of a cleaned text in simplified script; linear."""
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    units = {i: span for i, line in enumerate(lines) if (span := _labelled(text, line, "unit"))}
    hits: list[Hit] = []
    in_list = False
    for i, line in enumerate(lines):
        name = _labelled(text, line, "label")
        entry = _ENTRY.match(text, *line) if in_list else None
        if name:
            hits.append(Hit(*name, units.get(i) or _near(units, i), "form"))
        elif entry:
            hits += _entry(text, entry.end(), line[1])
        elif in_list and line[1] - line[0] <= _SHORT_LINE:
            hits += [hit for hit in _entry(text, *line) if hit.unit]
        heading = bool(_HEADING.search(text, *line)) and line[1] - line[0] <= _SHORT_LINE
        in_list = heading or (in_list and line[1] - line[0] <= _SHORT_LINE)
    return hits


def _near(units: dict[int, Span], line: int) -> Span | None:
    """Return the unit of the nearest line, the one above first."""
    for distance in range(1, _NEAR + 1):
        for other in (line - distance, line + distance):
            if other in units:
                return units[other]
    return None


def _labelled(text: str, line: Span, place: str) -> Span | None:
    """Return the span of the value after a label of a line, up to the next label."""
    match = _label(place).search(text, *line)
    if not match:
        return None
    ends = [
        after.start()
        for kind in ("label", "unit")
        if (after := _label(kind).search(text, match.end(), line[1]))
    ]
    return _name_span(text, match.end(), min(ends, default=line[1]))


def _entry(text: str, start: int, end: int) -> list[Hit]:
    """Return the name of one list entry: beside its unit, in quotes, or alone."""
    cells: list[Span] = []
    at = start
    for gap in _CELLS.finditer(text, start, end):
        cells.append((at, gap.start()))
        at = gap.end()
    cells.append((at, end))
    spans = [span for cell in cells if (span := _name_span(text, *cell))]
    units = [span for span in spans if is_unit(text[span[0] : span[1]])]
    names = [span for span in spans if span not in units]
    return [Hit(*names[0], units[0] if units else None, "list")] if names else []


def _name_span(text: str, start: int, end: int) -> Span | None:
    """Return the span without quotes and punctuation around it, if it may be a name."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if text[start:end] in _headers() or not has_length_of_a_name(text[start:end]):
        return None
    return start, end


@cache
def _headers() -> frozenset[str]:
    """Return the titles of columns, which are no names."""
    return frozenset((*marks("label", "unit"), "序号"))


@cache
def _label(place: str) -> re.Pattern[str]:
    label = any_of(marks(place))
    return re.compile(f"(?<![^\\s；;|])[【\\[]?(?:{label})[】\\]]?[ 　]*[:：\\t]\\s*")
