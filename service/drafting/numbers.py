"""Numbers and days as documents print them, and numbers as clerks type them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """Return a whole number from 0 to 9999 in Chinese: 8 → 八, 12 → 十二, 27 → 二十七, 105 → 一百零五.

    Raises:
        ValueError: beyond these bounds.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not within 0–9999")
    if number < 10:
        return _DIGITS[number]
    written, zero = "", False
    for place, digit in zip(reversed(range(len(str(number)))), str(number), strict=True):
        if digit == "0":
            zero = True
            continue
        written += ("零" if zero else "") + _DIGITS[int(digit)] + _PLACES[place]
        zero = False
    return written.removeprefix("一") if 10 <= number < 20 else written


def number_in(text: str) -> Decimal | None:
    """Return the number that a cell says, of any width and with any minus sign; None if it is none."""
    shown = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    return Decimal(shown) if _NUMBER.fullmatch(shown) else None


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
