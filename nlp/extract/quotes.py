"""Quoted names, told by the words before and after the quotes.

`“红帆”党建品牌`, `党建品牌“红帆”`, `“红帆”、某某局“头雁”等党建品牌`, and quotes with one side missing.
"""

from __future__ import annotations

import re
from functools import cache

import corpora
from nlp.alternatives import any_of
from nlp.extract.marks import LONGEST, has_length_of_a_name, marks
from nlp.extract.model import Hit
from nlp.extract.units import is_unit, unit_after, unit_before

_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "‘": "’", "【": "】"}
_SENTENCE = re.compile(r"[^。！？；\n]+")
_JOINT = re.compile(r"\s*(?:以及|[、，,和与及])?\s*")
_CLOSED = re.compile(
    r"\s*(?:$|[，。；、！？,;!?：:）)\n“「『]|的|建设|创建|荣?获|被|入选|亮相|成为|以来)"
)
_NO_NAME = frozenset({"work", "life", "study", "duty", "frame", "body", "element", "carrier"})
# What makes 品牌 part of another word: “六好”党支部品牌建设管理平台 names no brand.
_NOT_A_MARK = (
    r"(?!(?:建设|创建|工作|评价)*"
    r"(?:体系|矩阵|集群|管理|模型|标准|平台|战略|意识|效应|案例|路径|范式|工作|规划))"
)

Quoted = tuple[int, int]


def quoted(text: str) -> list[Hit]:
    """Return the quoted brand names of a cleaned text in simplified script; linear."""
    hits: list[Hit] = []
    for sentence in _SENTENCE.finditer(text):
        spans, lonely = _quoted_spans(text, sentence.start(), sentence.end())
        hits += _named(text, spans, sentence.start())
        hits += _one_sided(text, lonely, (sentence.start(), sentence.end()))
    return [hit for hit in hits if _may_be_name(text[hit.start : hit.end])]


def _quoted_spans(text: str, start: int, end: int) -> tuple[list[Quoted], list[int]]:
    """Return the outer quoted spans (quotes included) of a sentence and the quotes without a partner."""
    spans: list[Quoted] = []
    lonely: list[int] = []
    straight = [i for i in range(start, end) if text[i] == '"']
    at = start
    while at < end:
        close = _PAIRS.get(text[at])
        stop = text.find(close, at + 1, min(end, at + LONGEST + 2)) if close else -1
        again = text.find(text[at], at + 1, stop) if stop > 0 else -1
        if close and stop > 0 and again < 0:
            spans.append((at, stop + 1))
            at = stop
        elif close or text[at] in _PAIRS.values():
            lonely.append(at)
        at += 1
    pairs, alone = _straight_pairs(straight)
    covered = {i for a, b in spans for i in range(a, b)}
    short = [(a, b) for a, b in pairs if b - a <= LONGEST + 2]
    free = [(a, b) for a, b in short if covered.isdisjoint(range(a, b))]
    return sorted(spans + free), sorted(lonely + [i for i in alone if i not in covered])


def _straight_pairs(places: list[int]) -> tuple[list[Quoted], list[int]]:
    """Return straight quotes paired; of an odd number the last three are one name with a quote inside."""
    if len(places) == 1:
        return [], places
    even = places if len(places) % 2 == 0 else places[:-3]
    pairs = [(a, b + 1) for a, b in zip(even[::2], even[1::2], strict=True)]
    if len(places) % 2:
        pairs.append((places[-3], places[-1] + 1))
    return pairs, []


def _named(text: str, spans: list[Quoted], floor: int) -> list[Hit]:
    """Return the quoted spans of one sentence that are names, with their units."""
    patterns = _marked(text, spans, floor)
    _chain(text, spans, patterns)
    hits = []
    for i, pattern in sorted(patterns.items()):
        start, end = spans[i]
        unit = _unit(text, start, end, spans[i - 1][1] if i - 1 in patterns else floor)
        hits.append(Hit(start + 1, end - 1, unit, pattern))
    return hits


