"""Dates in the spellings of offices: a closed list; what is ambiguous is an error, never a guess."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from nlp.nothing_said import says_nothing
from nlp.numerals import numbered

_FULL = re.compile(
    r"(\d{4})[年./\-、。](\d{1,2})[月./\-、。](\d{1,2})[日号.]?(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?)?"
)
_MONTH = re.compile(r"(\d{4})[年./\-](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SHORT_YEAR = re.compile(r"\d{2}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?")
_NO_YEAR = re.compile(r"\d{1,2}[月./\-]\d{1,2}[日号]?")
# Day 0 of spreadsheet serial numbers, and the years a date of a registry can lie in (DECISION).
_EPOCH = dt.date(1899, 12, 30)
_OLD_DAYS = 1462
_YEARS = range(1921, 2100)


class DateError(ValueError):
    """A date that cannot be read; the text is the Chinese reason without the name of the column."""


@lru_cache(maxsize=4096)
def iso_date(text: str, *, old_days: bool = False) -> str:
    """Return a date as ISO text: a day, or `2026-07` or `2026` where no more is given; empty stays.

    A dash or 无 is an empty cell. Remembered: the days of a table are few.

    `old_days` says that bare numbers count from 1904 and not from 1900.

    Raises:
        DateError: no date, no year, or a day that does not exist.
    """
    narrow = unicodedata.normalize("NFKC", text).strip().replace("○", "〇")
    if says_nothing(narrow):
        return ""
    plain = numbered(narrow).replace(" ", "")
    for pattern in (_FULL, _COMPACT, _MONTH, _YEAR):
        if match := pattern.fullmatch(plain):
            return _checked(text, *map(int, match.groups()))
    if match := _SERIAL.fullmatch(plain):
        day = _EPOCH + dt.timedelta(days=int(match[1]) + (_OLD_DAYS if old_days else 0))
        return _checked(text, day.year, day.month, day.day)
    if _SHORT_YEAR.fullmatch(plain):
        raise DateError(f"“{text}”的年份只有两位，请写成四位，例如 2026年7月1日。")
    if _NO_YEAR.fullmatch(plain):
        raise DateError(f"“{text}”没有年份，请写全，例如 2026年7月1日。")
    raise DateError(f"“{text}”不是能识别的日期，请写全年月日，例如 2026年7月1日 或 2026-07-01。")


def _checked(text: str, year: int, month: int = 0, day: int = 0) -> str:
    if year not in _YEARS:
        raise DateError(f"“{text}”的年份不合理，请核对。")
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError as trouble:
        raise DateError(f"“{text}”不是存在的日期，请核对。") from trouble
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
