"""Numbers of indicators as offices write them (1.1, 一、（一）①, 第一项) → keys of a tree, who is below whom.

Where every number is one like 1.1 they are keys as they are. Where some count anew under each aspect, a key
is made of places: the second （一） is 2.1. The letter shows what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from nlp.chinese_numbers import ORDINAL, counted

_COUNTED = "(个?方面|部分|大?项|大?类|条|款|点|章|节)"
_STYLES = (
    ("plain", re.compile(r"(\d{1,3})")),
    ("一、", re.compile(f"({ORDINAL})")),
    ("（一）", re.compile(rf"\(?({ORDINAL})\)")),
    ("（1）", re.compile(r"\(?(\d{1,3})\)")),
    ("第一", re.compile(rf"第({ORDINAL}|\d{{1,3}}){_COUNTED}")),
)
_PLAIN = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*")
_MOST = 20
_ENDS = "、.。,:"
_BETWEEN = re.compile(r"(?<=[0-9A-Za-z])[-—–_·、](?=[0-9A-Za-z])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CIRCLED = re.compile("[①-⑳❶-❿⓫-⓴]")


class UnclearNumber(ValueError):
    """A number that cannot be placed; the text is Chinese, `place` the 0-based row, `part` its field."""

    def __init__(self, message: str, place: int, part: str = "id") -> None:
        super().__init__(message)
        self.place, self.part = place, part


@dataclass(frozen=True, slots=True)
class Placed:
    """The key of an indicator and that of the one above it, empty if there is none."""

    key: str
    parent: str


class _Read(NamedTuple):
    """A number as read: how it is written, its value if it counts, and one spelling for all."""

    style: str
    value: int | None
    said: str


def placed(rows: Sequence[Mapping[str, Any]]) -> list[Placed]:
    """Return key and parent of each row, which has `id` and perhaps `parent_id`.

    Without any `parent_id` who is below whom is told by the numbers: 1.1 is below 1, （一） below 一、.

    Raises:
        UnclearNumber: a number that is none, comes twice, does not follow on, or whose parent is not there.
    """
    numbers = [_read_at(row, place, "id") for place, row in enumerate(rows)]
    above = [
        _read_at(row, place, "parent_id") if row["parent_id"] else None
        for place, row in enumerate(rows)
    ]
    if all(one.style == "plain" for one in numbers):
        return _by_dots(numbers, above)
    if any(above):
        return _by_parents(numbers, above)
    return _by_styles(numbers)


def spelled(text: str) -> str:
    """Return a number in the spelling by which it is looked for: narrow, no spaces, no mark behind."""
    found = _read(text)
    return found.said if found else text


def _read_at(row: Mapping[str, Any], place: int, part: str) -> _Read:
    text = str(row[part])
    if found := _read(text):
        return found
    label = "指标编号" if part == "id" else "上级编号"
    if _DAY.fullmatch(text):
        told = f"{label}“{text}”像是被表格改成了日期，请把这一列设为文本格式后重填，如 1.1。"
    else:
        told = f"{label}“{text}”看不懂，请写成 1、1.1 这样，或一、（一）、1. 这样逐级编号。"
    raise UnclearNumber(told, place, part)


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read | None:
    """Return a number as read, None if it is none."""
    bare = "".join(text.split())
    if _CIRCLED.fullmatch(bare):
        value = int(unicodedata.numeric(bare))
        return _Read("①", value, chr(0x2460 + value - 1))
    narrow = unicodedata.normalize("NFKC", bare).replace("[", "(").replace("]", ")")
    narrow = _BETWEEN.sub(".", narrow).rstrip(_ENDS)
    if _DAY.fullmatch(bare) or len(narrow) > _MOST:
        return None
    for style, pattern in _STYLES:
        if match := pattern.fullmatch(narrow):
            # What is counted tells levels apart: 第一方面, 第一项.
            said = narrow.replace("(", "（").replace(")", "）")
            return _Read("".join((style, *match.groups()[1:])), counted(match[1]), said)
    return _Read("plain", None, narrow) if _PLAIN.fullmatch(narrow) else None


def _by_dots(numbers: Sequence[_Read], above: Sequence[_Read | None]) -> list[Placed]:
    """Place numbers like 1.1, which are keys; what stands before a dot is the parent if none has one."""
    seen: set[str] = set()
    for place, one in enumerate(numbers):
        if one.said in seen:
            cut = "；如果是 1.10，请把这一列设为文本格式后重填" if one.said.endswith(".1") else ""
            raise UnclearNumber(f"指标编号“{one.said}”重复，请改成不同的编号{cut}。", place)
        seen.add(one.said)
    found = []
    for place, (one, parent) in enumerate(zip(numbers, above, strict=True)):
        if parent and parent.said not in seen:
            told = f"指标“{one.said}”的上级编号“{parent.said}”不存在，请核对。"
            raise UnclearNumber(told, place, "parent_id")
        key = parent.said if parent else ""
        if not any(above):
            dots = [one.said[: dot.start()] for dot in re.finditer(r"\.", one.said)]
            key = next((before for before in reversed(dots) if before in seen), "")
        found.append(Placed(one.said, key))
    return found


def _by_parents(numbers: Sequence[_Read], above: Sequence[_Read | None]) -> list[Placed]:
    """Place numbers that count anew under each aspect by their parents: the nearest before."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    found = []
    for place, (one, parent) in enumerate(zip(numbers, above, strict=True)):
        if parent and parent.said not in keys:
            told = f"指标“{one.said}”的上级编号“{parent.said}”前面没有，请核对。"
            raise UnclearNumber(told, place, "parent_id")
        before = keys[parent.said] if parent else ""
        key = _joined(before, one.said if one.value is None else str(one.value))
        if key in taken:
            told = f"指标编号“{one.said}”在同一个上级下重复，请改成不同的编号。"
            raise UnclearNumber(told, place)
        taken.add(key)
        keys[one.said] = key
        found.append(Placed(key, before))
    return found


