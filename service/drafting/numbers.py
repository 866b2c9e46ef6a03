"""Numbers and days as documents print them, and numbers as clerks type them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from nlp.chinese_numbers import chinese
from nlp.numerals import numbered

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")
_LONGEST_CHINESE = 4
_HAN = re.compile("[零一二两三四五六七八九十百千]{1,7}")
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")


def number_in(text: str) -> Decimal | None:
    """Return the number that a cell says, of any width and with any minus sign; None if it is none.

    One in Chinese is one where it is written as `chinese` writes it: 二十八, 一百零五; not 二八.
    """
    shown = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    if _NUMBER.fullmatch(shown):
        return Decimal(shown)
    return Decimal(told) if _HAN.fullmatch(shown) and (told := _of_chinese(shown)) else None


def _of_chinese(text: str) -> str:
    """Return the digits of a number in Chinese, empty if it is none from 1 to 9999."""
    digits = numbered(text)
    known = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_CHINESE
    return digits if known and chinese(int(digits)) == text.replace("两", "二") else ""


def plain_number(number: Decimal | int | float) -> str:
    """Return a number without exponent and without zeros at its end: 8.50 → 8.5, 100.0 → 100."""
    if isinstance(number, int):
        return str(number)
    text = format(number if isinstance(number, Decimal) else Decimal(str(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese_day(day: dt.date | str) -> str:
    """Return a day as 2026年7月1日, a month (`2026-07`) as 2026年7月; no zeros in front (7.3.5.4)."""
    if isinstance(day, dt.date):
        return f"{day.year}年{day.month}月{day.day}日"
    year, *rest = (int(part) for part in day.split("-"))
    return f"{year}年" + "".join(f"{n}{unit}" for n, unit in zip(rest, "月日", strict=False))
