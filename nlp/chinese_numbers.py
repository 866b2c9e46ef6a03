"""Chinese numbers as they stand in official text: headings, counts of items."""

from __future__ import annotations

import re

from nlp.numerals import fold_runs

_HUNDRED = 100
_DIGITS = "零一二三四五六七八九"
NUMERAL = "[一二两三四五六七八九十]{1,3}"


def chinese(number: int) -> str:
    """Return a number in Chinese (12 → 十二), from 100 up in digits: no list of items goes so far."""
    if number >= _HUNDRED:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def value(numeral: str) -> int | None:
    """Return the value of a well-formed number up to 99 (十二, 两, 12), else None (二三, 012)."""
    if not numeral or len(numeral) > 3:
        return None
    if numeral.isascii():
        plain = numeral.isdigit() and (numeral == "0" or numeral[0] != "0")
        return int(numeral) if plain and len(numeral) < 3 else None
    folded = "".join(character for character, _ in fold_runs(numeral))
    if not re.fullmatch("[0-9]{1,2}", folded):
        return None
    number = int(folded)
    return number if chinese(number) == numeral.replace("两", "二") else None
