"""Numbers in one form: 三, 叁, ③, Ⅲ and 3 are one; 二十四, 廿四 and 24; 七点半 and 7:30; 一加六 and 1+6.

A per cent sign is no letter of a key: 百分百, 百分之百 and 100% are 100 there, 百分之九十 and 90% 90.

For keys only. Folding stays clear of words that only look like numbers: 百, 千, 万 without a digit before
them (百花, 千里, 万家) stay as they are but before what is measured or counted (百米 is 100米), and formal
numerals that are common characters (队伍, 大陆) but before a number's own word (伍号 is 5号).
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "柒": 7, "捌": 8, "玖": 9}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
_TENS = {"廿": 20, "卅": 30}
# Formal numerals that are common characters, and words before which they are numerals nevertheless.
FORMAL = {"伍": "5", "陆": "6"}
_NUMBERED = "号尺"
# What a lone 百, 千 or 万 counts: 百米, 千户. Not 家, 里, 事, which stand in set phrases (万家灯火, 千里马).
_MEASURES = "米天户次个名亩吨日件年"
JOINING = frozenset(_UNITS) | frozenset(_TENS) | frozenset(FORMAL) | frozenset("半加")
"""What folds otherwise beside digits than alone; all else folds character by character."""
_CHINESE = f"[{''.join(_DIGITS)}{''.join(_UNITS)}{''.join(_TENS)}]"
_DIGITS |= {str(i): i for i in range(10)}
# Digits belong to a run: what stays of an ill-formed one (十33) must not be read as another number.
_RUN = f"[{''.join(_DIGITS)}{''.join(_UNITS)}{''.join(_TENS)}]+"
_NUMERAL = re.compile(
    f"百分(?:之(?P<share>{_RUN})|(?P<whole>百))|{_RUN}"
    f"|(?P<formal>[{''.join(FORMAL)}])(?=[{_NUMBERED}])"
)
_WRITTEN = {str(i): frozenset(c for c, value in _DIGITS.items() if value == i) for i in range(10)}
# What else a digit or sign may come of: 十 is 10, 卅 is 30, 七点半 is 7点30, 一加六 is 1+6.
_FURTHER = (("0", (*_UNITS, *_TENS, "半")), ("1", _UNITS), ("2", "廿"), ("3", "卅半"), ("+", "加"))
for _sign, _sources in (*_FURTHER, *((digit, formal) for formal, digit in FORMAL.items())):
    _WRITTEN[_sign] = _WRITTEN.get(_sign, frozenset()) | frozenset(_sources)
_WHOLES = {"百": "100"}
_LONE, _COUNTED = frozenset("百千万"), frozenset(_MEASURES)
_HALF_PAST = re.compile(r"(?<=[0-9]点)半")
# A formula said in words: 1加6, 3加n (after folding the letters are small).
_PLUS = re.compile(r"(?<=[0-9])加(?=[0-9nx])")
_ANY = re.compile(f"{_CHINESE}|点半|{_PLUS.pattern}|[{''.join(FORMAL)}][{_NUMBERED}]")


def digit_value(character: str) -> str | None:
    """Return the digits of a character that is a number in itself (③ Ⅲ ㈢), or None."""
    if unicodedata.category(character) in ("No", "Nl") and character != "〇":
        value = unicodedata.numeric(character, -1)
        if value >= 0 and value == int(value):
            return str(int(value))
    return None


def has_numerals(text: str) -> bool:
    """Return whether `fold_runs` may change a text."""
    return _ANY.search(text) is not None


def numbered(text: str) -> str:
    """Return a text with its numerals in one form."""
    return "".join(c for c, _ in fold_runs(text)) if has_numerals(text) else text


def written(character: str) -> frozenset[str]:
    """Return the characters of a text that may become one of its key, that one among them.

    Each of a key comes of one in the text, in order, but for zeros: of one character may come several.
    """
    return frozenset(character) | _WRITTEN.get(character, frozenset())


def fold_runs(text: str) -> list[tuple[str, int]]:
    """Return the text as (character, offset in `text`) with its Chinese numerals as digits; linear."""
    folded: list[tuple[str, int]] = []
    at = 0
    for run in _NUMERAL.finditer(text):
        folded += [(text[i], i) for i in range(at, run.start())]
        if share := run["share"] or run["whole"]:
            folded += [(digit, run.start()) for digit, _ in _fold(_WHOLES.get(share, share), 0)]
        elif formal := run["formal"]:
            folded.append((FORMAL[formal], run.start()))
        elif run.group() in _LONE and text[run.end() : run.end() + 1] in _COUNTED:
            folded += [(digit, run.start()) for digit in str(_UNITS[run.group()])]
        else:
            folded += _fold(run.group(), run.start())
        at = run.end()
    folded += [(text[i], i) for i in range(at, len(text))]
    return _plus(_half_past(folded))


def _fold(run: str, start: int) -> list[tuple[str, int]]:
    """Return one run of numerals as digits; every digit points at the run's first character."""
    value = _value(run)
    if value is not None:
        return [(digit, start) for digit in str(value)]
    return [(str(_DIGITS.get(c, c)), start + i) for i, c in enumerate(run)]


def _value(run: str) -> int | None:
    """Return the value of a well-formed number with units (十二, 一百零五, 廿四), else None."""
    if not any(c in _UNITS or c in _TENS for c in run):
        return None
    total, digit, last = 0, None, 10**9
    for index, c in enumerate(run):
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _TENS and index == 0:
            total, last = _TENS[c], 10
        elif c in _UNITS and _UNITS[c] < last and (digit or (c in "十拾" and index == 0)):
            last = _UNITS[c]
            total += (digit or 1) * last
            digit = None
        else:
            return None
    return total + (digit or 0)


def _half_past(folded: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return with 七点半 as 7点30, so that it meets 7:30."""
    text = "".join(c for c, _ in folded)
    if "点半" not in text:
        return folded
    for match in reversed(list(_HALF_PAST.finditer(text))):
        at = folded[match.start()][1]
        folded[match.start() : match.end()] = [("3", at), ("0", at)]
    return folded


def _plus(folded: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return a formula said in words with its signs, so that 一加六 meets 1+6."""
    text = "".join(c for c, _ in folded)
    for match in _PLUS.finditer(text) if "加" in text else ():
        folded[match.start()] = ("+", folded[match.start()][1])
    return folded