def _by_styles(numbers: Sequence[_Read]) -> list[Placed]:
    """Place numbers by how they are written: a way of writing that is new begins a level below."""
    levels: list[tuple[str, str]] = []
    last: dict[str, int] = {}
    taken: set[str] = set()
    found: list[Placed] = []
    for place, one in enumerate(numbers):
        style = f"plain{one.said.count('.')}" if one.style == "plain" else one.style
        depth = next((n for n, (known, _) in enumerate(levels) if known == style), len(levels))
        before = levels[depth - 1][1] if depth else ""
        anew = depth == len(levels)
        _require_next(one, None if anew else last[style], last.get(style), place)
        if one.value is not None:
            last[style] = one.value
        key = _joined(before, one.said if one.value is None else str(one.value))
        if key in taken:
            raise UnclearNumber(f"指标编号“{one.said}”重复，请改成不同的编号。", place)
        taken.add(key)
        levels[depth:] = [(style, key)]
        found.append(Placed(key, before))
    return found


def _require_next(one: _Read, before: int | None, ever: int | None, place: int) -> None:
    """Raise UnclearNumber for a number that follows on to none: first under its parent, or the next one.

    Args:
        one: the number.
        before: the one before it on its level under the same parent, None if it is the first.
        ever: the last one written like it.
        place: its row.
    """
    if one.value is None:
        return
    expected = {before + 1} if before is not None else {1, (ever or 0) + 1}
    if one.value not in expected:
        after = f"接不上前面的第 {before or ever} 个" if before or ever else "前面没有第 1 个"
        raise UnclearNumber(
            f"指标编号“{one.said}”{after}，请核对编号，或填“上级编号”说明它属于哪一项。", place
        )


def _joined(before: str, own: str) -> str:
    return f"{before}.{own}" if before else own
