"""What the choices of a brand are called in Chinese, words offices write for them, filters by them."""

from __future__ import annotations

from collections.abc import Iterable

from service.errors import WrongUse
from service.model import STATUS_NAMES, BrandType, Carrier, Level, Status
from service.results import BrandFilter

CHOICE_NAMES: dict[str, dict[str, str]] = {
    "brand_type": {
        BrandType.DEVELOPMENT: "服务发展类",
        BrandType.LIVELIHOOD: "服务民生类",
        BrandType.MASSES: "服务群众类",
        BrandType.MEMBERS: "服务党员类",
    },
    "carrier": {
        Carrier.AREA: "党员责任区",
        Carrier.POST: "党员示范岗",
        Carrier.TASK_FORCE: "党员突击队",
        Carrier.SERVICE_TEAM: "党员服务队",
    },
    "level": {
        Level.STANDARD: "标准",
        Level.DISTINCTIVE: "特色",
        Level.FLAGSHIP: "示范",
    },
}
"""Chinese name by field and value (S4-13, S0-02, S4-01)."""

_OTHER_WORDS = {"level": {"旗舰": Level.FLAGSHIP, "旗舰品牌": Level.FLAGSHIP}}
_HEADS = ("", "党员", "服务")
_TAILS = ("品牌", "类", "型")


LONGEST_WORD = 20
"""Characters of a word of the office's own for a type, a carrier or a level (DECISION)."""
LABELS = {"brand_type": "品牌类型", "carrier": "载体", "level": "层级"}


def choice(field: str, text: str) -> str:
    """Return the value that a word means, the word itself where an office has types or levels of its own."""
    if not text:
        return ""
    names = CHOICE_NAMES[field]
    if text in names:
        return str(text)
    bare = _bare(text)
    for value, name in names.items():
        if bare in {_bare(name.removeprefix(head)) for head in _HEADS}:
            return str(value)
    return _OTHER_WORDS.get(field, {}).get(text, text)


def is_own(field: str, value: str) -> bool:
    """Return whether a value is a word of the office's own, none of those that all know."""
    return bool(value) and value not in CHOICE_NAMES[field]


def brand_filter(
    *, text: str = "", unit: str = "", status: str = "", brand_type: str = "", level: str = ""
) -> BrandFilter:
    """Return the filter that words mean, Chinese or the values themselves; empty words mean any.

    Raises:
        WrongUse: the status is none; says which there are.
    """
    return BrandFilter(
        text=text,
        unit=unit,
        status=status_of(status) if status else None,
        brand_type=choice("brand_type", brand_type),
        level=choice("level", level),
    )


def status_of(word: str) -> Status:
    """Return the status that a word means, Chinese or the value itself.

    Raises:
        WrongUse: there is no such status; says which there are.
    """
    for status, name in STATUS_NAMES.items():
        if word in (status, name):
            return status
    raise no_such("状态", word, STATUS_NAMES.values())


def no_such(label: str, word: str, there: Iterable[str]) -> WrongUse:
    """Return the error that there is no such status, type or level, and which there are."""
    return WrongUse(f"没有“{word}”这个{label}，可用：{'、'.join(there)}。", field=label, value=word)


def _bare(text: str) -> str:
    for tail in _TAILS:
        text = text.removesuffix(tail)
    return text
