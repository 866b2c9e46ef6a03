"""What headings and labels mean: the field of an application, the item of a list, a part of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import corpora
from service.applications.records import KEYS, fields
from service.drafting.fields import Field
from service.importing.cells import heading

IGNORED = "-"
"""Field of a label that is known and left out on purpose: opinions, seals, pictures."""
_NUMERALS = "一二三四五六七八九十"
_LEADING = re.compile(rf"^(?:[{_NUMERALS}]{{1,2}}|\d{{1,2}})[、.．]")  # noqa: RUF001
_BRACKETED = re.compile(rf"[（(]([{_NUMERALS}]|\d{{1,2}})[）)]")
_NUMBERED = re.compile(rf"(.*?[^\d{_NUMERALS}])([{_NUMERALS}]|\d{{1,2}})(\D*)")
_LONGEST, _SEVERAL = 30, 2
# What forms put before and after a label without changing what it asks for (OBSERVED).
_AROUND = re.compile(
    r"^(?:拟?申报)?(?:党建)?(?:品牌)?(?:的)?(?=..)"
    r"|(?:及|和|与)(?:其)?(?:特点|特色|亮点|经验|体会|(?:典型)?案例|(?:社会)?(?:影响|反响|评价))$"
    r"|(?:基本)?(?:情况|简述|概述|概况|简介|介绍|说明|姓名)$"
)
_OF_TEXTS = re.compile(
    r"^(?:(?:支部|工作|创建|活动|主要|基本|实际|具体|特色|典型|突出|创新|现有|在册)的?)+(?=..)"
)
_OPINION = re.compile(r".{2,12}(?:意见|审核|审批)")
_BETWEEN = re.compile(r"以及|及其|[及和与、/]")
_LEADER = {"leader_name", "leader_role"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a value belongs: a field; of a list the number of the item (0 if not told) and its part."""

    field: str
    number: int = 0
    part: str = ""


# Rows of an application follow each other, and each is asked whether it is a heading come again.
@lru_cache(maxsize=1024)
def resolve(text: str) -> Target | None:
    """Return what a heading or label means, None if it is none that is known.

    Spaces, colons, marks of duty and remarks in brackets do not count; a number at its end (主要做法2)
    is that of an item, and words after it (荣誉1级别) name a part of the item.
    """
    if not text or len(text) > 4 * _LONGEST:
        return None
    numbered = _BRACKETED.sub(r"\1", text)
    for said in dict.fromkeys(map(heading, dict.fromkeys((numbered, text)))):
        plain = _LEADING.sub("", said)
        if len(plain) > _LONGEST:
            continue
        if one := _plain(said) or (_plain(plain) if plain != said else None):
            return Target(one)
        if target := _item(plain) or _together(plain):
            return target
        if _OPINION.fullmatch(plain):
            return Target(IGNORED)
    return None


def _together(said: str) -> Target | None:
    """Return what a heading of several labels asks for (工作成效及荣誉): the first of them.

    Who leads and as what is told in one value. A unit and its brand in one cell cannot be told apart.
    """
    parts = [one for one in _BETWEEN.split(said) if one]
    if len(parts) < _SEVERAL:
        return None
    found = [_plain(one) for one in parts]
    if None in found or not {*found}.isdisjoint((*KEYS, IGNORED)):
        return None
    return Target("leader_role" if {*found} == _LEADER else str(found[0]))


def _plain(said: str) -> str | None:
    """Return the field of one label: as it is, or without the words that forms put around it."""
    bare = _bare(said)
    if one := known().get(said) or known().get(bare):
        return one
    # 主要单位 is no 单位: only of texts and numbers it does not matter which they are called.
    core = known().get(_OF_TEXTS.sub("", bare), IGNORED)
    return core if core != IGNORED and fields()[core].type in ("long", "list", "int") else None


def _bare(said: str) -> str:
    """Return a label without the words that forms put around it: 党建品牌理念, 主要做法及特点."""
    return _AROUND.sub("", said)


def _item(said: str) -> Target | None:
    match = _NUMBERED.fullmatch(said)
    one = fields().get(known().get(match[1], "")) if match else None
    if match is None or one is None or one.type != "list":
        return None
    number = _number(match[2])
    if not match[3]:
        return Target(one.id, number)
    part = part_names(one).get(match[3], "")
    return Target(one.id, number, part) if part else None


def _number(text: str) -> int:
    return _NUMERALS.index(text) + 1 if text in _NUMERALS else int(text)


@cache
def known() -> Mapping[str, str]:
    """Return fields by every name they go by, as compared."""
    rows = corpora.rows("lexicons/labels.tsv")
    names = {heading(label): field for label, _, field in rows if field != "."}
    return names | {heading(name): one.id for one in fields().values() for name in one.names}


def part_names(one: Field) -> Mapping[str, str]:
    """Return the parts of an item of a list by every name they go by, as compared."""
    return {heading(name): part.id for part in one.item for name in reversed(part.names)}


def label_and_value(text: str) -> tuple[Target, str] | None:
    """Return what a line like 品牌名称：齿轮先锋 says, None if it names no field."""
    for place, character in enumerate(text[:_LONGEST]):
        if character in "：:":
            target = resolve(text[:place])
            return (target, text[place + 1 :].strip()) if target else None
    return None


def columns(row: Sequence[str]) -> dict[int, Target]:
    """Return what the cells of a heading row mean."""
    return {place: found for place, text in enumerate(row) if (found := resolve(text))}


_CHECKED = re.compile(r"[☑☒■√✓✔●]\s*([^\s☐□☑☒■√✓✔○●]+)")
_BOXES = re.compile(r"[☐□○☑☒■✓✔●]")


def ticked(text: str) -> str:
    """Return what is ticked in a cell of boxes (☑是 □否 → 是); other texts stay as they are."""
    if not _BOXES.search(text):
        return text
    return "、".join(found.strip("、，,；;") for found in _CHECKED.findall(text))


def narrow(text: str) -> str:
    """Return a text with characters of one width, for values of figures."""
    return unicodedata.normalize("NFKC", text).strip()
