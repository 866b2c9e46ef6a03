"""Figures of one sentence held against each other: differences, parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from nlp.alternatives import telling
from nlp.proofreading.model import PROSE, Document, Match

_WORDS = "proofreading/words.tsv"
_FIGURE = r"([0-9]{1,12}(?:\.[0-9]{1,6})?)"
_RAISED = r"(?:提高|增加|上升|提升|增长|增至|升至|降低|下降|减少|回落)"
_UNIT = "(%|[个名家项人次件户所座篇场期份万亿元]{1,2})"
_CHANGE = re.compile(
    rf"[由从][^，。；]{{0,12}}?{_FIGURE}{_UNIT}{_RAISED}(?:到了?|至|为){_FIGURE}{_UNIT}[，,]"
    rf"{_RAISED}了?(约?){_FIGURE}(个百分点|%|[个名家项人次件户所座篇场期份万亿元]{{1,2}})"
)
_POINTS = "个百分点"
# 满分100分，其中甲30分、乙70分 / 甲3个、乙2个，共计5个
_WHOLE = re.compile(
    rf"(?:满分|总分|合计|共计|基础分)(?:为|共)?{_FIGURE}分[，：:（(](?:其中|分别为|包括)?[，：:]?([^。；]*)"
)
# 共计10万元，其中培训3万元、其他7万元: of what is no score, all parts are told only where a rest is.
_MONEY = re.compile(
    rf"(?:合计|共计|总计|总额|共)(?:为)?{_FIGURE}([亿万]?元)[，：:（(](其中|分别为|包括)?[，：:]?([^。；]*)"
)
_REST = re.compile("(?:其他|其余|剩余|余下)")
_AFTER = re.compile(rf"[，,](?:合计|共计|总计)(?:为|共)?{_FIGURE}([^0-9。；，、])")
# Two kinds that every member is one of: party members on probation or not, men and women.
_HALVES = re.compile(
    rf"{_FIGURE}[名人][，（(]其中[，：]?(?:正式党员|男(?:性|职工|党员)?|在职(?:职工|党员)?){_FIGURE}[名人][、，和]"
    rf"(?:预备党员|女(?:性|职工|党员)?|(?:离|离退|退)休(?:职工|党员|人员)?){_FIGURE}[名人](?![、，和][^，。；]{{1,8}}[0-9])"
)
# 党支部100个，其中机关30个、国企40个、学校31个: three kinds and more that all but add up are meant to.
_KINDS = re.compile(rf"{_FIGURE}([个名家所支件户项])[，（(]其中[，：]?([^。；]*)")
_NEAR, _MANY = Decimal("0.03"), 3
_LONGEST = 120  # characters of a list ahead of its sum
_COUNTED = re.compile(rf"[^0-9]{{0,20}}{_FIGURE}([^0-9])[^0-9]*")
_BETWEEN = re.compile("[、，,]|和(?=[^，、]{0,20}[0-9])")
_BESIDES = re.compile("[，,](?:另|此外|附加分|加分)")
_LEAST = 2


@cache
def _part(unit: str) -> re.Pattern[str]:
    """Return the pattern of a part with its figure in a unit."""
    return re.compile(rf"[^0-9、，,]{{1,20}}?{_FIGURE}{unit}(?:[（(][^（）()]*[）)])?")


def change(document: Document, *, fault: str) -> Iterator[Match]:
    """Fire where the difference of two figures is told wrongly.

    Args:
        document: what is read.
        fault: `points` the difference of two rates told in per cent, `figure` a difference that is another.
    """
    for index, text in document.of(*PROSE):
        for found in _CHANGE.finditer(text):
            before, unit, after, unit_after, about, told, told_unit = found.groups()
            if unit != unit_after:
                continue
            difference = abs(Decimal(after) - Decimal(before))
            rates = unit == "%"
            if rates and told_unit == "%":
                if fault == "points" and Decimal(told) == difference:
                    yield Match(index, found.span(7), {"text": told + "%", "right": told + _POINTS})
            elif told_unit == (_POINTS if rates else unit) and not about and fault == "figure":
                values = {"text": told, "right": f"{difference.normalize():f}"}
                if Decimal(told) != difference:
                    yield Match(index, found.span(6), values)


def parts(document: Document) -> Iterator[Match]:
    """Fire where parts do not add up to their whole (满分100分，其中……; 3个……、4个……，共计8个)."""
    for index, text in document.of(*PROSE, "cell"):
        for found in _WHOLE.finditer(text):
            yield from _told(index, found, _sum(found[2]), "分")
        for found in _MONEY.finditer(text):
            yield from _of_money(index, found)
        for found in _AFTER.finditer(text):
            yield from _told(index, found, _sum_before(text, found), found[2])
        for found in _KINDS.finditer(text):
            yield from _of_kinds(index, found)
        for found in _HALVES.finditer(text):
            yield from _told(index, found, Decimal(found[2]) + Decimal(found[3]), "名")


def _told(index: int, found: re.Match[str], total: Decimal | None, unit: str) -> Iterator[Match]:
    if total is not None and total != Decimal(found[1]):
        values = {"text": found[1] + unit, "sum": f"{total:f}{unit}"}
        yield Match(index, found.span(1), values)


def _sum_before(text: str, found: re.Match[str]) -> Decimal | None:
    """Return the sum of the list ahead of a total; one parted by commas must count the same things."""
    ahead = text[max(0, found.start() - _LONGEST) : found.start()]
    bare = text[found.end() : found.end() + 1] in ("", "。", "；", "，")
    if bare and (total := _sum_of(re.split("[。；：]", ahead)[-1], found[2])) is not None:
        return total
    return _sum_of(re.split("[。；：，,]", ahead)[-1], found[2])


def _sum_of(text: str, unit: str) -> Decimal | None:
    """Return the sum of a list whose every item counts in one unit, else None."""
    found = [_COUNTED.fullmatch(piece) for piece in re.split("[、，,和]", text)]
    values = [Decimal(one[1]) for one in found if one and one[2] == unit]
    return sum(values, Decimal(0)) if len(values) == len(found) >= _LEAST else None


def _of_money(index: int, found: re.Match[str]) -> Iterator[Match]:
    """Yield a sum of money that is less than its parts, or is not theirs though all of them are told."""
    whole, unit, among, text = found.groups()
    total = _sum(text, unit)
    complete = not among or among == "分别为" or _REST.search(text)
    if total is not None and (complete or total > Decimal(whole)):
        yield from _told(index, found, total, unit)


def _of_kinds(index: int, found: re.Match[str]) -> Iterator[Match]:
    """Yield a number that its parts miss by little; what crosses other kinds (女党员) is no part."""
    whole, unit, text = found.groups()
    several = len(_BETWEEN.split(text.rstrip("）)"))) >= _MANY
    total = _sum(text, unit) if several and not telling(_WORDS, "crossing").search(text) else None
    if total is not None and abs(total - Decimal(whole)) <= _NEAR * Decimal(whole):
        yield from _told(index, found, total, unit)


def _sum(text: str, unit: str = "分") -> Decimal | None:
    """Return the sum of a list that holds nothing but parts with their marks, else None."""
    listed = _BESIDES.split(text, maxsplit=1)[0].rstrip("）) ")
    pieces = [piece for piece in _BETWEEN.split(listed) if piece]
    found = [_part(unit).fullmatch(piece.strip()) for piece in pieces]
    values = [Decimal(one[1]) for one in found if one]
    whole = len(values) == len(pieces) >= _LEAST
    return sum(values, Decimal(0)) if whole else None
