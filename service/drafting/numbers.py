"""Numbers and days as documents print them, and numbers as clerks type them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")


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
