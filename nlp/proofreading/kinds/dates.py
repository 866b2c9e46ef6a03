"""Days that cannot be, days of the week that are others."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from nlp.proofreading.model import Document, Match

_DAY = re.compile(r"(?:(?<![0-9])([0-9]{4})年)?(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日")
_MONTH = re.compile(r"(?<![0-9])([0-9]{4})年([0-9]{1,2})月")
_WEEKDAY = re.compile(
    r"(?<![0-9])([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日[（(]?(?:星期|周)([一二三四五六日天])"
)
_LEAP = 2024  # a day without year may be one of a leap year
_MONTHS = 12


def impossible(document: Document) -> Iterator[Match]:
    """Fire at a month or day that no calendar has."""
    for index, text in document.of():
        for found in _DAY.finditer(text):
            if not _day(found[1] or str(_LEAP), found[2], found[3]):
                yield Match(index, found.span(), {"text": found[0]})
        for found in _MONTH.finditer(text):
            day_follows = re.compile("[0-9]{1,2}日").match(text, found.end())
            if not day_follows and not 1 <= int(found[2]) <= _MONTHS:
                yield Match(index, found.span(), {"text": found[0]})


def weekday(document: Document) -> Iterator[Match]:
    """Fire at a day of the week that the date does not fall on."""
    for index, text in document.of():
        for found in _WEEKDAY.finditer(text):
            day = _day(found[1], found[2], found[3])
            if day and "一二三四五六日"[day.weekday()] != found[4].replace("天", "日"):
                right = "一二三四五六日"[day.weekday()]
                yield Match(index, found.span(4), {"text": found[4], "right": right})


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
