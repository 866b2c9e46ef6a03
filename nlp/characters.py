"""Classes of characters: what no name may hold, what separates, what is invisible."""

from __future__ import annotations

import re
import unicodedata

_KINDS = {
    "control": "控制字符",
    "surrogate": "不完整的字符（半个代理对）",
    "bidi": "改变文字方向的隐藏字符",
    "private-use": "自造字（专用区字符）",
    "noncharacter": "非字符编码",
}
# What is wrong with a text as a whole.
_NOTHING = {
    "empty": "名称为空，请填写品牌名称。",
    "signs": "名称里只有标点、符号或图形，没有一个文字、字母或数字，请填写品牌名称。",
}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACE_CONTROLS = frozenset("\t\n\r\v\f")
# Letters and marks that are drawn as nothing (fillers, joiners of other scripts, Mongolian selectors).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
# What almost every name consists of; needs no look at each character.
_ORDINARY = re.compile(r"[\u4e00-\u9fff0-9A-Za-z +·、，。：“”‘’（）\u3000\uff01-\uff5e—-]*")


class UnacceptableText(ValueError):
    """Text that holds something no name may hold.

    Attributes:
        kind: `control` `surrogate` `bidi` `private-use` `noncharacter`, of the whole text `empty` or `signs`.
        position: offset of the first such character in code points, 0 for the whole text.
        char: that character, or the empty string for the whole text.
    """

    def __init__(self, kind: str, position: int, char: str) -> None:
        self.kind, self.position, self.char = kind, position, char
        if kind in _NOTHING:
            message = _NOTHING[kind]
        else:
            message = (
                f"第 {position + 1} 个字符是{_KINDS[kind]}（U+{ord(char):04X}），"
                "不能用于名称，请删去后重新输入。"
            )
        super().__init__(message)


def unacceptable_kind(character: str) -> str | None:
    """Return why a character may not stand in a name, or None."""
    category = unicodedata.category(character)
    if category == "Cc":
        return None if character in _SPACE_CONTROLS else "control"
    if character in _BIDI:
        return "bidi"
    return {"Cs": "surrogate", "Co": "private-use", "Cn": "noncharacter"}.get(category)


def require_acceptable(text: str) -> None:
    """Raise `UnacceptableText` for the first character that no name may hold; linear."""
    if _ORDINARY.fullmatch(text):
        return
    for position, character in enumerate(text):
        kind = unacceptable_kind(character)
        if kind:
            raise UnacceptableText(kind, position, character)


def nothing_in(text: str) -> UnacceptableText:
    """Return what is wrong with a text of which nothing counts: nothing is there, or signs only."""
    seen = any(not character.isspace() and not is_invisible(character) for character in text)
    return UnacceptableText("signs" if seen else "empty", 0, "")


def is_visible(character: str) -> bool:
    """Return whether a folded character is part of a name: letters, digits, marks and the plus sign."""
    return character == "+" or (
        unicodedata.category(character)[0] in "LNM" and not is_invisible(character)
    )


def is_invisible(character: str) -> bool:
    """Return whether a character leaves no trace on paper: format characters, selectors, fillers.

    So does an accent that no letter took up.
    """
    return (
        unicodedata.category(character) == "Cf"
        or character in _BLANK
        or "\u0300" <= character <= "\u036f"
        or _is_selector(character)
    )


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
