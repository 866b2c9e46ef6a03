"""Checks over every text of a letter: blanks left in, numbers of documents, 《》, counts, words of veto."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from nlp.chinese_numbers import counted
from service.drafting.fields import Field, Problem
from service.letters.indicators import Indicator, counts

Values = Mapping[str, Any]
_BLANK = re.compile(
    r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[×\uff0a*\uff3f_]{2,}|待定|待填|某某|[○〇]{3,}"
)
_YEAR = re.compile(r"[\[(（［【]\s*(?:19|20)\d\d\s*[\])）］】]\s*(?:第\s*)?\d+\s*号")
# What is declared as a total: not “第3个方面”, “其中2个方面”, “3个方面以上”. A number in Chinese before 方面
# often counts something else (从三个方面看), unless the number of items follows it.
_N = r"(\d+|[一二两三四五六七八九十]{2,3}|[二两三四五六七八九十])\s*"
_PART, _ABOVE = "(?<![第前后任每达满有过中一二三四五六七八九十百\\d])", "(?![以及之]|[内中]?[不未])"
_COUNTS = (
    (re.compile(rf"{_PART}(\d+)\s*个方面{_ABOVE}"), "aspects", "方面"),
    (
        re.compile(rf"{_PART}{_N}个方面[、，]?\s*(?=[\d一二三四五六七八九十]+\s*项)"),
        "aspects",
        "方面",
    ),
    (re.compile(rf"{_PART}{_N}(?:项|个)(?:考核)?指标{_ABOVE}"), "items", "指标"),
    (re.compile(rf"(?<=个方面){_N}项"), "items", "指标"),
    (re.compile(rf"{_PART}{_N}(?:个|项)加分(?:项|事项){_ABOVE}"), "bonus", "加分项"),
    (re.compile(rf"{_PART}{_N}(?:个|项)(?:一票)?否决(?:项|事项){_ABOVE}"), "veto", "否决项"),
)
_SIDE = re.compile("[甲乙]方")
_PAIRS = (
    ("《", "》", "书名号"),
    ("〔", "〕", "六角括号"),
    ("“", "”", "引号"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a letter: JSON pointer of its place, its name for a clerk, and what it says."""

    path: str
    label: str
    text: str


@cache
def labels() -> dict[str, tuple[str, dict[str, str]]]:
    """Return what the fields of a letter are called, and the parts of those that are lists."""
    return {one.id: (one.label, {part.id: part.label for part in one.item}) for one in fields()}


@cache
def fields() -> tuple[Field, ...]:
    """Return the fields of the shipped letter."""
    from service.drafting.package import find_template

    return find_template("letter").fields


def _suspects(values: Values, names: Sequence[str]) -> Iterator[Text]:
    """Yield the texts of some fields, items of lists included, that hold anything to be looked into."""
    for name in names:
        value = values.get(name)
        label, parts = labels().get(name, (name, {}))
        if isinstance(value, str):
            if _suspect(value):
                yield Text(f"/{name}", label, value)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                for part, inner in item.items():
                    if isinstance(inner, str) and _suspect(inner):
                        path = f"/{name}/{number}/{part}"
                        yield Text(
                            path, f"{label}第 {number + 1} 项的{parts.get(part, part)}", inner
                        )


def text_problems(
    values: Values, names: Sequence[str], tree: Sequence[Indicator]
) -> Iterator[Problem]:
    """Yield what is wrong in the texts of some fields."""
    for one in _suspects(values, names):
        if found := _BLANK.search(one.text):
            yield _told(one, "placeholder", f"有没填的占位“{found[0]}”，请填写。")
        # How the letter's own number is written is looked at by itself.
        if one.path != "/doc_no" and (found := _YEAR.search(one.text)):
            yield _told(
                one, "brackets", f"里的文号“{found[0]}”年份要用六角括号，如〔2026〕，请改正。"
            )
        for opening, closing, called in _PAIRS:
            if one.text.count(opening) != one.text.count(closing):
                yield _told(one, "quotes", f"的{called}{opening}{closing}没有配对，请改正。")
        for pattern, key, called in _COUNTS:
            found = pattern.search(one.text)
            if found and counted(found[1]) != (listed := counts(values, tree)[key]):
                yield _told(
                    one, "count", f"写的是“{found[0]}”，实际列出 {listed} 个{called}，请核对。"
                )
        if values["doc_kind"] != "责任书" and (found := _SIDE.search(one.text)):
            yield _told(
                one,
                "party-names",
                f"用了“{found[0]}”，{values['doc_kind']}里双方不叫甲方、乙方，请改用单位名称或简称。",
                "warning",
            )
        if not values["veto"] and "一票否决" in one.text:
            yield _told(one, "no-veto", "提到一票否决，“否决项”表里却没有列，请补上或改写。")


@lru_cache(maxsize=1024)
def _suspect(text: str) -> bool:
    """Return whether a text holds anything that is looked into; letters of a batch share most texts."""
    return bool(
        _LOOKED_INTO.search(text)
        or any(text.count(opening) != text.count(closing) for opening, closing, _ in _PAIRS)
    )


_LOOKED_INTO = re.compile(
    "|".join(
        ("一票否决", *(p.pattern for p in (_BLANK, _YEAR, _SIDE, *(one for one, _, _ in _COUNTS))))
    )
)


def _told(one: Text, code: str, end: str, severity: str = "error") -> Problem:
    return Problem(one.path, one.label, code, f"“{one.label}”{end}", severity)