def _marked(text: str, spans: list[Quoted], floor: int) -> dict[int, str]:
    """Return the pattern of each span that has a mark of its own, by its number."""
    patterns: dict[int, str] = {}
    for i, (start, end) in enumerate(spans):
        if _after().match(text, end):
            patterns[i] = "quoted"
        elif _before().search(text, max(floor, start - 12), start) and _CLOSED.match(text, end):
            patterns[i] = "announced"
    return patterns


def _chain(text: str, spans: list[Quoted], patterns: dict[int, str]) -> None:
    """Add the spans that are listed with a marked one: before `…等党建品牌`, after `党建品牌…`."""
    backward = {i for i, pattern in patterns.items() if pattern == "quoted"}
    for i in range(len(spans) - 2, -1, -1):
        if i + 1 in backward and i not in patterns and _joined(text, spans[i][1], spans[i + 1][0]):
            patterns[i] = "chain"
            backward.add(i)
    forward = {i for i, pattern in patterns.items() if pattern == "announced"}
    for i in range(1, len(spans)):
        beside = _JOINT.fullmatch(text, spans[i - 1][1], spans[i][0])
        if i - 1 in forward and i not in patterns and beside:
            patterns[i] = "chain"
            forward.add(i)


def _unit(text: str, start: int, end: int, floor: int) -> tuple[int, int] | None:
    mark = _after().match(text, end)
    return unit_after(text, mark.end() if mark else end) or unit_before(text, start, floor)


def _joined(text: str, end: int, start: int) -> bool:
    """Return whether nothing but a joint and perhaps a unit stands between two quoted spans."""
    joint = _JOINT.match(text, end, start)
    rest = text[joint.end() if joint else end : start].strip()
    return len(rest) <= 40 and (not rest or is_unit(rest))


def _one_sided(text: str, lonely: list[int], sentence: tuple[int, int]) -> list[Hit]:
    """Return names with one quote missing that a mark follows: `“红帆党建品牌`, `打造红帆”党建品牌`."""
    floor, ceiling = sentence
    hits = []
    for at in lonely:
        if _after().match(text, at + 1):
            low = max(floor, at - LONGEST)
            match = _TAIL.search(text[low:at])
            start = low + match.start(1) if match else at
            if start < at:
                hits.append(Hit(start, at, unit_before(text, start, floor), "one-sided"))
        elif match := _until_mark().match(text, at + 1, ceiling):
            hits.append(Hit(*match.span(1), unit_before(text, at, floor), "one-sided"))
    return hits


_TAIL = re.compile(
    r"(?:.*(?:打造|创建|培育|推出|擦亮|叫响|形成|党委|党总支|支部|局|公司)|^|[，。；：、,])"
    r"([^，。；：、,“”\"]{2,16})$"
)


def _may_be_name(name: str) -> bool:
    """Return whether a quoted text may be a name: not empty, not long, no term of party work."""
    bare = name.strip()
    return has_length_of_a_name(bare) and bare not in _terms() and not bare.isdigit()


@cache
def _terms() -> frozenset[str]:
    rows = corpora.rows("lexicons/domain.tsv")
    return frozenset(term for term, kind, _, _ in rows if kind in _NO_NAME)


@cache
def _after() -> re.Pattern[str]:
    count = r"(?:[一二三四五六七八九十百\d]+[个项大张批])?"
    between = rf"\s*(?:等)?\s*{count}(?:基层|机关|优秀|示范|系列|精品|特色|知名)*"
    return re.compile(f"{between}(?:{any_of(marks('after'))}){_NOT_A_MARK}")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(marks('before'))})(?:名称)?(?:名?为|是|叫做?|——|—|[:：])?\\s*$")


@cache
def _until_mark() -> re.Pattern[str]:
    return re.compile(f'([^，。；：、,“”"]{{2,16}}?)(?:{any_of(marks("after"))}){_NOT_A_MARK}')
