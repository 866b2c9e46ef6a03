"""Reading one value by its type: numbers, dates and texts as offices write them; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from nlp.characters import unacceptable_kind
from nlp.nothing_said import NONE
from service.drafting.numbers import number_in
from service.importing.dates import DateError, iso_date
from service.texts import one_line, shortened

_YES = ("是", "有", "√", "✓", "✔", "☑", "对", "TRUE", "YES", "Y", "1")
_NO = ("否", "无", "×", "✗", "✘", "不", "FALSE", "NO", "N", "0")
_ABSENT = (*NONE, "不限")
# What may stand behind a day and changes nothing in it: 2026年6月30日前.
_AROUND_DAY = re.compile("(?:之前|以前|前|止|起)$")
# The last day of a month or a year: 2026年6月底前.
_LAST_DAY = re.compile("(?<=[年月])[底末]$")
# What may stand around a choice and changes nothing in it: 每季度1次, 按季度考核, 国企（二级）, 党总支部.
_BEHIND_CHOICE = re.compile(
    r"(?:(?:至少)?[1一]次|考核|[(（][^()（）]*[)）]|(?<=总支)部|部?委员会)$"
)
_BEFORE_CHOICE = re.compile("^[每按](?=.)")
# A part of a choice from here on stands for it, if only one has it: 支部 for 党支部.
_PART = 2
_REFUSED = {
    "control": "控制字符",
    "surrogate": "不完整的字符",
    "bidi": "改变文字方向的隐藏字符",
    "private-use": "自造字，换一台电脑就显示不出",
    "noncharacter": "非字符编码",
}
# What nearly every value consists of; needs no look at each character.
_ORDINARY = re.compile(
    r"[\u4e00-\u9fff0-9A-Za-z \n·、，。；！？：“”‘’（）《》〔〕【】…\-+/%.,;:!?()—\u3000]*"
)
# No figure of an office is longer; longer ones cost memory and time.
_LONGEST_NUMBER = 30
_LONGEST_SHOWN = 40


class UnreadableValue(ValueError):
    """A value that is none of its type; the text is the end of a Chinese sentence."""


def read_value(kind: str, value: Any, *, choices: tuple[str, ...] = (), pattern: str = "") -> Any:
    """Return a value as its type: str, int, Decimal, datetime.date, `2026-03` or bool.

    Raises:
        UnreadableValue: it is none; the message goes on after the name of the field.
    """
    if type(value) is str and len(value) <= _SHORT:
        return _remembered(kind, value, choices, pattern)
    return _read(kind, value, choices, pattern)


def _read(kind: str, value: Any, choices: Sequence[str], pattern: str) -> Any:
    if kind == "choice":
        return _choice(value, choices)
    read = _READERS[kind](value)
    if pattern and not re.fullmatch(pattern, str(read)):
        raise UnreadableValue(f"填的“{_shown(read)}”写法不对，请按说明填写。")
    return read


# The units of a batch have most of their figures, days and choices in common.
_remembered = lru_cache(maxsize=1024)(_read)
_SHORT = 40


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise UnreadableValue("须是文字。")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not _ORDINARY.fullmatch(text):
        for place, character in enumerate(text):
            kind = unacceptable_kind(character)
            if kind or character in "\v\f":
                told = _REFUSED[kind or "control"]
                raise UnreadableValue(
                    f"第 {place + 1} 个字符是{told}（U+{ord(character):04X}），请删去后重新输入。"
                )
    return text


def _shown(value: object) -> str:
    """Return a value as a message shows it: on one line, and not all of a long one."""
    return shortened(one_line(str(value)), _LONGEST_SHOWN)


def _narrow(value: Any) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip().replace(",", "")


def _number(value: Any) -> Decimal:
    shown = _narrow(value)
    if isinstance(value, bool) or len(shown) > _LONGEST_NUMBER:
        raise UnreadableValue("须是数字。")
    number = number_in(shown)
    if shown in _ABSENT:
        raise UnreadableValue(f"填的“{_shown(value)}”不是数字，没有的请留空不填。")
    if number is None or abs(number.adjusted()) > _LONGEST_NUMBER:
        raise UnreadableValue(f"填的“{_shown(value)}”不是数字，请只填数字，不带单位。")
    return number


def _int(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value():
        raise UnreadableValue(f"填的“{_shown(value)}”不是整数，请改正。")
    return int(number)


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = one_line(str(value))
    without = _AROUND_DAY.sub("", text)
    bare = _LAST_DAY.sub("", without)
    try:
        day = iso_date(bare)
    except DateError as trouble:
        told = str(trouble).replace(f"“{bare}”", f"“{text}”")
        raise UnreadableValue(f"的写法不对：{told}") from trouble
    if bare != without:
        day = _last_day(day)
    if len(day) != len("2026-01-01"):
        raise UnreadableValue(f"填的“{_shown(value)}”没有写到日，请写到日，例如 2026年7月1日。")
    return dt.date.fromisoformat(day)


def _last_day(told: str) -> str:
    """Return the last day of a month or a year that is told as 2026-06 or 2026; a day as it is."""
    year, *month = map(int, told.split("-")[:2])
    if told.count("-") > 1:
        return told
    return f"{told}-12-31" if not month else f"{told}-{monthrange(year, month[0])[1]}"


def _month(value: Any) -> str:
    try:
        day = iso_date(one_line(str(value)))
    except DateError as trouble:
        raise UnreadableValue(f"的写法不对：{trouble}") from trouble
    return day[: len("2026-01")]


def _bool(value: Any) -> bool:
    shown = _narrow(value).upper()
    if shown in _YES:
        return True
    if shown in _NO:
        return False
    raise UnreadableValue(f"填的“{_shown(value)}”不对，请填“是”或“否”。")


def _choice(value: Any, choices: Sequence[str]) -> str:
    text = _text(value)
    if text in choices:
        return text
    found = _meant(text, choices)
    if len(found) == 1:
        return found[0]
    raise UnreadableValue(f"填的“{_shown(text)}”不在可选范围内，可填：{'、'.join(choices)}。")


def _meant(text: str, choices: Sequence[str]) -> list[str]:
    """Return the choices that a text is but for spaces and what changes nothing, or is a part of."""
    known = {_bare(one): one for one in choices}
    bare = _bare(text)
    without = _BEHIND_CHOICE.sub("", bare)
    forms = (bare, without, _BEFORE_CHOICE.sub("", without))
    if exact := [known[said] for said in forms if said in known]:
        return exact[:1]
    held = ([one for one in choices if said in one] for said in forms if len(said) >= _PART)
    return next(filter(None, held), [])


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "long": _text,
    "int": _int,
    "number": _number,
    "date": _date,
    "month": _month,
    "bool": _bool,
}
