"""Indicators listed as office tables have them, an aspect beside each: the rows of the aspects are added.

Such a table has a column of aspects, merged over their items or filled in at the first; its items may be
numbered through, anew under each aspect, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from service.letters.outline import UnclearNumber, spelled

Row = Mapping[str, Any]
_POINTS = re.compile(r"[\s（(]*(?:共|计|满分)?(\d{1,4}(?:\.\d{1,2})?)分[）)]?$")
_DOTTED = re.compile(r"([0-9A-Za-z]+)\.[0-9A-Za-z.]+")


def with_aspects(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[int]]:
    """Return rows with those of the aspects among them, and the place that each had; linear.

    Rows that name no aspect are returned as they are: these must have numbers. An aspect may say its
    points: 政治建设（20分）.

    Raises:
        UnclearNumber: parents are told as well, or an aspect stands in two places.
    """
    if not any(row["aspect"] for row in rows):
        return rows, range(len(rows))
    groups = list(_groups(rows))
    numbers = [_numbers(rows, places, count) for count, (_, places) in enumerate(groups, 1)]
    found: list[tuple[int, Row]] = []
    for (aspect, places), own, head in zip(groups, numbers, _heads(numbers), strict=True):
        found.append((places[0], {**_empty(rows[0]), **_head(aspect), "id": head}))
        for place, number in zip(places, own, strict=True):
            found.append((place, {**rows[place], "id": number, "parent_id": head}))
    return [row for _, row in found], [place for place, _ in found]


def _groups(rows: Sequence[Row]) -> Iterator[tuple[str, list[int]]]:
    """Yield each aspect with the places of its rows; one that is left empty is that above it."""
    said = ""
    named: list[str] = []
    for place, row in enumerate(rows):
        if row["parent_id"]:
            told = "“考核方面”和“上级编号”只填一样：写了考核方面的，请把上级编号清空。"
            raise UnclearNumber(told, place, "parent_id")
        said = str(row["aspect"] or said)
        if not said:
            raise UnclearNumber("第一项指标没有填“考核方面”，请补上。", place, "aspect")
        named.append(said)
    done: set[str] = set()
    for aspect, places in groupby(range(len(rows)), lambda place: named[place]):
        within = list(places)
        if aspect in done:
            told = f"考核方面“{aspect}”分在几处，请把它的指标排在一起。"
            raise UnclearNumber(told, within[0], "aspect")
        done.add(aspect)
        yield aspect, within


def _numbers(rows: Sequence[Row], places: Sequence[int], count: int) -> list[str]:
    """Return the numbers of the items of an aspect: a number merged over all of them is not theirs."""
    typed = [str(rows[place]["id"] or "") for place in places]
    if all(typed) and (len(set(typed)) > 1 or len(typed) == 1):
        return typed
    return [f"{count}.{item}" for item in range(1, len(places) + 1)]


def _heads(numbers: Sequence[Sequence[str]]) -> list[str]:
    """Return numbers for the aspects: what stands before the dot of their items, else one that is free."""
    dotted = [
        {found[1] if (found := _DOTTED.fullmatch(one)) else "" for one in own} for own in numbers
    ]
    before = [next(iter(one)) if len(one) == 1 else "" for one in dotted]
    if all(before) and len(set(before)) == len(before):
        return before
    every = [one for own in numbers for one in own]
    # Items that are numbered through keep their numbers as keys; those counted anew are told by their aspect.
    form = "F{}" if len(set(map(spelled, every))) == len(every) else "第{}方面"
    return [form.format(count) for count in range(1, len(numbers) + 1)]


def _head(aspect: str) -> dict[str, Any]:
    points = _POINTS.search(aspect)
    return {"title": aspect, "score": Decimal(points[1]) if points else None}


def _empty(row: Row) -> dict[str, Any]:
    return {**dict.fromkeys(row), "uncapped": False}
