"""What bodies of documents may do to values: filters, and how each kind of value is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from nlp.chinese_numbers import chinese
from service.drafting.gaps import Gap
from service.drafting.markup import CONTROLS, SOFT
from service.drafting.numbers import chinese_day, plain_number
from service.texts import brand_named

_STOPS = "。！？；…"
_PUNCTUATION = "。！？；…，、：,.;:!?"


class BodyError(ValueError):
    """A body that cannot be used, or asked for too much; as text, a Chinese sentence with its line.

    Attributes:
        message: the sentence alone.
        line: 1-based line in the body, 0 when it is not known.
        further: what else is wrong with the same body.
    """

    def __init__(self, message: str, line: int = 0, further: Iterable[BodyError] = ()) -> None:
        super().__init__(f"模板正文第 {line} 行：{message}" if line else message)
        self.message, self.line, self.further = message, line, tuple(further)


def printed(value: object) -> str:
    """Return a value as a document shows it; control characters can make no structure."""
    if type(value) is str:
        if value.isprintable():
            return value
        return value.replace("\r\n", "\n").replace("\n", "\v").translate(_BUT_SOFT)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, _NUMBERS):
        return plain_number(value)
    if isinstance(value, dt.date):
        return chinese_day(value)
    if isinstance(value, Gap):
        return str(value)
    if isinstance(value, str):  # a template's own text, marked already
        return value
    if failing := getattr(value, "_fail_with_undefined_error", None):
        failing()
    raise BodyError(f"不能直接印出{_KIND.get(type(value), '这种数据')}，请用循环或 join。")


_NUMBERS = (Decimal, int, float)
_BUT_SOFT = {code: None for code in CONTROLS if chr(code) not in (SOFT, "\t")}
_KIND: dict[type, str] = {list: "列表", dict: "一组字段", tuple: "列表", type(None): "空值"}


def _unless_gap(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a filter that lets a gap through: what is missing stays visible."""
    return lambda value: value if isinstance(value, Gap) else change(value)


def _joined(items: Any, mark: str = "、", attribute: str = "") -> str:
    shown = [item[attribute] if attribute else item for item in items]
    return str(mark).join(printed(item) for item in shown)


def _default(value: Any, other: Any = "") -> Any:
    return value if value or value == 0 else other


def _sum(items: Any, attribute: str = "") -> Any:
    return sum(item[attribute] if attribute else item for item in items)


def _rounded(number: Any, places: int = 0) -> Any:
    """Return a number rounded as offices do: a half goes away from zero."""
    if isinstance(number, Gap):
        return number
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded if places > 0 else int(rounded)


FILTERS: dict[str, Callable[..., Any]] = {
    "brand": _unless_gap(lambda name: brand_named(str(name))),
    "cn": _unless_gap(lambda n: chinese(int(n))),
    "date": _unless_gap(chinese_day),
    "num": _unless_gap(plain_number),
    "paragraphs": lambda text: [line.strip() for line in str(text).split("\n") if line.strip()],
    "stop": _unless_gap(lambda t: t if str(t).endswith(tuple(_STOPS)) else f"{bare(t)}。"),
    "bare": _unless_gap(lambda t: bare(t)),
    "enumerate_cn": _joined,
    "join": _joined,
    "length": len,
    "count": len,
    "first": lambda items: next(iter(items), ""),
    "last": lambda items: items[-1] if items else "",
    "default": _default,
    "sum": _sum,
    "round": _rounded,
    "upper": _unless_gap(lambda t: str(t).upper()),
}
"""Filters a body may use, by name."""


def bare(text: object) -> str:
    """Return a text without the marks at its end."""
    return str(text).rstrip(_PUNCTUATION)
