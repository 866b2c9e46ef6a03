"""Whole numbers in Chinese characters, as headings and counts of items have them, and back."""

from __future__ import annotations

import re

from nlp.numerals import numbered

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MARKS = ("", "{}、", "（{}）", "{}.", "（{}）")
# Down to this level marks have Chinese numbers.
_UPPER = 2
ORDINAL = "[一二三四五六七八九十]{1,3}"
"""A pattern of numbers up to 99 that count in a row; 十十 is matched, too, and has no `value`."""
NUMERAL = "[一二两三四五六七八九十]{1,3}"
"""The same of numbers that tell how many."""


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


def value(numeral: str) -> int | None:
    """Return the value of a well-formed number up to 99 (十二, 两, 12), else None (二三, 012)."""
    if not numeral or len(numeral) > 3:
        return None
    if numeral.isascii():
        plain = numeral.isdigit() and (numeral == "0" or numeral[0] != "0")
        return int(numeral) if plain and len(numeral) < 3 else None
    folded = numbered(numeral)
    if not re.fullmatch("[0-9]{1,2}", folded):
        return None
    number = int(folded)
    return number if chinese(number) == numeral.replace("两", "二") else None


def counted(numeral: str) -> int | None:
    """Return the value of any number in digits (007, 100), or the `value` of one in Chinese."""
    return int(numeral) if numeral.isdecimal() else value(numeral)


def heading_mark(level: int, number: int) -> str:
    """Return the mark of a heading of level 1 to 4 as GB/T 9704—2012, 7.3.3 has it: 二、（二）2.（2）."""
    return _MARKS[level].format(chinese(number) if level <= _UPPER else number)
